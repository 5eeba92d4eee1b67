package org.liankang.record.feed;

import java.time.Duration;
import java.util.List;
import org.liankang.record.store.Version;

/** The record's ordered, gapless change feed. A position seen is committed and will never change. */
public interface Feed {

    /** The last committed position, 0 when nothing is recorded. */
    long last();

    /** The next changes after a position, in order, at most so many. */
    List<Version> after(long position, int most);

    /** Waits until something is committed beyond the position, or the time is over. */
    void await(long position, Duration most) throws InterruptedException;
}
