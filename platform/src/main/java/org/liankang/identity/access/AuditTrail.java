package org.liankang.identity.access;

import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Who did what to whose data, when and why; never content. Entries are written in batches behind the request's back.
 * A full queue makes the request wait rather than lose its trace, and a clean shutdown writes what is left.
 */
@Component
public class AuditTrail {

    private static final Logger LOG = LoggerFactory.getLogger(AuditTrail.class);
    private static final int WAITING = 20_000;
    private static final int BATCH = 1_000;
    private static final Duration PAUSE = Duration.ofMillis(200);
    /** A commit costs more than an entry, so entries gather for so long between two of them. */
    private static final Duration GATHER = Duration.ofMillis(20);

    private static final Duration RETRY = Duration.ofSeconds(2);

    /**
     * @param number 0 until it is written
     * @param account login
     * @param action for example {@code see-timeline}; its words are the text {@code access.action.<action>}
     * @param purpose name of a {@link Purpose}, or empty where no person's data is opened
     * @param resident 0 when it is about none
     * @param reference resource or page, or empty
     */
    public record Entry(
            long number,
            Instant at,
            String account,
            String role,
            String institution,
            String action,
            String purpose,
            long resident,
            String reference) {}

    /** Which entries are asked for; empty text and 0 ask for all. */
    public record Filter(String account, String action, long resident) {}

    private final AuditStore store;
    private final Clock clock;
    private final BlockingQueue<Entry> waiting = new LinkedBlockingQueue<>(WAITING);
    private final Thread writer;
    private final AtomicLong unwritten = new AtomicLong();
    private volatile boolean running = true;

    AuditTrail(AuditStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
        this.writer = Thread.ofPlatform().daemon().name("audit-trail").start(this::write);
    }

    public void record(Account account, Purpose purpose, String action, long resident, String reference) {
        add(account.login(), account.role().name(), account.institution(), action, purpose.name(), resident, reference);
    }

    /** Somebody named in a list of found residents, with numbers masked: a trace of its own, before any purpose. */
    public void recordFound(Account account, String action, long resident, String reference) {
        add(account.login(), account.role().name(), account.institution(), action, "", resident, reference);
    }

    /** Something done that touches no person's data: a sign-in, a changed account. */
    public void record(Account account, String action, String reference) {
        add(account.login(), account.role().name(), account.institution(), action, "", 0, reference);
    }

    /** An attempt by somebody who did not become anybody. */
    public void recordAttempt(String login, String action) {
        add(login, "", "", action, "", 0, "");
    }

    /** The newest entries below a number, or the newest of all for 0. */
    public List<Entry> entries(Filter filter, int most, long before) {
        return store.entries(filter, most, before);
    }

    /** Waits until everything recorded so far is written. */
    public void flush() {
        while (unwritten.get() > 0 && running) {
            pause(Duration.ofMillis(10));
        }
    }

    @PreDestroy
    void close() throws InterruptedException {
        running = false;
        writer.join(Duration.ofSeconds(10));
        List<Entry> rest = new ArrayList<>();
        waiting.drainTo(rest);
        store.add(rest);
    }

    private void add(
            String account,
            String role,
            String institution,
            String action,
            String purpose,
            long resident,
            String reference) {
        var entry = new Entry(
                0, clock.instant(), plain(account), role, institution, action, purpose, resident, plain(reference));
        unwritten.incrementAndGet();
        try {
            waiting.put(entry);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            store.add(List.of(entry));
            unwritten.decrementAndGet();
        }
    }

    /** The database takes no NUL, and one such entry, which anybody may send, would keep all others waiting. */
    private static String plain(String text) {
        return text.replace('\0', '\uFFFD');
    }

    private void write() {
        List<Entry> batch = new ArrayList<>();
        while (running) {
            try {
                Entry first = waiting.poll(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
                if (first != null) {
                    batch.add(first);
                    waiting.drainTo(batch, BATCH - 1);
                    boolean full = batch.size() == BATCH;
                    persist(batch);
                    batch.clear();
                    if (!full) {
                        Thread.sleep(GATHER);
                    }
                }
            } catch (InterruptedException stopped) {
                return;
            }
        }
    }

    /** Tries until the database takes it: an entry is not given up while the platform runs. */
    private void persist(List<Entry> batch) {
        while (true) {
            try {
                store.add(batch);
                unwritten.addAndGet(-batch.size());
                return;
            } catch (DataAccessException failure) {
                LOG.error("{} audit entries cannot be written yet", batch.size(), failure);
                if (!running) {
                    throw failure;
                }
                pause(RETRY);
            }
        }
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
