package org.liankang.uses.reminder;

import java.time.LocalDate;
import java.util.Objects;

/**
 * Something a resident is to be reminded of, once.
 *
 * @param key the same whenever the same occasion is seen, for example {@code task/17/2026-11-25}
 * @param centre the institution that keeps the resident's health file ({@code identity.place}), 0 when not known
 * @param kind key of the region's texts
 */
public record Occasion(String key, long resident, long centre, String kind, LocalDate due) {

    public Occasion {
        Objects.requireNonNull(key);
        Objects.requireNonNull(kind);
        Objects.requireNonNull(due);
    }
}
