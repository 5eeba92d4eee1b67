package org.liankang.uses.bulk;

import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import org.liankang.base.finding.Finding;
import org.liankang.entry.Door;
import org.liankang.entry.Submitter;
import org.springframework.stereotype.Component;

/** Runs imports: source after source, each to its end before the next, so that what is referred to is there. */
@Component
class Import {

    private final Door door;
    private final JobStore store;
    private final Origins origins;
    private final BulkConfig config;
    private final ExecutorService workers;

    Import(Door door, JobStore store, Origins origins, BulkConfig config) {
        this.door = door;
        this.store = store;
        this.origins = origins;
        this.config = config;
        this.workers = Executors.newFixedThreadPool(
                config.workers(),
                Thread.ofPlatform().daemon().name("bulk-import-", 0).factory());
    }

    @PreDestroy
    void close() {
        workers.shutdown();
    }

    /**
     * Runs a job that fetches its sources.
     *
     * @return false when it was told to stop before its end
     * @throws BulkRefused when a source cannot be had
     */
    boolean run(Job job, Path folder, BooleanSupplier stop) throws IOException {
        if (!store.begin(job.id(), 0)) {
            return false;
        }
        try (OutputFiles outcomes = outcomes(job, folder)) {
            for (Job.Source source : store.sources(job.id())) {
                if (source.ended()) {
                    continue;
                }
                Origins.Answer answer = origins.open(source.url(), source.bytes());
                try (InputStream in = answer.connection().getInputStream()) {
                    LineReader lines =
                            new LineReader(in, (int) config.lineBytes().toBytes());
                    if (answer.rest()) {
                        lines.begin(source.bytes(), source.line());
                    } else if (!lines.skip(source.bytes(), source.line(), source.checksum())) {
                        throw new BulkRefused(
                                Finding.error("bulk-source-failed", "url", "is not what it was when it was begun"));
                    }
                    if (!intake(job, source, outcomes).run(lines, stop)) {
                        return false;
                    }
                } finally {
                    answer.connection().disconnect();
                }
            }
            finish(job, outcomes);
            return true;
        }
    }

    /**
     * Takes a stream to its end.
     *
     * @throws BulkRefused when it is not the one that was begun
     * @throws IOException when it breaks; sent again, it goes on
     */
    boolean receive(Job job, Path folder, InputStream in, BooleanSupplier stop) throws IOException {
        Job.Source source = store.sources(job.id()).getFirst();
        LineReader lines = new LineReader(in, (int) config.lineBytes().toBytes());
        if (!lines.skip(source.bytes(), source.line(), source.checksum())) {
            throw new BulkRefused(
                    Finding.error("idempotency-key-reused", "Idempotency-Key", "was used before for another content"));
        }
        try (OutputFiles outcomes = outcomes(job, folder)) {
            if (!intake(job, source, outcomes).run(lines, stop)) {
                return false;
            }
            finish(job, outcomes);
            return true;
        }
    }

    private OutputFiles outcomes(Job job, Path folder) throws IOException {
        return new OutputFiles(folder, config.fileBytes().toBytes(), store.files(job.id()));
    }

    private Intake intake(Job job, Job.Source source, OutputFiles outcomes) {
        return new Intake(
                door,
                workers,
                config,
                new Submitter(job.login(), job.institution()),
                outcomes,
                source,
                (reached, files) -> store.progress(job.id(), reached, files.checkpoint()));
    }

    private void finish(Job job, OutputFiles outcomes) throws IOException {
        Job.Source last = store.sources(job.id()).getLast();
        store.progress(job.id(), last, outcomes.finish());
    }
}
