/**
 * Finding resources. Comes in: what each current version is found by ({@code record.search}). Goes out: where a resource
 * stands, and which versions a query finds. Promises: what was added is found from then on; the folder can be thrown away
 * and is made anew from the record, which is the only truth.
 */
package org.liankang.record.index;
