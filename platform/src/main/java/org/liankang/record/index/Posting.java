package org.liankang.record.index;

import org.liankang.record.search.Index;

/**
 * A resource's new current version, to be found from now on.
 *
 * @param found what it is found by; of a deleted one {@link Index#NONE}
 */
public record Posting(Head head, Index found) {}
