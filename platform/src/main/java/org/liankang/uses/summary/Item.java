package org.liankang.uses.summary;

import java.time.LocalDate;

/**
 * What one resource says, ready to be told.
 *
 * @param encounter reference of the encounter it was part of, or empty
 * @param day null when not said
 * @param moment as written, for the order within a day
 * @param facts JSON array
 */
record Item(
        String reference,
        String kind,
        long resident,
        String encounter,
        LocalDate day,
        String moment,
        String title,
        String institution,
        String practitioner,
        int version,
        long position,
        long submission,
        String facts) {}
