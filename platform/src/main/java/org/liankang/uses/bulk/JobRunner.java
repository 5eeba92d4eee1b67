package org.liankang.uses.bulk;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.liankang.base.finding.Finding;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * One job after the other, on one thread: bulk work must not crowd out people at work. What was running when the
 * platform stopped goes on first. Between jobs, and every minute, files that have expired are deleted.
 */
@Component
class JobRunner implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(JobRunner.class);
    private static final Duration PAUSE = Duration.ofSeconds(30);
    private static final Duration RETRY = Duration.ofSeconds(5);
    /** A job that fails so often without finishing a stretch is given up. */
    private static final int TRIES = 3;

    private final JobStore store;
    private final Export exports;
    private final Import imports;
    private final JobFolders folders;
    private final BulkConfig config;
    private final Clock clock;
    private final Semaphore work = new Semaphore(0);
    private volatile String current = "";
    private volatile boolean cancelled;
    private volatile boolean running;
    private Thread thread;

    JobRunner(JobStore store, Export exports, Import imports, JobFolders folders, BulkConfig config, Clock clock) {
        this.store = store;
        this.exports = exports;
        this.imports = imports;
        this.folders = folders;
        this.config = config;
        this.clock = clock;
    }

    @Override
    public synchronized void start() {
        running = true;
        thread = Thread.ofPlatform().daemon().name("bulk").start(this::work);
    }

    /** The stretch under way is finished and written down; the rest is done after the next start. */
    @Override
    public synchronized void stop() {
        running = false;
        work.release();
        try {
            thread.join(Duration.ofSeconds(30));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Something is there to do. */
    void wake() {
        work.release();
    }

    /** Ends the job if it is the one under way; its files are deleted by whoever cancels, or at its end. */
    void cancel(String id) {
        if (current.equals(id)) {
            cancelled = true;
        }
    }

    private void work() {
        while (running) {
            try {
                sweep();
                Optional<Job> job = store.next();
                if (job.isPresent()) {
                    run(job.get());
                } else {
                    work.tryAcquire(PAUSE.toSeconds(), TimeUnit.SECONDS);
                    work.drainPermits();
                }
            } catch (InterruptedException stopped) {
                return;
            } catch (IOException | RuntimeException failure) {
                LOG.error("bulk jobs cannot go on yet", failure);
                pause(PAUSE);
            }
        }
    }

    private void pause(Duration time) {
        try {
            work.tryAcquire(time.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    void sweep() throws IOException {
        Instant now = clock.instant();
        for (String id : store.due(now, now.minus(config.life()))) {
            folders.delete(id);
            store.expired(id);
        }
    }

    private void run(Job job) throws IOException {
        current = job.id();
        cancelled = false;
        try {
            Instant begun = clock.instant();
            boolean whole = job.kind() == Job.Kind.EXPORT
                    ? exports.run(job, folders.of(job.id()), this::toldToStop)
                    : imports.run(job, folders.of(job.id()), this::toldToStop);
            if (whole) {
                end(job, Job.State.DONE, null);
                LOG.info(
                        "bulk job {} is done after {} s",
                        job.id(),
                        Duration.between(begun, clock.instant()).toSeconds());
            }
        } catch (BulkRefused refused) {
            end(job, Job.State.FAILED, refused.finding());
        } catch (IOException | RuntimeException failure) {
            failed(job, failure);
        } finally {
            current = "";
            forget(job.id());
        }
    }

    private boolean toldToStop() {
        return cancelled || !running;
    }

    /** What broke may be mended in a moment: the database, the disk, the source. */
    private void failed(Job job, Exception failure) {
        if (!running) {
            return;
        }
        LOG.warn("bulk job {} was interrupted", job.id(), failure);
        if (store.tried(job.id()) >= TRIES) {
            end(job, Job.State.FAILED, Finding.error("bulk-job-failed", "", "something on the platform's side broke"));
        } else {
            pause(RETRY);
        }
    }

    private void end(Job job, Job.State state, Finding why) {
        Instant now = clock.instant();
        store.end(job.id(), state, why, now, now.plus(config.life()));
    }

    /** A job cancelled while it ran may have written after its folder was deleted. */
    private void forget(String id) throws IOException {
        if (store.find(id).filter(job -> job.state() == Job.State.CANCELLED).isPresent()) {
            folders.delete(id);
            store.expired(id);
        }
    }
}
