package org.liankang.uses.programme;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.liankang.TestDatabase;
import org.liankang.record.store.Version;
import org.liankang.record.store.Versions;
import org.liankang.uses.Replays;

/** How long a batch of a thousand changes takes; run by hand: {@code -Dtest=BatchSpeed}. */
@Tag("measure")
class BatchSpeed {

    private static final int RESIDENTS = 1500;

    @Test
    void a_thousand_changes() {
        TestDatabase database = TestDatabase.fresh();
        var book = new ProgrammeBook(
                database.jdbc(),
                database.transaction(),
                database.migrations(),
                Cases.rulebook(),
                new MovableClock("2026-06-01"));
        Versions feed = new Versions();
        Documents documents = new Documents(feed);
        for (int resident = 1; resident <= RESIDENTS; resident++) {
            documents.patient(resident, "1955-05-01", "c1");
            documents.condition(resident, "h" + resident, "I10.x00x002", "2024-01-10");
        }
        for (int round = 0; round < 10; round++) {
            for (int resident = 1; resident <= RESIDENTS; resident++) {
                String id = resident + "-" + round;
                String day = LocalDate.of(2024, 1, 10)
                        .plusDays(round * 85L + resident % 20)
                        .toString();
                documents.encounter(resident, "e" + id, "hypertension-followup", day);
                documents.pressure(resident, "b" + id, "e" + id, 120 + (resident + round) % 40, 80);
                documents.answers(resident, "q" + id, "e" + id, false);
            }
        }
        List<Version> all = feed.all();
        var threads = java.lang.management.ManagementFactory.getThreadMXBean();
        for (int from = 0; from < all.size(); from += 1000) {
            long start = System.nanoTime();
            long cpu = threads.getCurrentThreadCpuTime();
            Replays.read(book, all.subList(from, Math.min(all.size(), from + 1000)), 1000);
            System.out.printf(
                    "%d..: %d ms, of which this thread's CPU %d ms%n",
                    from,
                    (System.nanoTime() - start) / 1_000_000,
                    (threads.getCurrentThreadCpuTime() - cpu) / 1_000_000);
        }
    }
}
