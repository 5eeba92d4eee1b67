package org.liankang.web.offline;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.liankang.base.json.Json;
import org.liankang.entry.channel.form.Form;
import org.liankang.identity.person.Person;
import org.liankang.record.fields.Fields;
import org.liankang.record.store.Records;
import org.liankang.record.store.Version;
import org.liankang.web.resident.Diagnoses;
import org.liankang.web.resident.Known;
import org.springframework.stereotype.Component;

/**
 * What was recorded of a resident since a device took its copy and makes somebody think again before a visit is stored:
 * the same service, a death, and news among allergies, problems and medicines. Other services are no conflict.
 */
@Component
class Conflicts {

    private static final Set<String> VOID = Set.of("entered-in-error", "cancelled");

    /** The same service, recorded by somebody else: its Encounter and what belongs to it. */
    record Other(Version encounter, List<Version> facts) {}

    /**
     * @param kind {@code death}, {@code allergy}, {@code problem} or {@code medicine}
     * @param words what it says
     */
    record Change(String kind, String words, String detail, String since) {}

    /** @param seen up to which position of the feed it was looked */
    record Found(List<Other> visits, List<Change> changes, long seen) {

        boolean none() {
            return visits.isEmpty() && changes.isEmpty();
        }
    }

    private final Records records;
    private final Diagnoses diagnoses;

    Conflicts(Records records, Diagnoses diagnoses) {
        this.records = records;
        this.diagnoses = diagnoses;
    }

    /** @param since position up to which the asker knows the resident's record */
    Found since(Person person, Form form, long since) {
        List<Version> chart = records.chart(person.id());
        List<Version> fresh = chart.stream()
                .filter(version -> version.position() > since && !version.deleted())
                .toList();
        List<Other> visits = fresh.stream()
                .filter(version -> version.type().equals("Encounter"))
                .filter(version ->
                        Fields.code(version.body().path("type"), Fields.SERVICE).equals(form.service()))
                .filter(version -> !VOID.contains(Json.text(version.body(), "status")))
                .map(version -> new Other(version, facts(chart, version)))
                .toList();
        return new Found(visits, changes(person, fresh), Residents.last(chart));
    }

    private static List<Version> facts(List<Version> chart, Version encounter) {
        return chart.stream()
                .filter(version ->
                        Json.text(version.body(), "encounter", "reference").equals(encounter.reference()))
                .toList();
    }

    private List<Change> changes(Person person, List<Version> fresh) {
        List<Change> changes = new ArrayList<>();
        boolean describedAnew =
                fresh.stream().anyMatch(version -> version.type().equals("Patient"));
        if (person.deceased() != null && describedAnew) {
            changes.add(new Change("death", "", "", person.deceased().toString()));
        }
        Known known = Known.of(fresh, diagnoses::name);
        add(changes, "allergy", known.allergies());
        add(changes, "problem", known.problems());
        add(changes, "medicine", known.medicines());
        return changes;
    }

    private static void add(List<Change> changes, String kind, List<Known.Line> lines) {
        lines.forEach(line -> changes.add(new Change(kind, line.words(), line.detail(), line.since())));
    }
}
