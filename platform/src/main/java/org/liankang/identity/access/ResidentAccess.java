package org.liankang.identity.access;

import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.liankang.identity.person.Person;
import org.liankang.identity.place.Institution;
import org.liankang.identity.place.Institutions;
import org.springframework.stereotype.Component;

/**
 * The one place that opens a person's data: a right, a purpose and a trace, or an exception. A family doctor opens
 * residents of the own centre for care; every other opening needs a purpose, which then counts for half an hour.
 */
@Component
public class ResidentAccess {

    private static final Duration OPEN = Duration.ofMinutes(30);
    private static final int SHORTEST_REASON = 4;

    private final StatedPurposeStore stated;
    private final Institutions institutions;
    private final AuditTrail trail;
    private final Clock clock;

    ResidentAccess(StatedPurposeStore stated, Institutions institutions, AuditTrail trail, Clock clock) {
        this.stated = stated;
        this.institutions = institutions;
        this.trail = trail;
        this.clock = clock;
    }

    /**
     * Opens a resident's data and writes the trace.
     *
     * @param action what is done, in the words of the audit page's texts, for example {@code see-timeline}
     * @param reference the resource or page looked at, or empty
     * @throws AccessRefused without the right
     * @throws PurposeNeeded when a purpose must be stated first
     */
    public Purpose open(Account account, Person person, Right right, String action, String reference) {
        need(account, right);
        Purpose purpose = ownResident(account, person)
                ? Purpose.CARE
                : stated(account, subject(person.id())).orElseThrow(() -> new PurposeNeeded(subject(person.id())));
        trail.record(account, purpose, action, person.id(), reference);
        return purpose;
    }

    /** A resident named in a list, with numbers masked: no purpose yet, but a trace. */
    public void found(Account account, Person person, String action, String reference) {
        need(account, Right.SEE_PERSON_RECORD);
        if (ownResident(account, person)) {
            trail.record(account, Purpose.CARE, action, person.id(), reference);
        } else {
            trail.recordFound(account, action, person.id(), reference);
        }
    }

    /** Opens the list of people behind a number; every person listed leaves a trace of its own. */
    public Purpose openPeople(Account account, String indicator) {
        need(account, Right.SEE_PEOPLE_BEHIND_INDICATOR);
        String subject = "indicator/" + indicator;
        return account.may(Right.COMPLETE_TASK)
                ? Purpose.CARE
                : stated(account, subject).orElseThrow(() -> new PurposeNeeded(subject));
    }

    /**
     * Opens everybody's data at once, as files. No purpose stated before counts: each time says its own.
     *
     * @return false when the reason says too little; nothing is opened then
     * @throws AccessRefused without the right
     */
    public boolean openLake(Account account, Purpose purpose, String reason) {
        need(account, Right.EXPORT_LAKE);
        if (!state(account, "lake/export", purpose, reason)) {
            return false;
        }
        trail.record(account, purpose, "export-lake", 0, "lake/export");
        return true;
    }

    /** The purposes an account can state; care needs no statement. */
    public Set<Purpose> purposes() {
        return EnumSet.complementOf(EnumSet.of(Purpose.CARE));
    }

    /** States a purpose; the statement itself is part of the audit trail. False when the reason says too little. */
    public boolean state(Account account, String subject, Purpose purpose, String reason) {
        if (purpose == Purpose.CARE || reason.strip().length() < SHORTEST_REASON) {
            return false;
        }
        var now = clock.instant();
        stated.add(account.id(), subject, purpose, reason.strip(), now, now.plus(OPEN));
        trail.record(account, purpose, "state-purpose", residentOf(subject), subject);
        return true;
    }

    /** Is this a resident of the account's own centre? */
    public boolean ownResident(Account account, Person person) {
        return !account.institution().isEmpty()
                && account.may(Right.COMPLETE_TASK)
                && institutions
                        .find(person.centre())
                        .map(Institution::code)
                        .filter(account.institution()::equals)
                        .isPresent();
    }

    private Optional<Purpose> stated(Account account, String subject) {
        return stated.valid(account.id(), subject, clock.instant());
    }

    private static void need(Account account, Right right) {
        if (!account.may(right)) {
            throw new AccessRefused(right);
        }
    }

    private static String subject(long resident) {
        return "resident/" + resident;
    }

    private static long residentOf(String subject) {
        String number = subject.startsWith("resident/") ? subject.substring("resident/".length()) : "";
        return number.matches("\\d{1,18}") ? Long.parseLong(number) : 0;
    }
}
