package org.liankang.uses.plan;

import java.util.List;
import org.liankang.base.sql.Migrations;
import org.liankang.record.feed.PostgresBook;
import org.liankang.record.fields.HandReport;
import org.liankang.record.store.Version;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** Reads the figures reported by hand. */
@Component
class PlanBook extends PostgresBook {

    static final String CANONICAL = "urn:liankang:plan:";

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
        HandReport report = HandReport.of(body);
        JsonNode score = body.path("group").path(0).path("measureScore").path("value");
        return new PlanStore.Reported(
                report.measure(),
                report.counts() && score.isNumber(),
                report.from().orElse(null),
                report.to().orElse(null),
                report.day().orElse(null),
                score.isNumber() ? score.decimalValue() : null,
                report.evidence(),
                report.organization());
    }
}
