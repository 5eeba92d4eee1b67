package org.liankang.uses.education;

import java.util.List;
import org.liankang.base.json.Json;
import org.liankang.base.sql.Migrations;
import org.liankang.record.feed.PostgresBook;
import org.liankang.record.fields.HandReport;
import org.liankang.record.store.Version;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** Reads the activities institutions report. */
@Component
class EducationBook extends PostgresBook {

    static final String CANONICAL = "urn:liankang:education:";

    private final EducationStore store;

    EducationBook(JdbcClient jdbc, TransactionTemplate transaction, Migrations migrations) {
        super("education", jdbc, transaction, migrations);
        this.store = new EducationStore(jdbc);
    }

    @Override
    protected List<String> tables() {
        return List.of("activity");
    }

    @Override
    protected void follow(List<Version> changes) {
        for (Version change : changes) {
            if (change.type().equals("MeasureReport")) {
                store.forget(change.id());
                if (!change.deleted()) {
                    keep(change);
                }
            }
        }
    }

    private void keep(Version version) {
        JsonNode body = version.body();
        HandReport report = HandReport.of(body);
        JsonNode group = body.path("group").path(0);
        if (report.measure().startsWith(CANONICAL)
                && report.counts()
                && report.from().isPresent()
                && !report.organization().isEmpty()) {
            store.keep(
                    version.id(),
                    report.organization(),
                    new Activity(
                            version.reference(),
                            version.number(),
                            report.measure().substring(CANONICAL.length()),
                            report.from().get(),
                            Json.text(group, "code", "text"),
                            group.path("population").path(0).path("count").asInt(0),
                            report.evidence()));
        }
    }
}
