package org.liankang.uses.prescription;

import java.util.List;
import org.liankang.base.json.Json;
import org.liankang.record.fields.Fields;
import org.liankang.record.store.Version;

/**
 * A health prescription as it was handed out.
 *
 * @param id of the CarePlan
 * @param from first day, as written
 * @param until last day, as written
 * @param author reference of a Practitioner, or empty
 */
public record HealthPrescription(String id, String from, String until, String author, List<Part> parts) {

    static final String CATEGORY = "urn:liankang:plan";
    static final String KIND = "health-prescription";
    static final String TOPIC = "urn:liankang:prescription-topic";

    /** @param name of the topic, as it was written */
    public record Part(String topic, String name, String text) {}

    static boolean is(Version version) {
        return version.type().equals("CarePlan")
                && !version.deleted()
                && !Json.text(version.body(), "status").equals("entered-in-error")
                && Json.each(version.body().path("category"))
                        .anyMatch(one -> Fields.code(one, CATEGORY).equals(KIND));
    }

    static HealthPrescription read(Version version) {
        var body = version.body();
        return new HealthPrescription(
                version.id(),
                Json.text(body, "period", "start"),
                Json.text(body, "period", "end"),
                Fields.reference(body.path("author")),
                Json.each(body.path("activity"))
                        .map(one -> one.path("detail"))
                        .map(one -> new Part(
                                Fields.code(one.path("code"), TOPIC),
                                Fields.words(one.path("code")),
                                Json.text(one, "description")))
                        .toList());
    }
}
