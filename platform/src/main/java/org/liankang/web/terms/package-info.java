/** What codes mean, asked at the FHIR door. */
package org.liankang.web.terms;
