package org.liankang.uses.programme;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.liankang.base.sql.Migrations;
import org.liankang.record.feed.PostgresBook;
import org.liankang.record.store.Version;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Follows the record and evaluates whom it touches; and, as days pass, those to whom only the date matters. */
@Component
class ProgrammeBook extends PostgresBook {

    private static final Logger LOG = LoggerFactory.getLogger(ProgrammeBook.class);

    /** Residents of one transaction: few enough that a batch does not wait long for its turn. */
    private static final int MOST = 250;

    /** Chunks for each worker before it is written down how far everybody was evaluated. */
    private static final int ROUND = 8;

    private final ChartStore charts;
    private final ProgrammeStore store;
    private final TransactionTemplate transaction;
    private final Rulebook rules;
    private final FactNames.Codes codes;
    private final Collection<String> kinds;
    private final Clock clock;
    private final ReadWriteLock turn = new ReentrantReadWriteLock(true);

    ProgrammeBook(
            JdbcClient jdbc, TransactionTemplate transaction, Migrations migrations, Rulebook rules, Clock clock) {
        super("programme", jdbc, transaction, migrations);
        this.store = new ProgrammeStore(jdbc);
        this.transaction = transaction;
        this.rules = rules;
        this.codes = rules.facts().codes();
        this.charts = new ChartStore(jdbc, codes);
        this.kinds = rules.visits();
        this.clock = clock;
        if (store.keptOtherFacts(rules)) {
            clear();
        }
        store.follow(rules);
    }

    @Override
    protected void follow(List<Version> changes) {
        takeTurn();
        store.lock();
        Collection<Long> touched = charts.take(Reading.of(changes, codes, clock.getZone()));
        if (!touched.isEmpty()) {
            evaluate(touched, LocalDate.now(clock));
        }
    }

    /**
     * Lets a batch in between the chunks of a review: the database alone would let those who share its lock go on
     * and on. The turn ends with the transaction.
     */
    private void takeTurn() {
        turn.writeLock().lock();
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCompletion(int status) {
                turn.writeLock().unlock();
            }
        });
    }

    /** Evaluates everybody if the rules changed, and everyone of whom something else is to be said today. */
    @Scheduled(initialDelayString = "PT20S", fixedDelayString = "PT10M")
    void review() {
        LocalDate today = LocalDate.now(clock);
        everybody(today);
        boolean more = true;
        while (more) {
            more = Boolean.TRUE.equals(transaction.execute(status -> {
                store.lock();
                List<Long> residents = store.awake(today, MOST);
                if (!residents.isEmpty()) {
                    evaluate(residents, today);
                }
                return residents.size() == MOST;
            }));
        }
    }

    /** By several at once, each with residents of its own; goes on where it was when the platform stopped. */
    private void everybody(LocalDate today) {
        Optional<Long> last = store.reviewed();
        if (last.isEmpty()) {
            return;
        }
        long start = System.nanoTime();
        long evaluated = 0;
        int workers = Runtime.getRuntime().availableProcessors();
        try (ExecutorService threads = Executors.newFixedThreadPool(
                workers,
                Thread.ofPlatform().daemon().name("programme-review-", 0).factory())) {
            while (last.isPresent()) {
                List<Long> residents = store.after(last.get(), MOST * workers * ROUND);
                List<Future<?>> chunks = new ArrayList<>();
                for (int from = 0; from < residents.size(); from += MOST) {
                    List<Long> chunk = residents.subList(from, Math.min(residents.size(), from + MOST));
                    chunks.add(threads.submit(() -> chunk(chunk, today)));
                }
                await(chunks);
                evaluated += residents.size();
                last = residents.size() < MOST * workers * ROUND ? Optional.empty() : Optional.of(residents.getLast());
                store.reviewed(last);
            }
        }
        LOG.info(
                "evaluated everybody: {} residents in {} s",
                evaluated,
                (System.nanoTime() - start) / 100_000_000 / 10.0);
    }

    private void chunk(List<Long> residents, LocalDate today) {
        turn.readLock().lock();
        try {
            transaction.executeWithoutResult(status -> {
                store.share();
                evaluate(residents, today);
            });
        } finally {
            turn.readLock().unlock();
        }
    }

    private static void await(List<Future<?>> chunks) {
        for (Future<?> chunk : chunks) {
            try {
                chunk.get();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("the review was interrupted", stopped);
            } catch (ExecutionException failure) {
                throw new IllegalStateException("residents could not be evaluated", failure.getCause());
            }
        }
    }

    private void evaluate(Collection<Long> residents, LocalDate today) {
        store.replace(charts.keptCharts(residents, kinds).stream()
                .map(chart -> new ProgrammeStore.Evaluated(
                        chart.resident(), Engine.evaluate(chart, today, rules.programmes())))
                .toList());
    }

    @Override
    protected List<String> tables() {
        return List.of("patient", "diagnosis", "visit", "fact", "told", "chart", "enrolment", "judged", "task", "wake");
    }
}
