package org.liankang.record.index;

/**
 * Where a resource stands now.
 *
 * @param digest of its current body
 */
public record Head(Key key, int number, long position, long resident, boolean deleted, long digest) {}
