package org.liankang.entry.check;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.liankang.base.finding.Finding;
import org.liankang.identity.person.ResidentId;
import tools.jackson.databind.JsonNode;

/**
 * A resident ID number must be one (GB 11643): a wrong one would join two people. What it says of birth and sex may
 * differ from the document, because sex and date are corrected in real life; that is a warning.
 */
final class ResidentIdRule implements Rule {

    @Override
    public void check(String type, JsonNode resource, Instant now, Consumer<Finding> found) {
        if (!type.equals("Patient")) {
            return;
        }
        JsonNode identifiers = resource.path("identifier");
        for (int i = 0; i < identifiers.size(); i++) {
            JsonNode one = identifiers.get(i);
            if (ResidentId.SYSTEM.equals(one.path("system").asString(""))) {
                String where = "Patient.identifier[" + i + "].value";
                Optional<ResidentId> id = ResidentId.parse(one.path("value").asString(""));
                if (id.isEmpty()) {
                    found.accept(Finding.error(
                            "resident-id-invalid", where, "is no resident ID number (length, date or check digit)"));
                } else {
                    agree(id.get(), resource, found);
                }
            }
        }
    }

    private static void agree(ResidentId id, JsonNode patient, Consumer<Finding> found) {
        String birth = patient.path("birthDate").asString("");
        if (!birth.isEmpty() && !id.birthDate().toString().startsWith(birth)) {
            found.accept(Finding.warning(
                    "resident-id-birth-date", "Patient.birthDate", "differs from the date in the resident ID number"));
        }
        String gender = patient.path("gender").asString("");
        if ((gender.equals("male") || gender.equals("female")) && !gender.equals(id.gender())) {
            found.accept(Finding.warning(
                    "resident-id-gender", "Patient.gender", "differs from the sex in the resident ID number"));
        }
    }
}
