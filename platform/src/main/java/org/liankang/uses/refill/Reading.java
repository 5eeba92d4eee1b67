package org.liankang.uses.refill;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.liankang.base.json.Json;
import org.liankang.record.fields.Fields;
import org.liankang.record.store.Version;
import tools.jackson.databind.JsonNode;

/** What a batch of changes says of long prescriptions. */
final class Reading {

    private static final Set<String> TYPES = Set.of("MedicationRequest", "MedicationDispense");

    final List<String> references = new ArrayList<>();
    final List<Refilling.Prescription> prescriptions = new ArrayList<>();
    final List<Refilling.Dispense> dispenses = new ArrayList<>();

    static Reading of(List<Version> changes) {
        var reading = new Reading();
        for (Version version : Fields.newest(changes)) {
            if (TYPES.contains(version.type())) {
                reading.references.add(version.reference());
                if (!version.deleted() && version.resident() != 0) {
                    switch (version.type()) {
                        case "MedicationRequest" -> reading.prescription(version, version.body());
                        default -> reading.dispense(version, version.body());
                    }
                }
            }
        }
        return reading;
    }

    private void prescription(Version version, JsonNode body) {
        JsonNode supply = body.path("dispenseRequest");
        OptionalInt days = days(supply.path("expectedSupplyDuration"));
        int repeats = supply.path("numberOfRepeatsAllowed").asInt(0);
        Optional<LocalDate> starts = Fields.day(supply, "validityPeriod").or(() -> Fields.day(body, "authoredOn"));
        if (Json.text(body, "status").equals("active") && days.isPresent() && repeats > 0 && starts.isPresent()) {
            prescriptions.add(new Refilling.Prescription(
                    version.reference(),
                    version.resident(),
                    version.institution(),
                    Fields.words(body.path("medicationCodeableConcept")),
                    starts.get(),
                    Fields.day(Json.text(supply, "validityPeriod", "end")).orElse(null),
                    days.getAsInt(),
                    repeats));
        }
    }

    private void dispense(Version version, JsonNode body) {
        String prescription = Fields.reference(body.path("authorizingPrescription"));
        if (Json.text(body, "status").equals("completed") && prescription.startsWith("MedicationRequest/")) {
            OptionalInt days = days(body.path("daysSupply"));
            Fields.day(body, "whenHandedOver")
                    .ifPresent(day -> dispenses.add(new Refilling.Dispense(
                            version.reference(),
                            prescription,
                            day,
                            days.isPresent() ? Integer.valueOf(days.getAsInt()) : null)));
        }
    }

    /** A length in whole days or weeks; another unit is not taken. */
    private static OptionalInt days(JsonNode quantity) {
        JsonNode value = quantity.path("value");
        int each = switch (Json.text(quantity, "code")) {
            case "d" -> 1;
            case "wk" -> 7;
            default -> 0;
        };
        if (each == 0 || !value.isNumber()) {
            return OptionalInt.empty();
        }
        double days = value.asDouble() * each;
        return days >= 1 && days <= 366 ? OptionalInt.of((int) days) : OptionalInt.empty();
    }
}
