package org.liankang.simulator.life;

/** Kinds of visit with the FHIR class they are usually held in. */
public enum Service {
    OUTPATIENT("outpatient", "AMB"),
    EMERGENCY("emergency", "EMER"),
    INPATIENT("inpatient", "IMP"),
    DELIVERY("delivery", "IMP"),
    NEWBORN_VISIT("newborn-visit", "HH"),
    CHILD_CHECKUP("child-checkup", "AMB"),
    CHILD_TCM("child-tcm", "AMB"),
    NEWBORN_SCREENING("newborn-screening", "AMB"),
    SCREENING_RECHECK("screening-recheck", "AMB"),
    HEARING_RESCREEN("hearing-rescreen", "AMB"),
    ANTENATAL_FIRST("antenatal-first", "AMB"),
    ANTENATAL_VISIT("antenatal-visit", "AMB"),
    POSTPARTUM_VISIT("postpartum-visit", "HH"),
    POSTPARTUM_CHECK("postpartum-check", "AMB"),
    MENTAL_FOLLOWUP("mental-followup", "AMB"),
    TB_FIRST_VISIT("tb-first-visit", "HH"),
    TB_FOLLOWUP("tb-followup", "AMB"),
    NOTIFIABLE_REPORT("notifiable-report", "AMB"),
    COPD_FOLLOWUP("copd-followup", "AMB"),
    LUNG_FUNCTION("lung-function", "AMB"),
    LIPID_CHECK("lipid-check", "AMB"),
    TCM_ELDER("tcm-elder", "AMB"),
    CERVICAL_SCREENING("cervical-screening", "AMB"),
    BREAST_SCREENING("breast-screening", "AMB"),
    MOOD_SCREENING("mood-screening", "AMB"),
    MOOD_FOLLOWUP("mood-followup", "AMB"),
    SCHOOL_SCREENING("school-screening", "AMB"),
    OCCUPATIONAL_CHECK("occupational-check", "AMB");

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
