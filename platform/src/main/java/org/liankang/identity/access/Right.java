package org.liankang.identity.access;

/** Something an account may do. Roles are sets of these; nothing is decided by the name of a role. */
public enum Right {
    SEE_BOARD,
    REPORT_PLAN_VALUE,
    SEE_PEOPLE_BEHIND_INDICATOR,
    /** Take the whole lake out as files, with a stated purpose. */
    EXPORT_LAKE,
    /** Open a resident's record: freely for residents of the own centre, with a stated purpose for all others. */
    SEE_PERSON_RECORD,
    COMPLETE_TASK,
    /** See how the money for contracts was divided: of the own institution, or of every one. */
    SEE_FEES,
    /** State the money for contracts and have it divided. */
    STATE_FUND,
    SUBMIT_FHIR,
    READ_FHIR,
    /** Have subscriptions, and be told of what they cover. */
    SUBSCRIBE,
    /** Take everybody's data out in files; with a stated purpose each time. */
    BULK_EXPORT,
    /** Bring files in through the door, also from listed sources that the platform fetches. */
    BULK_IMPORT,
    SEE_SUBMISSIONS,
    SEE_QUARANTINE,
    RESUBMIT,
    /** See what the own institution sent wrongly. */
    SEE_QUALITY,
    /** See it of every institution; of no use to an account that belongs to one. */
    SEE_ALL_QUALITY,
    /** Open, with a stated purpose, a document that the own institution brought. */
    SEE_OWN_DOCUMENT,
    /** Have everybody counted by a programme's rules before they change. */
    PREVIEW_PROGRAMME,
    /** Plan the rounds of mobile hospitals and change them. */
    PLAN_ROUNDS,
    SEE_SYSTEM,
    MANAGE_ACCOUNTS,
    MANAGE_SUBSCRIPTIONS,
    SEE_AUDIT
}
