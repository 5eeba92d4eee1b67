package org.liankang.record.terms;

import org.liankang.base.finding.Finding;

/** Leads out of nested value sets to the one place that makes an {@link Answer.Refused} of it; never leaves the package. */
final class Unanswerable extends RuntimeException {

    private final transient Finding finding;

    Unanswerable(String code, String where, String message) {
        super(message, null, false, false);
        this.finding = Finding.error(code, where, message);
    }

    Finding finding() {
        return finding;
    }
}
