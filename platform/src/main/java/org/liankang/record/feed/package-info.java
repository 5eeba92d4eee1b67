/**
 * How the record is followed. Comes in: committed positions. Goes out: the changes, in order, to every
 * {@link org.liankang.record.feed.Book}. Promises: a book sees every change exactly once in effect, because it commits
 * its effects and its position together; a book in trouble is shown, never passed over.
 */
package org.liankang.record.feed;
