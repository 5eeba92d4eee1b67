package org.liankang.record.fields;

import java.time.LocalDate;
import java.util.Optional;
import org.liankang.base.json.Json;
import tools.jackson.databind.JsonNode;

/**
 * A MeasureReport that somebody fills in by hand: which measure, of when, for whom, and on what it rests.
 *
 * @param organization id of the Organization that reports, or empty
 * @param evidence what it rests on, or empty: then it does not count
 */
public record HandReport(
        String measure,
        boolean complete,
        Optional<LocalDate> from,
        Optional<LocalDate> to,
        Optional<LocalDate> day,
        String organization,
        String evidence) {

    /** The extension that holds what a report rests on. */
    public static final String EVIDENCE = "urn:liankang:evidence";

    private static final String REPORTER = "Organization/";

    public static HandReport of(JsonNode report) {
        String reporter = Json.text(report, "reporter", "reference");
        return new HandReport(
                Json.text(report, "measure"),
                Json.text(report, "status").equals("complete"),
                Fields.day(Json.text(report, "period", "start")),
                Fields.day(Json.text(report, "period", "end")),
                Fields.day(Json.text(report, "date")),
                reporter.startsWith(REPORTER) ? reporter.substring(REPORTER.length()) : "",
                Json.text(Fields.extension(report, EVIDENCE), "valueString").strip());
    }

    /** It is complete and rests on something. */
    public boolean counts() {
        return complete && !evidence.isEmpty();
    }
}
