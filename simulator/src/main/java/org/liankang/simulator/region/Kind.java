package org.liankang.simulator.region;

/** Kinds of institution, named as in docs/conventions.md. */
public enum Kind {
    HOSPITAL("hospital"),
    TCM_HOSPITAL("tcm-hospital"),
    MATERNAL_CHILD("maternal-child"),
    COMMUNITY_CENTRE("community-centre"),
    TOWNSHIP_CENTRE("township-centre"),
    STATION("station"),
    CDC("cdc"),
    EMERGENCY_CENTRE("emergency-centre"),
    BUREAU("bureau"),
    PRIVATE_HOSPITAL("private-hospital"),
    OUT_OF_AREA("out-of-area");

    private final String code;

    Kind(String code) {
        this.code = code;
    }

    public String code() {
        return code;
    }

    public boolean primary() {
        return this == STATION || centre();
    }

    public boolean centre() {
        return this == COMMUNITY_CENTRE || this == TOWNSHIP_CENTRE;
    }

    static Kind of(String code) {
        return valueOf(code.replace('-', '_').toUpperCase(java.util.Locale.ROOT));
    }
}
