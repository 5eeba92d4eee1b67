package org.liankang.web.form;

import java.util.List;
import java.util.Optional;
import org.liankang.entry.receipt.Submission;
import org.liankang.record.feed.Followers;
import org.liankang.record.store.Version;
import org.liankang.uses.contract.Promise;
import org.liankang.uses.indicator.Definition;
import org.liankang.uses.indicator.Value;
import org.liankang.uses.programme.Enrolment;
import org.liankang.uses.programme.Task;

/**
 * What one submitted form changed, book by book, as far as they have read.
 *
 * @param stored the versions it put into the record
 * @param visit reference of its Encounter, or empty
 * @param behind the books that have not read it yet
 * @param judged how the programmes' rules judge the visit
 * @param closed the tasks it closed
 * @param next the tasks it made due
 * @param promises the promises of the contract it counts for
 * @param counted the indicators it is evidence of
 */
public record Effects(
        Submission submission,
        List<Version> stored,
        String visit,
        List<Followers.State> behind,
        List<Enrolment.Visit> judged,
        List<Task> closed,
        List<Task> next,
        List<Promise> promises,
        List<Counted> counted) {

    /** Every book has read it, and every number shown contains it. */
    public boolean complete() {
        return behind.isEmpty() && counted.stream().allMatch(Counted::current);
    }

    public Optional<Version> visitVersion() {
        return stored.stream()
                .filter(version -> version.reference().equals(visit))
                .findFirst();
    }

    /**
     * @param value of the centre, for the month of the visit
     * @param current the value contains the visit already; else it is the one before
     * @param inNumerator whether the resident counts as reached
     */
    public record Counted(Definition indicator, Value value, boolean current, boolean inNumerator) {}
}
