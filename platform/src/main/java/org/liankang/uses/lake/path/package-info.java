/**
 * FHIRPath, compiled once to steps over the JSON tree: the subset SQL-on-FHIR v2 requires of a view runner, its
 * experimental functions, and what a definition commonly needs beside them. What is understood is listed in
 * docs/lake.md; the meaning is that of HL7 FHIRPath N1 (2.0.0).
 */
package org.liankang.uses.lake.path;
