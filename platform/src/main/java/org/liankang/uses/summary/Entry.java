package org.liankang.uses.summary;

import java.time.LocalDate;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * One event of a resident's timeline.
 *
 * @param date empty when the resource does not say it
 * @param kind {@code encounter}, {@code condition}, {@code contract}, {@code birth}, {@code death}, {@code referral},
 *     {@code questionnaire}, {@code observation}, {@code report}, {@code immunization}, {@code procedure},
 *     {@code medication}, {@code allergy}
 * @param title code of a text, for example {@code summary.encounter.hypertension-followup}
 * @param institution reference of an Organization, or empty
 * @param practitioner reference of a Practitioner, or empty
 * @param reference {@code Type/id} of the resource
 * @param version its version number
 * @param position its place in the change feed
 * @param submission the submission that brought it
 * @param facts array of objects with {@code code}, {@code name}, {@code value}, {@code unit}; the last two where there
 *     is a value
 */
public record Entry(
        Optional<LocalDate> date,
        String kind,
        String title,
        String institution,
        String practitioner,
        String reference,
        int version,
        long position,
        long submission,
        JsonNode facts) {}
