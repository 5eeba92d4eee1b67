package org.liankang.entry.channel.form;

import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a form is filled in for, known before the first question.
 *
 * @param patient id of the resident's Patient
 * @param organization id of the institution's Organization
 * @param practitioner id of the Practitioner who fills it in; empty when the user is not on the staff list
 * @param at now
 * @param task number of the task that made this visit due, when it came from one
 * @param known what fills in the questions that nobody is asked: {@code age}, {@code gender}, {@code last-answer:…}; and where
 *     a child whose record the form begins lives: {@code division}, {@code address}, {@code centre} (id of an Organization);
 *     {@code name}; and by what a case of a disease is known that was told before: {@code case:<code>}
 * @param organizations ids of the Organizations that may be named in an answer
 */
public record Visit(
        String patient,
        String organization,
        Optional<String> practitioner,
        OffsetDateTime at,
        Optional<String> task,
        Map<String, String> known,
        Set<String> organizations) {}
