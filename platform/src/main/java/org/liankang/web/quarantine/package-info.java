/** What could not enter: its reason in plain words, and its ways in: as it is, corrected, or not at all. */
package org.liankang.web.quarantine;
