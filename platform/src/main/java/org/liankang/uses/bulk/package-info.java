/**
 * Bulk: the record out into files and files in through the door. Comes in: what an export asks for, sources or a stream
 * to import. Goes out: jobs with their state, NDJSON files under the data folder that expire, and submissions through the
 * door of {@code entry}. Promises: an export shows the record as it was when it was asked for; a job goes on after a stop
 * where its last finished stretch ended; one job runs at a time; bytes of a job and of all jobs are capped; files are for
 * the account that asked, as long as it has the right. It knows no HTTP of its own and writes to the record only through
 * the door.
 */
package org.liankang.uses.bulk;
