package org.liankang.web.resident;

import java.util.List;
import org.liankang.uses.summary.Entry;

/**
 * An entry of the timeline with its names looked up.
 *
 * @param title in words
 * @param institution name, or empty
 * @param staff name, or empty
 */
public record Event(Entry entry, String title, String institution, String staff, List<Fact> facts) {

    /** @param value with its unit, or empty where the name says all */
    public record Fact(String name, String value) {}
}
