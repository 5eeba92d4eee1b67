package org.liankang.uses.plan;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import org.liankang.base.json.Json;
import org.liankang.base.sql.Migrations;
import org.liankang.record.feed.PostgresBook;
import org.liankang.record.store.Version;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** Reads the figures reported by hand. */
@Component
class PlanBook extends PostgresBook {

    static final String CANONICAL = "urn:liankang:plan:";
    static final String EVIDENCE = "urn:liankang:evidence";

    private final PlanStore store;

    PlanBook(JdbcClient jdbc, TransactionTemplate transaction, Migrations migrations) {
        super("plan", jdbc, transaction, migrations);
        this.store = new PlanStore(jdbc);
    }

    @Override
    protected List<String> tables() {
        return List.of("report");
    }

    @Override
    protected void follow(List<Version> changes) {
        for (Version change : changes) {
            if (change.type().equals("MeasureReport")) {
                PlanStore.Reported reported = reported(change.body());
                // A version that is of no plan any more still replaces the one that was.
                if (reported.measure().startsWith(CANONICAL) || store.knows(change.id())) {
                    store.keep(change, reported);
                }
            }
        }
    }

    private static PlanStore.Reported reported(JsonNode body) {
        String measure = Json.text(body, "measure");
        JsonNode score = body.path("group").path(0).path("measureScore").path("value");
        String evidence = Json.each(body.path("extension"))
                .filter(extension -> Json.text(extension, "url").equals(EVIDENCE))
                .map(extension -> Json.text(extension, "valueString").strip())
                .findFirst()
                .orElse("");
        String reporter = Json.text(body, "reporter", "reference");
        boolean counts = Json.text(body, "status").equals("complete") && score.isNumber() && !evidence.isEmpty();
        return new PlanStore.Reported(
                measure,
                counts,
                day(Json.text(body, "period", "start")),
                day(Json.text(body, "period", "end")),
                day(Json.text(body, "date")),
                score.isNumber() ? score.decimalValue() : null,
                evidence,
                reporter.startsWith("Organization/") ? reporter.substring("Organization/".length()) : "");
    }

    /** The day of a FHIR date; a partial date is its first day. */
    private static LocalDate day(String text) {
        try {
            return switch (text.length()) {
                case 0 -> null;
                case 4 -> LocalDate.parse(text + "-01-01");
                case 7 -> LocalDate.parse(text + "-01");
                default -> LocalDate.parse(text.substring(0, Math.min(10, text.length())));
            };
        } catch (DateTimeException notADate) {
            return null;
        }
    }
}
