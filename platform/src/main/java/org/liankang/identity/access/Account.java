package org.liankang.identity.access;

import java.util.Objects;

/**
 * Someone, or some interface, that may sign in.
 *
 * @param institution unified social credit code of the institution it belongs to, or empty for the bureau itself
 * @param speaksForOthers it may name another institution on whose behalf it submits
 * @param staff staff number of the practitioner behind it, or empty
 * @param division 9-digit street or town code it works in, or empty for the whole region
 * @param language {@code zh} or {@code en}
 */
public record Account(
        long id,
        String login,
        String name,
        Role role,
        String institution,
        boolean speaksForOthers,
        String staff,
        String division,
        String language,
        boolean active) {

    public Account {
        Objects.requireNonNull(login);
        Objects.requireNonNull(name);
        Objects.requireNonNull(role);
        Objects.requireNonNull(institution);
        Objects.requireNonNull(staff);
        Objects.requireNonNull(division);
        Objects.requireNonNull(language);
    }

    public boolean may(Right right) {
        return active && (institution.isEmpty() ? role.may(right) : role.mayInInstitution(right));
    }

    /** May it submit in the name of this institution? */
    public boolean speaksFor(String code) {
        return speaksForOthers || (!code.isEmpty() && code.equals(institution));
    }
}
