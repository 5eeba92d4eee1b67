package org.liankang.uses.programme;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.liankang.uses.programme.Programme.Requirement;
import org.liankang.uses.programme.Programme.Service;

/** Collects one evaluation. */
final class Ledger {

    private final long resident;
    private final LocalDate today;
    private final List<Enrolment> enrolments = new ArrayList<>();
    private final List<Enrolment.Visit> visits = new ArrayList<>();
    private final List<Evaluation.Due> tasks = new ArrayList<>();
    private final MessageDigest digest = sha256();
    private LocalDate wake;

    Ledger(long resident, LocalDate today) {
        this.resident = resident;
        this.today = today;
    }

    /**
     * A task that is still to be closed.
     *
     * @param key what makes it due, the same in every replay
     */
    record Pending(
            String programme,
            String service,
            String key,
            LocalDate due,
            LocalDate from,
            LocalDate until,
            Task.Urgency urgency,
            String reason,
            String clause,
            String cause,
            String definition) {}

    LocalDate today() {
        return today;
    }

    void enrolled(Enrolment enrolment) {
        enrolments.add(enrolment);
    }

    /** Judges a visit by the rules of its day. @param missing rules of completeness it breaks */
    void judge(
            Programme programme,
            String definition,
            Service service,
            Task.Evidence visit,
            List<String> missing,
            String classification) {
        visits.add(new Enrolment.Visit(
                resident,
                programme.programme(),
                service.service(),
                visit,
                missing.isEmpty(),
                missing,
                classification,
                definition));
    }

    static List<String> missing(Service service, Situation situation) {
        List<String> missing = new ArrayList<>();
        for (Requirement requirement : service.complete()) {
            if (!situation.holds(requirement.when())) {
                missing.add(requirement.rule());
            }
        }
        return List.copyOf(missing);
    }

    static String classification(Service service, Situation situation, boolean complete) {
        for (Programme.Classing one : service.classes()) {
            if ((complete || one.evenIncomplete()) && situation.holds(one.when())) {
                return one.name();
            }
        }
        return "";
    }

    void close(Pending task, Task.State state, Task.Evidence by) {
        tasks.add(new Evaluation.Due(
                number(task),
                task.programme(),
                task.service(),
                task.due(),
                task.from(),
                task.until(),
                state,
                task.urgency(),
                task.reason(),
                task.clause(),
                task.cause(),
                task.definition(),
                by));
    }

    /** Leaves a task open, missed when its time is over, or cancelled when its enrolment has ended. */
    void leave(Pending task, LocalDate ended) {
        if (ended != null && !ended.isAfter(today) && !task.until().isBefore(ended)) {
            close(task, Task.State.CANCELLED, null);
        } else if (task.until().isBefore(today)) {
            close(task, Task.State.MISSED, null);
        } else {
            close(task, Task.State.OPEN, null);
            wake(task.until().plusDays(1));
        }
    }

    void wake(LocalDate day) {
        if (wake == null || day.isBefore(wake)) {
            wake = day;
        }
    }

    Evaluation evaluation() {
        return new Evaluation(
                List.copyOf(enrolments), List.copyOf(visits), List.copyOf(tasks), Optional.ofNullable(wake));
    }

    private long number(Pending task) {
        String name = resident + "|" + task.programme() + "|" + task.service() + "|" + task.key();
        return ByteBuffer.wrap(digest.digest(name.getBytes(StandardCharsets.UTF_8)))
                        .getLong()
                & Long.MAX_VALUE;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
