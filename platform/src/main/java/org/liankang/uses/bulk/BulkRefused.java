package org.liankang.uses.bulk;

import org.liankang.base.finding.Finding;

/** A job that cannot be begun or cannot go on; the finding says why. Its codes are in docs/findings.md. */
public final class BulkRefused extends RuntimeException {

    private final transient Finding finding;

    BulkRefused(Finding finding) {
        super(finding.code(), null, false, false);
        this.finding = finding;
    }

    public Finding finding() {
        return finding;
    }
}
