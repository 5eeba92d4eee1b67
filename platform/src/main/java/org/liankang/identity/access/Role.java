package org.liankang.identity.access;

import static org.liankang.identity.access.Right.*;

import java.util.Set;

/** What a person or an interface is here for. Administrators see no records and auditors change nothing. */
public enum Role {
    ADMINISTRATOR(SEE_BOARD, SEE_SYSTEM, MANAGE_ACCOUNTS, MANAGE_SUBSCRIPTIONS),
    /** The health bureau: the plan, its indicators, and with a stated purpose the people behind a number. */
    PLANNER(
            SEE_BOARD,
            REPORT_PLAN_VALUE,
            SEE_PEOPLE_BEHIND_INDICATOR,
            EXPORT_LAKE,
            PREVIEW_PROGRAMME,
            PLAN_ROUNDS,
            SEE_FEES,
            STATE_FUND,
            SEE_PERSON_RECORD,
            READ_FHIR,
            SEE_QUALITY,
            SEE_ALL_QUALITY),
    FAMILY_DOCTOR(
            SEE_BOARD,
            SEE_PEOPLE_BEHIND_INDICATOR,
            SEE_PERSON_RECORD,
            COMPLETE_TASK,
            PLAN_ROUNDS,
            SEE_FEES,
            SUBMIT_FHIR,
            READ_FHIR,
            SUBSCRIBE,
            SEE_QUALITY),
    /**
     * At the bureau keeps submissions flowing: what was refused, why, and its repair; answers for what leaves in bulk. At an
     * institution answers for what that one sends, and sees nothing else.
     */
    DATA_STEWARD(
            Set.of(
                    SEE_BOARD,
                    SEE_SUBMISSIONS,
                    SEE_QUARANTINE,
                    RESUBMIT,
                    SEE_SYSTEM,
                    READ_FHIR,
                    BULK_EXPORT,
                    SEE_QUALITY,
                    SEE_ALL_QUALITY),
            Set.of(SEE_BOARD, SEE_QUALITY, SEE_OWN_DOCUMENT)),
    /** An institution's or the exchange's interface. */
    SENDER(SUBMIT_FHIR, READ_FHIR, SUBSCRIBE, BULK_IMPORT),
    AUDITOR(SEE_BOARD, SEE_AUDIT, SEE_SYSTEM);

    private final Set<Right> rights;
    private final Set<Right> inInstitution;

    Role(Right... rights) {
        this(Set.of(rights), Set.of(rights));
    }

    Role(Set<Right> rights, Set<Right> inInstitution) {
        this.rights = rights;
        this.inInstitution = inInstitution;
    }

    /** Of an account of the bureau. */
    public boolean may(Right right) {
        return rights.contains(right);
    }

    /** Of an account that belongs to an institution. */
    public boolean mayInInstitution(Right right) {
        return inInstitution.contains(right);
    }
}
