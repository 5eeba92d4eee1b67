package org.liankang.uses.education;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.liankang.base.json.Json;
import org.liankang.base.sql.Migrations;
import org.liankang.record.feed.PostgresBook;
import org.liankang.record.fields.Fields;
import org.liankang.record.store.Version;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** Reads the activities institutions report. */
@Component
class EducationBook extends PostgresBook {

    static final String CANONICAL = "urn:liankang:education:";
    static final String EVIDENCE = "urn:liankang:evidence";

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
        String measure = Json.text(body, "measure");
        Optional<LocalDate> day = Fields.day(Json.text(body, "period", "start"));
        String reporter = Fields.reference(body.path("reporter"));
        JsonNode group = body.path("group").path(0);
        String evidence = Fields.extension(body, EVIDENCE)
                .path("valueString")
                .asString("")
                .strip();
        if (measure.startsWith(CANONICAL)
                && Json.text(body, "status").equals("complete")
                && day.isPresent()
                && reporter.startsWith("Organization/")
                && !evidence.isEmpty()) {
            store.keep(
                    version.id(),
                    reporter.substring("Organization/".length()),
                    new Activity(
                            version.reference(),
                            version.number(),
                            measure.substring(CANONICAL.length()),
                            day.get(),
                            Json.text(group, "code", "text"),
                            group.path("population").path(0).path("count").asInt(0),
                            evidence));
        }
    }
}
