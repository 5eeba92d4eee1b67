package org.liankang.web.indicator;

import java.time.YearMonth;

/** What the templates need of a {@link Focus}. */
public final class FocusView {

    private final Focus focus;
    private final String scope;
    private final boolean peopleOpen;

    FocusView(Focus focus, String scope, boolean peopleOpen) {
        this.focus = focus;
        this.scope = scope;
        this.peopleOpen = peopleOpen;
    }

    /** The name of the region, division or institution. */
    public String scope() {
        return scope;
    }

    public boolean wholeRegion() {
        return focus.division().isEmpty() && focus.institution().isEmpty();
    }

    public boolean oneInstitution() {
        return !focus.institution().isEmpty();
    }

    public String division() {
        return focus.division();
    }

    public String institution() {
        return focus.institution();
    }

    public YearMonth month() {
        return focus.month();
    }

    public boolean peopleOpen() {
        return peopleOpen;
    }

    public String path() {
        return focus.path();
    }

    public String trend() {
        return focus.trendPath();
    }

    /** @param part {@code all}, {@code in} or {@code out} */
    public String people(String part) {
        return focus.peoplePath(part, 0);
    }
}
