package org.liankang.entry.check;

import java.time.Instant;
import java.time.LocalDate;
import java.util.function.Consumer;
import org.liankang.base.finding.Finding;
import tools.jackson.databind.JsonNode;

/** Nobody alive was born before 1880, and nobody dies before being born: such dates are typing errors. */
final class BirthRule implements Rule {

    private static final LocalDate EARLIEST = LocalDate.of(1880, 1, 1);

    @Override
    public void check(String type, JsonNode resource, Instant now, Consumer<Finding> found) {
        String birth = resource.path("birthDate").asString("");
        if (!type.equals("Patient") || birth.length() != 10) {
            return;
        }
        if (LocalDate.parse(birth).isBefore(EARLIEST)) {
            found.accept(Finding.error("birth-date-implausible", "Patient.birthDate", "lies before 1880"));
        }
        String death = resource.path("deceasedDateTime").asString("");
        if (death.length() >= 10 && LocalDate.parse(death.substring(0, 10)).isBefore(LocalDate.parse(birth))) {
            found.accept(Finding.error("death-before-birth", "Patient.deceasedDateTime", "lies before the birth date"));
        }
    }
}
