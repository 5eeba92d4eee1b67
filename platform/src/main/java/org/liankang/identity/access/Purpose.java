package org.liankang.identity.access;

/** Why someone opens a person's data. */
public enum Purpose {
    /** Caring for a resident of the own centre; needs no statement. */
    CARE,
    TREATMENT,
    EMERGENCY,
    PUBLIC_HEALTH,
    QUALITY_CHECK,
    COMPLAINT,
    DATA_REPAIR
}
