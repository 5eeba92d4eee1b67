package org.liankang.base.finding;

import java.util.Objects;

/**
 * One thing a check found: a stable code, how bad it is, where, and a sentence. Codes are listed in docs/findings.md
 * and never reused. The sentence must not carry a person's data: it is shown, stored and logged.
 *
 * @param code stable, lower case with hyphens, for example {@code resident-id-check-digit}
 * @param where a path into the document, for example {@code Patient.identifier[0].value}, or empty
 */
public record Finding(String code, Severity severity, String where, String message) {

    /** ERROR refuses the item; WARNING is kept with it. */
    public enum Severity {
        ERROR,
        WARNING
    }

    public Finding {
        Objects.requireNonNull(code);
        Objects.requireNonNull(severity);
        Objects.requireNonNull(where);
        Objects.requireNonNull(message);
    }

    public static Finding error(String code, String where, String message) {
        return new Finding(code, Severity.ERROR, where, message);
    }

    public static Finding warning(String code, String where, String message) {
        return new Finding(code, Severity.WARNING, where, message);
    }

    public boolean refuses() {
        return severity == Severity.ERROR;
    }
}
