package org.liankang.uses.reminder;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Optional;
import java.util.UUID;
import org.liankang.base.json.Json;
import org.liankang.entry.Door;
import org.liankang.entry.Envelope;
import org.liankang.entry.Interaction;
import org.liankang.entry.Receipt;
import org.liankang.entry.Submitter;
import org.liankang.identity.person.Person;
import org.liankang.record.fields.Fields;
import org.liankang.record.store.Records;
import org.liankang.record.store.Version;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** Whether a resident wishes reminders: a Consent in the record; without one they are sent. */
@Component
public class Wishes {

    private static final String CATEGORY = "urn:liankang:consent";
    private static final String KIND = "reminder";

    private final Records records;
    private final Door door;
    private final Clock clock;

    Wishes(Records records, Door door, Clock clock) {
        this.records = records;
        this.door = door;
        this.clock = clock;
    }

    /** The resident's last word is that they want none. */
    public boolean none(long resident) {
        return word(resident)
                .map(version -> Json.text(version.body(), "provision", "type").equals("deny"))
                .orElse(false);
    }

    /**
     * Records what the resident wishes.
     *
     * @param institution unified social credit code of the submitter's
     */
    public Receipt record(String login, String institution, Person person, boolean none) {
        String id = UUID.nameUUIDFromBytes(("reminder/" + person.id()).getBytes(StandardCharsets.UTF_8))
                .toString();
        ObjectNode consent =
                Json.object().put("resourceType", "Consent").put("id", id).put("status", "active");
        coding(consent.putObject("scope"), "http://terminology.hl7.org/CodeSystem/consentscope", "patient-privacy");
        coding(consent.putArray("category").addObject(), CATEGORY, KIND);
        consent.putObject("patient").put("reference", "Patient/" + person.patient());
        consent.put("dateTime", LocalDate.now(clock).toString());
        consent.putArray("policy").addObject().put("uri", "urn:liankang:reminder");
        consent.putObject("provision").put("type", none ? "deny" : "permit");
        return door.submit(new Envelope(
                        "form",
                        new Submitter(login, institution),
                        Optional.empty(),
                        new Interaction.Update("Consent", id, java.util.OptionalInt.empty()),
                        Json.bytes(consent)))
                .join();
    }

    private static void coding(ObjectNode concept, String system, String code) {
        concept.putArray("coding").addObject().put("system", system).put("code", code);
    }

    private Optional<Version> word(long resident) {
        return records.chart(resident).stream()
                .filter(version -> version.type().equals("Consent") && !version.deleted())
                .filter(version -> Json.each(version.body().path("category"))
                        .anyMatch(one -> Fields.code(one, CATEGORY).equals(KIND)))
                .max(Comparator.comparing(Version::position));
    }
}
