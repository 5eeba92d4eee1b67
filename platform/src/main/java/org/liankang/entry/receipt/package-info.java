/**
 * What came in and what was answered: raw payloads, idempotency keys, quarantine. Comes in: what the sequencer keeps,
 * in its transaction. Goes out: lists, payloads, resubmission. Promises: no payload that was read is lost, also of what
 * was refused.
 */
package org.liankang.entry.receipt;
