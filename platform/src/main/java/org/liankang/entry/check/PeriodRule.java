package org.liankang.entry.check;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.liankang.base.finding.Finding;
import org.liankang.record.search.Times;
import tools.jackson.databind.JsonNode;

/** A period must not end before it starts (FHIR R4, Period, invariant per-1). */
final class PeriodRule implements Rule {

    private static final List<String> PERIODS =
            List.of("period", "effectivePeriod", "performedPeriod", "applies", "onsetPeriod", "validityPeriod");

    @Override
    public void check(String type, JsonNode resource, Instant now, Consumer<Finding> found) {
        for (String element : PERIODS) {
            JsonNode period = resource.get(element);
            if (period == null) {
                continue;
            }
            Optional<Times.Range> start = Times.range(period.path("start").asString(""));
            Optional<Times.Range> end = Times.range(period.path("end").asString(""));
            if (start.isPresent()
                    && end.isPresent()
                    && end.get().high().isBefore(start.get().low())) {
                found.accept(Finding.error("period-reversed", type + "." + element, "ends before it starts"));
            }
        }
    }
}
