package org.liankang.uses.bulk;

import java.util.List;
import org.liankang.record.store.Version;

/** A way through the record as it was at one moment, in stretches that can be begun anywhere. */
interface Reading {

    /**
     * @param versions current at the moment
     * @param end what {@link #after} continues with
     */
    record Stretch(List<Version> versions, long end) {}

    /** Where the last stretch ends. */
    long end();

    /** Where the first stretch begins. */
    long begin();

    /** @param done end of the stretch before, less than {@link #end()} */
    Stretch after(long done);
}
