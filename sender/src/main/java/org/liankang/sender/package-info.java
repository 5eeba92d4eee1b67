/**
 * Sends FHIR documents to a server and does not lose any of them: one HTTP client with patience, and a loader of files
 * and folders that can be stopped at any moment and goes on where it was.
 *
 * <p>In: files, or bundles made by a caller such as the simulator. Out: submissions with idempotency keys, and a tally
 * of what became of each resource. It does not judge content: what the server says is what is reported.
 */
package org.liankang.sender;
