package org.liankang.simulator.life;

/** Kinds of visit with the FHIR class they are held in. */
public enum Service {
    OUTPATIENT("outpatient", "AMB"),
    EMERGENCY("emergency", "EMER"),
    INPATIENT("inpatient", "IMP"),
    DELIVERY("delivery", "IMP"),
    NEWBORN_VISIT("newborn-visit", "HH");

    private final String code;
    private final String encounterClass;

    Service(String code, String encounterClass) {
        this.code = code;
        this.encounterClass = encounterClass;
    }

    public String code() {
        return code;
    }

    public String encounterClass() {
        return encounterClass;
    }
}
