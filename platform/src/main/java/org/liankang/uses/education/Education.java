package org.liankang.uses.education;

import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.liankang.base.finding.Finding;
import org.liankang.base.json.Json;
import org.liankang.base.policy.Policies;
import org.liankang.record.fields.HandReport;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** An institution's health education: what it did, how far it is, and how to enter more. */
@Component
public class Education {

    private static final String FILE = "health-education.yaml";
    private static final LocalDate EARLIEST = LocalDate.of(2009, 1, 1);
    static final int LONGEST_TITLE = 100;
    static final int LONGEST_EVIDENCE = 500;
    static final int MOST_PEOPLE = 1_000_000;

    private final Norms norms;
    private final EducationStore store;
    private final Clock clock;

    /** @param book owns the tables that are read here */
    Education(Policies policies, JdbcClient jdbc, EducationBook book, Clock clock) {
        Path file = policies.file(FILE);
        this.norms = Policies.yaml(file, Norms.class);
        this.store = new EducationStore(jdbc);
        this.clock = clock;
    }

    public Norms norms() {
        return norms;
    }

    /** @param organization id of the institution's Organization */
    public List<Activity> activities(String organization, int year) {
        return store.of(organization, LocalDate.of(year, 1, 1), LocalDate.of(year, 12, 31));
    }

    /** An activity about to be entered; {@code people} null when it is no number. */
    public record Entry(
            String organization, String kind, LocalDate day, String title, Integer people, String evidence) {}

    /** What came of it. */
    public sealed interface Draft {

        /** A FHIR transaction bundle. */
        record Ready(byte[] bundle) implements Draft {}

        /** Each finding says at which field; codes are those of forms ({@code answer-…}). */
        record Refused(List<Finding> findings) implements Draft {}
    }

    public Draft draft(Entry entry) {
        List<Finding> findings = check(entry);
        if (!findings.isEmpty()) {
            return new Draft.Refused(findings);
        }
        ObjectNode report = Json.object()
                .put("resourceType", "MeasureReport")
                .put("status", "complete")
                .put("type", "summary")
                .put("measure", EducationBook.CANONICAL + entry.kind())
                .put("date", LocalDate.now(clock).toString());
        report.putArray("extension")
                .addObject()
                .put("url", HandReport.EVIDENCE)
                .put("valueString", entry.evidence().strip());
        report.putObject("reporter").put("reference", "Organization/" + entry.organization());
        report.putObject("period")
                .put("start", entry.day().toString())
                .put("end", entry.day().toString());
        ObjectNode group = report.putArray("group").addObject();
        group.putObject("code").put("text", entry.title().strip());
        group.putArray("population").addObject().put("count", entry.people());
        ObjectNode bundle = Json.object().put("resourceType", "Bundle").put("type", "transaction");
        ObjectNode one = bundle.putArray("entry").addObject();
        one.set("resource", report);
        one.putObject("request").put("method", "POST").put("url", "MeasureReport");
        return new Draft.Ready(Json.bytes(bundle));
    }

    private List<Finding> check(Entry entry) {
        List<Finding> findings = new ArrayList<>();
        if (norms.kind(entry.kind()).isEmpty()) {
            findings.add(Finding.error("answer-unknown-code", "kind", "is no kind of activity"));
        }
        if (entry.day() == null) {
            findings.add(Finding.error("answer-wrong-type", "day", "is not a date"));
        } else if (entry.day().isAfter(LocalDate.now(clock))) {
            findings.add(Finding.error("answer-date-in-future", "day", "lies after today"));
        } else if (entry.day().isBefore(EARLIEST)) {
            findings.add(Finding.error("answer-out-of-range", "day", "is too early"));
        }
        words(findings, "title", entry.title(), LONGEST_TITLE);
        words(findings, "evidence", entry.evidence(), LONGEST_EVIDENCE);
        if (entry.people() == null) {
            findings.add(Finding.error("answer-wrong-type", "people", "is not a whole number"));
        } else if (entry.people() < 0 || entry.people() > MOST_PEOPLE) {
            findings.add(Finding.error("answer-out-of-range", "people", "is outside the possible range"));
        }
        return findings;
    }

    private static void words(List<Finding> findings, String field, String text, int longest) {
        if (text.isBlank()) {
            findings.add(Finding.error("answer-required", field, "is missing"));
        } else if (text.strip().codePointCount(0, text.strip().length()) > longest) {
            findings.add(Finding.error("answer-too-long", field, "is longer than can be recorded"));
        }
    }
}
