/**
 * What a resource is found by. Comes in: a resource as JSON, the official R4 search parameter definitions. Goes out:
 * hashes, one time range, folded texts. Promises: an unsupported parameter is known as such, never silently empty.
 * It reads and writes no table; {@code record.store} does.
 */
package org.liankang.record.search;
