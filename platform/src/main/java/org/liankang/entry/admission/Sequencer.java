package org.liankang.entry.admission;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.liankang.entry.Receipt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The one writer. It takes what has gathered in the queue, decides and writes it in one transaction, commits, and only
 * then answers: a commit is shared by many submissions, and positions are gapless because nobody else gives any.
 */
@Component
class Sequencer extends Worker {

    private static final Logger LOG = LoggerFactory.getLogger(Sequencer.class);
    private static final int MOST_ROWS = 4000;
    /** How much may wait, in rows; beyond that senders wait at the door. */
    private static final int QUEUE_ROWS = 40_000;

    private final Admission parts;
    private final DataSource source;
    private final BlockingQueue<Pending> queue = new LinkedBlockingQueue<>();
    private final Semaphore room = new Semaphore(QUEUE_ROWS);
    private volatile Consumer<Set<String>> arrivals = arrived -> {};
    private Connection connection;
    private Batch.Numbers numbers;
    /** When the last version was recorded: times ascend with positions, even when the clock is set back. */
    private Instant last = Instant.MIN;

    private final AtomicLong waits = new AtomicLong();
    /** Whether quarantined items may wait for what arrives. */
    private volatile boolean waiting = true;

    Sequencer(Admission parts, DataSource source) {
        // before the books and the web server, and stopped after them
        super(Thread.ofPlatform().name("sequencer"), -100, Duration.ofSeconds(30));
        this.parts = parts;
        this.source = source;
    }

    /** Hears what each batch brought that quarantined items may wait for; called on the writer's thread. */
    void onArrival(Consumer<Set<String>> listener) {
        arrivals = listener;
    }

    CompletableFuture<Receipt> enqueue(Prepared prepared) {
        CompletableFuture<Receipt> answer = new CompletableFuture<>();
        if (!isRunning()) {
            answer.completeExceptionally(new IllegalStateException("the platform is stopping"));
            return answer;
        }
        int weight = Math.min(prepared.weight(), MOST_ROWS);
        room.acquireUninterruptibly(weight);
        answer.whenComplete((receipt, failure) -> room.release(weight));
        queue.add(new Pending(prepared, answer));
        return answer;
    }

    @Override
    void work() {
        List<Pending> batch = new ArrayList<>();
        try {
            while (isRunning() || !queue.isEmpty()) {
                gather(batch);
                if (!batch.isEmpty()) {
                    process(List.copyOf(batch));
                    batch.clear();
                }
            }
        } finally {
            close();
        }
    }

    private void gather(List<Pending> batch) {
        try {
            Pending first = queue.poll(1, TimeUnit.SECONDS);
            if (first == null) {
                return;
            }
            batch.add(first);
        } catch (InterruptedException stopping) {
            return; // what is queued is still written before the thread ends
        }
        int rows = batch.getFirst().prepared().weight();
        while (rows < MOST_ROWS && !queue.isEmpty() && !queue.peek().prepared().first()) {
            Pending next = queue.poll();
            rows += next.prepared().weight();
            batch.add(next);
        }
    }

    /** A batch that the database refuses is tried one by one, so that one bad submission cannot take others along. */
    private void process(List<Pending> batch) {
        try {
            commit(batch);
        } catch (SQLException | RuntimeException | Error failure) {
            rollback();
            if (batch.size() == 1) {
                LOG.error("a submission could not be recorded", failure);
                batch.getFirst().answer().completeExceptionally(failure);
            } else {
                LOG.warn(
                        "a batch of {} submissions failed and is tried one by one: {}",
                        batch.size(),
                        failure.toString());
                batch.forEach(one -> process(List.of(one)));
            }
        }
    }

    private void commit(List<Pending> pendings) throws SQLException {
        Connection current = connection();
        Instant now = parts.clock().instant();
        Batch batch = new Batch(parts, current, pendings, now.isBefore(last) ? last : now);
        batch.run(numbers);
        current.commit();
        last = now.isBefore(last) ? last : now;
        numbers = batch.numbers();
        batch.committed();
        if (batch.leavesWaiting()) {
            waits.incrementAndGet();
            waiting = true;
        }
        Set<String> arrived = waiting ? batch.arrived() : Set.of();
        batch.answer();
        if (!arrived.isEmpty()) {
            arrivals.accept(arrived);
        }
    }

    /** How often something began to wait; to be read before looking whether anything waits. */
    long waits() {
        return waits.get();
    }

    /** Nothing waited after {@link #waits} answered this: from now on arrivals need not be gathered. */
    void nothingWaits(long since) {
        if (waits.get() == since) {
            waiting = false;
            if (waits.get() != since) {
                waiting = true;
            }
        }
    }

    private Connection connection() throws SQLException {
        if (connection == null || connection.isClosed()) {
            Connection opened = source.getConnection();
            opened.setAutoCommit(false);
            lock(opened);
            connection = opened;
            parts.writer().reload();
            parts.persons().reload();
            parts.institutions().refresh();
            parts.sight().forget();
            last = parts.records().lastTime();
            waits.incrementAndGet();
            waiting = true;
            numbers = new Batch.Numbers(
                    parts.receipts().lastSubmission(), parts.receipts().lastItem());
        }
        return connection;
    }

    private void lock(Connection opened) throws SQLException {
        boolean mine = false;
        try {
            mine = parts.writer().lock(opened);
            opened.commit();
        } finally {
            if (!mine) {
                opened.close();
            }
        }
        if (!mine) {
            throw new SQLException("another process is this database's writer");
        }
    }

    /** The next batch begins on a new connection and with a fresh look, whatever became of this one. */
    private void rollback() {
        try {
            if (connection != null) {
                connection.rollback();
            }
        } catch (SQLException broken) {
            LOG.debug("rolling back on a broken connection", broken);
        }
        close();
    }

    private void close() {
        Connection closing = connection;
        connection = null;
        if (closing == null) {
            return;
        }
        try (closing) {
            parts.writer().unlock(closing);
        } catch (SQLException broken) {
            LOG.debug("closing the writer's connection", broken);
        }
    }
}
