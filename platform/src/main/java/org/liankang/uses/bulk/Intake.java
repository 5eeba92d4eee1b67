package org.liankang.uses.bulk;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import org.liankang.entry.Door;
import org.liankang.entry.Submitter;

/**
 * One source through the door: cut into batches, several under way at a time, their outcomes taken in order. When the
 * door is busy nothing more is read, so memory holds no more than the batches under way.
 */
final class Intake {

    private static final long CHECKPOINT_NANOS = 2_000_000_000L;

    /** Makes progress durable. */
    interface Checkpoint {
        void reached(Job.Source source, OutputFiles outcomes) throws IOException;
    }

    private record UnderWay(
            CompletableFuture<LineBatch.Result> result, long size, long bytes, long line, long checksum) {}

    private final Door door;
    private final Executor workers;
    private final BulkConfig config;
    private final Submitter by;
    private final OutputFiles outcomes;
    private final Checkpoint checkpoint;
    private final Deque<UnderWay> underWay = new ArrayDeque<>();
    private Job.Source source;
    /** Bytes of the batches under way. */
    private long waiting;

    private long last = System.nanoTime();

    Intake(
            Door door,
            Executor workers,
            BulkConfig config,
            Submitter by,
            OutputFiles outcomes,
            Job.Source source,
            Checkpoint checkpoint) {
        this.door = door;
        this.workers = workers;
        this.config = config;
        this.by = by;
        this.outcomes = outcomes;
        this.source = source;
        this.checkpoint = checkpoint;
    }

    /**
     * Reads to the end.
     *
     * @return false when it was told to stop before; progress is durable then too
     * @throws IOException when the stream breaks; what was sent is durable
     */
    boolean run(LineReader lines, BooleanSupplier stop) throws IOException {
        try {
            while (true) {
                LineBatch batch = new LineBatch();
                boolean more = true;
                while (more
                        && batch.lines() < config.batchLines()
                        && batch.bytes() < config.batchBytes().toBytes()) {
                    more = lines.next();
                    if (more) {
                        batch.add(lines);
                    }
                }
                send(batch, lines);
                while (full()) {
                    settle();
                }
                if (source.bytes() > config.jobBytes().toBytes()) {
                    throw Export.tooLarge();
                }
                if (!more) {
                    return end();
                }
                if (stop.getAsBoolean()) {
                    rest();
                    return false;
                }
            }
        } catch (IOException broken) {
            rest();
            throw broken;
        }
    }

    /** Enough for the workers and for one commit of many batches, but no more than memory should hold. */
    private boolean full() {
        return underWay.size() >= config.underWay()
                || waiting > config.batchBytes().toBytes() * 4 && underWay.size() >= config.workers() * 2;
    }

    private void send(LineBatch batch, LineReader lines) {
        var result = CompletableFuture.supplyAsync(
                        () -> batch.send(door, by, source.type(), (int)
                                config.lineBytes().toBytes()),
                        workers)
                .thenCompose(answer -> answer);
        waiting += batch.bytes();
        underWay.add(new UnderWay(result, batch.bytes(), lines.bytes(), lines.line(), lines.checksum()));
    }

    private boolean end() throws IOException {
        while (!underWay.isEmpty()) {
            settle();
        }
        source = with(source.bytes(), source.line(), source.checksum(), null, true);
        checkpoint.reached(source, outcomes);
        return true;
    }

    private void rest() throws IOException {
        while (!underWay.isEmpty()) {
            settle();
        }
        checkpoint.reached(source, outcomes);
    }

    /** Takes the outcome of the oldest batch under way. */
    private void settle() throws IOException {
        UnderWay oldest = underWay.remove();
        waiting -= oldest.size();
        LineBatch.Result result;
        try {
            result = oldest.result().join();
        } catch (CompletionException broken) {
            underWay.clear();
            throw broken.getCause() instanceof RuntimeException cause ? cause : broken;
        }
        for (byte[] outcome : result.outcomes()) {
            if (outcomes.bytes() < config.outcomeBytes().toBytes()) { // of the rest only the number is told
                outcomes.add(Job.Content.ERROR, "OperationOutcome", outcome);
            }
        }
        source = with(oldest.bytes(), oldest.line(), oldest.checksum(), result, false);
        if (System.nanoTime() - last > CHECKPOINT_NANOS) {
            last = System.nanoTime();
            checkpoint.reached(source, outcomes);
        }
    }

    private Job.Source with(long bytes, long line, long checksum, LineBatch.Result more, boolean ended) {
        return new Job.Source(
                source.number(),
                source.type(),
                source.url(),
                bytes,
                line,
                checksum,
                source.stored() + (more == null ? 0 : more.stored()),
                source.unchanged() + (more == null ? 0 : more.unchanged()),
                source.waiting() + (more == null ? 0 : more.waiting()),
                source.refused() + (more == null ? 0 : more.refused()),
                ended);
    }
}
