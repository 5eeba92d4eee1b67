package org.liankang.uses.quality;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * One rule as people read it.
 *
 * @param kinds codes of the document kinds it judges
 * @param from first day it is in force, compared with the day a document tells of
 * @param source the regulation, standard or platform document it comes from
 * @param confidence of its numbers: H read in a public copy or a stable standard; M one secondary copy; L unchecked, the
 *     region decides
 */
public record Rule(
        String code,
        Words name,
        Dimension dimension,
        Severity severity,
        List<String> kinds,
        LocalDate from,
        Optional<LocalDate> until,
        String source,
        String confidence,
        Words asks,
        Words why,
        Words mend) {

    /** The same said in both languages of the pages. */
    public record Words(String chinese, String english) {}

    /** What a rule looks at. */
    public enum Dimension {
        @JsonProperty("completeness")
        COMPLETENESS,
        @JsonProperty("timeliness")
        TIMELINESS,
        @JsonProperty("validity")
        VALIDITY,
        @JsonProperty("consistency")
        CONSISTENCY
    }

    /** How much harm the mistake does. */
    public enum Severity {
        @JsonProperty("error")
        ERROR,
        @JsonProperty("warning")
        WARNING,
        @JsonProperty("note")
        NOTE
    }

    boolean inForce(LocalDate day) {
        return !day.isBefore(from) && until.map(last -> !day.isAfter(last)).orElse(true);
    }
}
