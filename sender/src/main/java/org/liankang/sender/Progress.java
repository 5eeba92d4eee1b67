package org.liankang.sender;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/**
 * One bar for one piece of work: percent, resources a second, time left. On a terminal it is drawn over itself;
 * elsewhere it is a plain line now and then. Goes to standard error, so that output can be piped. Safe for many threads.
 */
public final class Progress implements AutoCloseable {

    private static final int WIDTH = 28;
    private static final Duration DRAW = Duration.ofMillis(200);
    private static final Duration LINE = Duration.ofSeconds(10);

    private final String what;
    private final long total;
    private final PrintStream out;
    private final boolean terminal;
    private final long start = System.nanoTime();
    private long shown = start;
    private long work;
    private long resources;
    private long skipped;
    private boolean closed;

    /** @param total the work in any unit: bytes, residents; 0 when it is not known */
    public Progress(String what, long total, PrintStream out, boolean terminal) {
        this.what = what;
        this.total = total;
        this.out = out;
        this.terminal = terminal;
        if (terminal) {
            draw();
        }
    }

    /** On standard error. The launcher says by {@code -Dliankang.terminal=} whether that is a terminal. */
    public static Progress onError(String what, long total) {
        return new Progress(what, total, System.err, onTerminal());
    }

    /** Whether a bar can be drawn on standard error. */
    public static boolean onTerminal() {
        String told = System.getProperty("liankang.terminal");
        return told == null ? System.console() != null && System.console().isTerminal() : Boolean.parseBoolean(told);
    }

    public synchronized void add(long moreWork, long moreResources) {
        work += moreWork;
        resources += moreResources;
        long now = System.nanoTime();
        if (now - shown >= (terminal ? DRAW : LINE).toNanos()) {
            shown = now;
            draw();
        }
    }

    /** The work has come this far, and these resources with it. */
    public synchronized void reach(long workSoFar, long moreResources) {
        add(Math.max(0, workSoFar - work), moreResources);
    }

    /** Work found done already: it moves the bar but not the rate. */
    public synchronized void skip(long doneWork) {
        skipped += doneWork;
        work += doneWork;
    }

    /** A sentence above the bar. */
    public synchronized void notice(String text) {
        out.println((terminal ? "\r\033[K" : "") + text);
        if (terminal) {
            draw();
        }
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            draw();
            if (terminal) {
                out.println();
            }
        }
    }

    private void draw() {
        out.print(terminal ? "\r" + line() + "\033[K" : line() + System.lineSeparator());
        out.flush();
    }

    String line() {
        double seconds = Math.max(0.001, (System.nanoTime() - start) / 1e9);
        var text = new StringBuilder(what);
        if (total > 0) {
            double share = Math.min(1, (double) work / total);
            int filled = (int) (share * WIDTH);
            text.append(terminal ? "  [" + "#".repeat(filled) + ".".repeat(WIDTH - filled) + "]" : " ")
                    .append(String.format(Locale.ROOT, " %3d%%", (int) (share * 100)));
        }
        text.append(String.format(Locale.ROOT, "  %,d resources  %,.0f/s", resources, resources / seconds));
        long done = work - skipped;
        if (!closed && total > work && done > 0 && seconds > 2) {
            text.append("  ")
                    .append(time((long) (seconds * (total - work) / done)))
                    .append(" left");
        } else if (closed) {
            text.append("  in ").append(time((long) seconds));
        }
        return text.toString();
    }

    private static String time(long seconds) {
        if (seconds < 60) {
            return seconds + " s";
        }
        return seconds < 3600
                ? seconds / 60 + " min " + seconds % 60 + " s"
                : seconds / 3600 + " h " + seconds % 3600 / 60 + " min";
    }
}
