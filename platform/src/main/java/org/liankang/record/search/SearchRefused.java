package org.liankang.record.search;

import org.liankang.base.finding.Finding;

/**
 * A search that is understood but not answered: {@code search-too-costly} when an inner search of a chain finds more than
 * can be followed, {@code page-expired} when the page's moment is no longer kept.
 */
public final class SearchRefused extends RuntimeException {

    private final transient Finding finding;

    public SearchRefused(String code, String where, String message) {
        super(code, null, false, false);
        this.finding = Finding.error(code, where, message);
    }

    public Finding finding() {
        return finding;
    }
}
