package org.liankang.identity.access;

import static org.liankang.identity.access.Right.*;

import java.util.Set;

/** What a person or an interface is here for. Administrators see no records and auditors change nothing. */
public enum Role {
    ADMINISTRATOR(SEE_BOARD, SEE_SYSTEM, MANAGE_ACCOUNTS, MANAGE_SUBSCRIPTIONS),
    /** The health bureau: the plan, its indicators, and with a stated purpose the people behind a number. */
    PLANNER(SEE_BOARD, REPORT_PLAN_VALUE, SEE_PEOPLE_BEHIND_INDICATOR, EXPORT_LAKE, SEE_PERSON_RECORD, READ_FHIR),
    FAMILY_DOCTOR(
            SEE_BOARD,
            SEE_PEOPLE_BEHIND_INDICATOR,
            SEE_PERSON_RECORD,
            COMPLETE_TASK,
            SUBMIT_FHIR,
            READ_FHIR,
            SUBSCRIBE),
    /** Keeps submissions flowing: what was refused, why, and its repair; answers for what leaves in bulk. */
    DATA_STEWARD(SEE_BOARD, SEE_SUBMISSIONS, SEE_QUARANTINE, RESUBMIT, SEE_SYSTEM, READ_FHIR, BULK_EXPORT),
    /** An institution's or the exchange's interface. */
    SENDER(SUBMIT_FHIR, READ_FHIR, SUBSCRIBE, BULK_IMPORT),
    AUDITOR(SEE_BOARD, SEE_AUDIT, SEE_SYSTEM);

    private final Set<Right> rights;

    Role(Right... rights) {
        this.rights = Set.of(rights);
    }

    public Set<Right> rights() {
        return rights;
    }

    public boolean may(Right right) {
        return rights.contains(right);
    }
}
