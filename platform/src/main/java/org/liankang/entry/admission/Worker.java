package org.liankang.entry.admission;

import java.time.Duration;
import org.springframework.context.SmartLifecycle;

/** Works on a thread of its own from the platform's start to its stop. */
abstract class Worker implements SmartLifecycle {

    private final Thread.Builder threads;
    private final int phase;
    private final Duration patience;
    private volatile boolean running;
    private Thread thread;

    /**
     * @param phase when it starts; it stops in the reverse order
     * @param patience how long a stop waits for its work to end
     */
    Worker(Thread.Builder threads, int phase, Duration patience) {
        this.threads = threads;
        this.phase = phase;
        this.patience = patience;
    }

    /** Until it is no longer {@link #isRunning running}, which an interruption announces. */
    abstract void work();

    @Override
    public final synchronized void start() {
        running = true;
        thread = threads.start(this::work);
    }

    @Override
    public final synchronized void stop() {
        running = false;
        thread.interrupt();
        try {
            thread.join(patience);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public final boolean isRunning() {
        return running;
    }

    @Override
    public final int getPhase() {
        return phase;
    }
}
