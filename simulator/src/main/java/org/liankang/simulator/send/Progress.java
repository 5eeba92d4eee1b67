package org.liankang.simulator.send;

import java.io.PrintStream;
import java.time.Clock;

/** One line on a terminal; elsewhere a plain line every ten seconds. */
public final class Progress {

    private final PrintStream out;
    private final boolean terminal;
    private final int residents;
    private final Clock clock;
    private final long began;
    private long resources;
    private long bundles;
    private long shown;

    public Progress(PrintStream out, boolean terminal, int residents, Clock clock) {
        this.out = out;
        this.terminal = terminal;
        this.residents = residents;
        this.clock = clock;
        began = clock.millis();
        shown = began;
    }

    public synchronized void add(int more, int done) {
        resources += more;
        bundles++;
        long now = clock.millis();
        if (now - shown >= (terminal ? 200 : 10_000)) {
            shown = now;
            print(now, done, terminal ? "\r" : "", terminal ? "" : "\n");
        }
    }

    public synchronized void finish() {
        print(clock.millis(), residents, terminal ? "\r" : "", "\n");
    }

    private void print(long now, int done, String before, String after) {
        double seconds = Math.max(0.001, (now - began) / 1000.0);
        double share = done / (double) residents;
        String left = share > 0 && share < 1 ? "%.0f s left".formatted(seconds / share - seconds) : "%.1f s".formatted(seconds);
        out.print(before + "%3.0f %%  %,d bundles  %,d resources  %,.0f/s  %s   ".formatted(100 * share, bundles, resources, resources / seconds, left) + after);
        out.flush();
    }
}
