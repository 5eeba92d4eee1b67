package org.liankang.entry.check;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.liankang.base.finding.Finding;
import org.liankang.record.search.Times;
import tools.jackson.databind.JsonNode;

/** What is reported as having happened cannot lie in the future; a day's tolerance covers clocks and time zones. */
final class FutureRule implements Rule {

    private static final Duration TOLERANCE = Duration.ofDays(1);
    /** Elements that say when something happened, as {@code Type.element}; the start of a period is what counts. */
    private static final List<String> HAPPENED = List.of(
            "birthDate",
            "deceasedDateTime",
            "effectiveDateTime",
            "effectivePeriod",
            "effectiveInstant",
            "issued",
            "onsetDateTime",
            "recordedDate",
            "performedDateTime",
            "performedPeriod",
            "authored",
            "authoredOn",
            "occurrenceDateTime");

    @Override
    public void check(String type, JsonNode resource, Instant now, Consumer<Finding> found) {
        for (String element : HAPPENED) {
            check(type, element, resource.path(element), now, found);
        }
        if (type.equals("Encounter")
                && "finished".equals(resource.path("status").asString(""))) {
            check(type, "period", resource.path("period"), now, found);
        }
    }

    private static void check(String type, String element, JsonNode value, Instant now, Consumer<Finding> found) {
        if (value.isMissingNode() || planned(type, element)) {
            return;
        }
        String text = value.isObject() ? value.path("start").asString("") : value.asString("");
        Optional<Times.Range> range = Times.range(text);
        if (range.isPresent() && range.get().low().isAfter(now.plus(TOLERANCE))) {
            found.accept(Finding.error("date-in-future", type + "." + element, "lies in the future"));
        }
    }

    /** Orders and plans may speak of the future in the element that elsewhere says when it happened. */
    private static boolean planned(String type, String element) {
        return element.equals("occurrenceDateTime") && !type.equals("Immunization") && !type.equals("RiskAssessment");
    }
}
