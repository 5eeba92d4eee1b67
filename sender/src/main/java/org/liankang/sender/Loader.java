package org.liankang.sender;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Loads files: those that others refer to first. Files of lines go as streams where the server has a door for them;
 * everything else, and to other servers, as bundles: a few chunks under way at a time, each acknowledged in the journal.
 * When everything is acknowledged the journal is removed; a later load of the same files is a new one, which the
 * server recognises by its keys.
 */
public final class Loader {

    private final Sender sender;
    private final Path journals;
    private final int threads;
    private final Progress progress;
    private final Semaphore turns;
    private final AtomicReference<Tally> tally = new AtomicReference<>(Tally.NONE);
    private final AtomicReference<Exception> trouble = new AtomicReference<>();
    private final AtomicLong resumed = new AtomicLong();
    /** Files whose stream had lines that only bundles can carry. */
    private final Queue<Source> again = new ConcurrentLinkedQueue<>();
    /** Null when the server has no door for streams, or none for this account. */
    private volatile Stream stream;

    private volatile boolean complete = true;

    /** @param journals folder of the journal files */
    public Loader(Sender sender, Path journals, int threads, Progress progress) {
        this.sender = sender;
        this.journals = journals;
        this.threads = threads;
        this.progress = progress;
        this.turns = new Semaphore(threads);
    }

    /**
     * What a load did.
     *
     * @param resumed resources acknowledged in an earlier run of this load
     * @param complete everything was answered for good; otherwise the same command goes on
     */
    public record Result(int files, Tally tally, long resumed, boolean complete) {}

    /** Total size of the files in bytes: what the progress counts. */
    public static long size(List<Path> paths) throws IOException {
        return Sources.find(paths).stream().mapToLong(Source::size).sum();
    }

    /** @throws SendingFailed if the server stays away or does not let us in */
    public Result load(List<Path> paths) throws IOException, InterruptedException {
        List<Source> sources = Sources.find(paths);
        List<Journal> written = new ArrayList<>();
        if (sources.stream().anyMatch(Source::streams)) {
            stream = Stream.to(sender, progress::notice).orElse(null);
        }
        int rank = Integer.MIN_VALUE;
        for (Source source : sources) {
            if (source.rank() != rank) {
                finish(written);
                rank = source.rank();
            }
            Stream door = stream;
            if (door != null && source.streams()) {
                start(() -> deliver(source, door));
            } else {
                send(source, written);
            }
        }
        finish(written);
        if (complete) {
            for (Journal journal : written) {
                journal.remove();
            }
        }
        return new Result(sources.size(), tally.get(), resumed.get(), complete);
    }

    /** Waits for all that is under way; what could not go as a stream goes now. */
    private void finish(List<Journal> written) throws IOException, InterruptedException {
        awaitAcknowledged();
        for (Source source = again.poll(); source != null; source = again.poll()) {
            send(source, written);
        }
        awaitAcknowledged();
    }

    private void deliver(Source source, Stream door) throws IOException, InterruptedException {
        var estimate = new Estimate(source, progress);
        Optional<Stream.Result> result = door.send(source, estimate::to);
        if (result.isEmpty()) {
            stream = null;
            again.add(source);
            progress.notice("this account has no right to send streams (bulk import); going on with bundles");
        } else if (result.get().again()) {
            again.add(source);
            progress.notice(source.name() + " has lines that only bundles can carry; going on with bundles");
        } else {
            Tally became = result.get().tally();
            tally.accumulateAndGet(became, Tally::plus);
            if (result.get().repeated()) {
                resumed.addAndGet(became.total());
            }
            estimate.end(result.get().repeated() ? 0 : became.total());
            return;
        }
        estimate.undo();
    }

    private void send(Source source, List<Journal> written) throws IOException, InterruptedException {
        try (var chunks = new Chunks(source)) {
            Chunk chunk = chunks.next();
            if (chunk == null) {
                progress.skip(source.size());
                return;
            }
            Journal journal = Journal.open(journals, sender.target(), source, chunk.key(source.name()));
            written.add(journal);
            for (; chunk != null; chunk = chunks.next()) {
                Tally before = journal.before(chunk.number());
                if (before == null) {
                    Chunk next = chunk;
                    start(() -> deliver(source, next, journal));
                } else {
                    resumed.addAndGet(before.total());
                    tally.accumulateAndGet(before, Tally::plus);
                    progress.skip(chunk.read());
                }
            }
        }
    }

    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    private void start(Work work) throws InterruptedException {
        turns.acquire();
        if (trouble.get() != null) {
            turns.release();
            stopOnTrouble();
        }
        Thread.startVirtualThread(() -> {
            try {
                work.run();
            } catch (IOException | InterruptedException | RuntimeException failure) {
                trouble.compareAndSet(null, failure);
            } finally {
                turns.release();
            }
        });
    }

    private void deliver(Source source, Chunk chunk, Journal journal) throws IOException, InterruptedException {
        Tally became = Delivery.of(sender, source.name(), chunk);
        if (became.refused().containsKey(Tally.BROKEN)) {
            complete = false;
        } else {
            journal.acknowledged(chunk.number(), became);
        }
        tally.accumulateAndGet(became, Tally::plus);
        progress.add(chunk.read(), became.total());
    }

    private void awaitAcknowledged() throws InterruptedException {
        turns.acquire(threads);
        turns.release(threads);
        stopOnTrouble();
    }

    private void stopOnTrouble() throws InterruptedException {
        switch (trouble.get()) {
            case null -> {}
            case SendingFailed failed -> throw failed;
            case InterruptedException stopped -> throw stopped;
            case IOException failed -> throw new UncheckedIOException(failed);
            case Exception failure -> throw new IllegalStateException(failure);
        }
    }
}
