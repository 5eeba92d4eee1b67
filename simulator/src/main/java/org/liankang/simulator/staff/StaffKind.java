package org.liankang.simulator.staff;

/** Staff categories, named as in docs/conventions.md. */
public enum StaffKind {
    PHYSICIAN("physician"),
    GENERAL_PRACTITIONER("general-practitioner"),
    NURSE("nurse"),
    PUBLIC_HEALTH("public-health"),
    PHARMACIST("pharmacist"),
    TECHNICIAN("technician"),
    VILLAGE_DOCTOR("village-doctor"),
    ADMINISTRATOR("administrator");

    private final String code;

    StaffKind(String code) {
        this.code = code;
    }

    public String code() {
        return code;
    }

    /** Licensed or assistant physicians; general practitioners are among them. */
    public boolean physician() {
        return this == PHYSICIAN || this == GENERAL_PRACTITIONER;
    }
}
