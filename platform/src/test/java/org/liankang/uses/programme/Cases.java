package org.liankang.uses.programme;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.liankang.base.json.Json;
import org.liankang.base.policy.Policies;
import org.liankang.base.policy.PolicyConfig;
import org.liankang.uses.programme.Chart.Fact;
import tools.jackson.databind.JsonNode;

/** Situations written as data: a chart, a day, and what the definitions must say of it. */
final class Cases {

    static final Path REGIONS = regions();

    private Cases() {}

    /** Tests run in the module's folder or at the root. */
    private static Path regions() {
        Path here = Path.of("regions");
        return java.nio.file.Files.isDirectory(here) ? here : Path.of("..", "regions");
    }

    static Rulebook rulebook() {
        return Rulebook.read(new Policies(new PolicyConfig(REGIONS, "haishu")));
    }

    static Chart chart(JsonNode written) {
        JsonNode person = written.path("person");
        List<Chart.Diagnosis> diagnoses = new ArrayList<>();
        Json.each(written.path("diagnoses"))
                .forEach(d -> diagnoses.add(new Chart.Diagnosis(
                        "Condition/" + (diagnoses.size() + 1),
                        Json.text(d, "code"),
                        day(d, "since"),
                        day(d, "ended"))));
        List<Chart.Visit> visits = new ArrayList<>();
        Json.each(written.path("visits")).forEach(v -> visits.add(visit(v, visits.size() + 1)));
        List<Chart.Told> dates = new ArrayList<>();
        Json.each(written.path("dates"))
                .forEach(d -> dates.add(new Chart.Told(
                        "Observation/date-" + (dates.size() + 1),
                        Json.text(d, "date"),
                        day(d, "day"),
                        d.has("told") ? day(d, "told") : day(d, "day"),
                        0,
                        dates.size())));
        LocalDate begins = day(written, "begins");
        return new Chart(
                new Chart.Resident(
                        1,
                        "Patient/1",
                        day(person, "birth"),
                        Json.text(person, "gender"),
                        day(person, "deceased"),
                        day(person, "since"),
                        "330203001",
                        person.path("filed").asBoolean(true) ? "Organization/1" : ""),
                begins == null ? LocalDate.of(2000, 1, 1) : begins,
                diagnoses,
                visits,
                dates);
    }

    private static Chart.Visit visit(JsonNode written, int number) {
        List<Fact> facts = new ArrayList<>();
        for (Map.Entry<String, JsonNode> fact : written.properties()) {
            if (!List.of("service", "day").contains(fact.getKey())) {
                JsonNode value = fact.getValue();
                if (value.isArray()) {
                    value.forEach(one -> facts.add(fact(fact.getKey(), one)));
                } else {
                    facts.add(fact(fact.getKey(), value));
                }
            }
        }
        return new Chart.Visit(
                "Encounter/" + number, 1, number, Json.text(written, "service"), day(written, "day"), facts);
    }

    private static Fact fact(String name, JsonNode value) {
        return new Fact(name, value.isNumber() ? value.decimalValue() : null, value.isNumber() ? "" : value.asString());
    }

    private static LocalDate day(JsonNode node, String name) {
        String written = Json.text(node, name);
        return written.isEmpty() ? null : LocalDate.parse(written);
    }

    /** For example {@code referral due 2025-03-01 until 2025-03-15 open urgent danger-signs}. */
    static String told(Evaluation.Due task) {
        return (task.service() + " due " + task.due() + " from " + task.from() + " until " + task.until() + " "
                        + task.state() + " " + task.urgency() + " " + task.reason()
                        + (task.closed() == null ? "" : " by " + task.closed().reference()))
                .toLowerCase(Locale.ROOT)
                .replace("encounter/", "visit ");
    }

    static String told(Enrolment.Visit visit) {
        return visit.service() + " " + visit.visit().day() + " "
                + (visit.classification().isEmpty() ? "unclassified" : visit.classification())
                + (visit.complete() ? "" : " without " + String.join(", ", visit.missing()));
    }

    static String told(Enrolment enrolment) {
        return enrolment.programme() + " since " + enrolment.since()
                + enrolment.until().map(until -> " until " + until).orElse("");
    }
}
