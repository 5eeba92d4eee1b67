/** The FHIR R4 door and its reads. Comes in: HTTP. Goes out: envelopes to the door, resources to readers. */
package org.liankang.web.fhir;
