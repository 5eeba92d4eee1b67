package org.liankang.record.search;

import java.time.Instant;
import java.util.Set;

/**
 * Under what a search is read.
 *
 * @param lenient leaves out parameters that are not understood, and says so ({@code Prefer: handling=lenient}); otherwise
 *     they are refused, because a filter left out would answer with residents nobody asked for
 * @param now what {@code ap} measures a date's distance from
 * @param base this server's own address, without a slash at its end: references may be written with it; or empty
 * @param passed names that whoever asks sees to itself, and that are no search parameters
 */
public record Setting(boolean lenient, Instant now, String base, Set<String> passed) {

    public Setting {
        passed = Set.copyOf(passed);
    }

    public static Setting strict(Instant now) {
        return new Setting(false, now, "", Set.of());
    }
}
