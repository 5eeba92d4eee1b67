package org.liankang.simulator.region;

/** Sex as the resident ID number and FHIR write it. */
public enum Sex {
    MALE("male"),
    FEMALE("female");

    private final String code;

    Sex(String code) {
        this.code = code;
    }

    public String code() {
        return code;
    }

    public static Sex of(String code) {
        return code.equals("male") ? MALE : FEMALE;
    }
}
