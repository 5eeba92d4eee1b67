package org.liankang.identity.person;

import java.time.LocalDate;
import java.time.Period;

/**
 * A resident as the master index knows them: what identifies and places them, nothing clinical.
 *
 * @param id the resident's number on this platform, from 1
 * @param idNumber resident ID number (GB 11643, 18 characters) or empty
 * @param gender FHIR code: male, female, other, unknown
 * @param birthDate null when unknown
 * @param deceased null while alive
 * @param division 9-digit street or town code, or empty
 * @param centre the institution that keeps the health file ({@code identity.place}), 0 when none
 * @param patient id of the newest Patient resource that describes them
 */
public record Person(
        long id,
        String idNumber,
        String name,
        String gender,
        LocalDate birthDate,
        LocalDate deceased,
        String division,
        String address,
        String phone,
        long centre,
        String patient) {

    /** Completed years on a day; -1 when the birth date is unknown or later. */
    public int ageOn(LocalDate day) {
        return birthDate == null || birthDate.isAfter(day)
                ? -1
                : Period.between(birthDate, day).getYears();
    }

    public boolean aliveOn(LocalDate day) {
        return deceased == null || deceased.isAfter(day);
    }
}
