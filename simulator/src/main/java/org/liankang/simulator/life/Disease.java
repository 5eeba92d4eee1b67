package org.liankang.simulator.life;

/** The two diseases that health centres follow up. */
public enum Disease {
    HYPERTENSION("hypertension"),
    DIABETES("diabetes");

    private final String code;

    Disease(String code) {
        this.code = code;
    }

    public String code() {
        return code;
    }

    public String service() {
        return code + "-followup";
    }
}
