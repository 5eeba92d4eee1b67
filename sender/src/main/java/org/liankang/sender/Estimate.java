package org.liankang.sender;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Moves the progress bar while a stream is under way, whose answer comes only at its end. How many resources its bytes
 * hold is reckoned from the beginning of the file; at the end the true number is put in.
 */
final class Estimate {

    private static final int LOOKED_AT = 1 << 20;

    private final Progress progress;
    private final long size;
    private final double linesPerByte;
    private long bytes;
    private long resources;

    Estimate(Source source, Progress progress) throws IOException {
        this.progress = progress;
        this.size = source.size();
        var read = new AtomicLong();
        long lines = 0;
        try (InputStream in = Source.open(source.file(), read)) {
            for (byte one : in.readNBytes(LOOKED_AT)) {
                lines += one == '\n' ? 1 : 0;
            }
        }
        this.linesPerByte = read.get() == 0 ? 0 : (double) lines / read.get();
    }

    /** The sending has come so far; a new attempt starts again at 0 and moves nothing until it is further. */
    synchronized void to(long sent) {
        if (sent > bytes) {
            move(sent, (long) (sent * linesPerByte));
        }
    }

    /** All is stored. */
    synchronized void end(long trueResources) {
        move(size, trueResources);
    }

    /** Nothing of it counts: it is sent in another way. */
    synchronized void undo() {
        move(0, 0);
    }

    private void move(long nowBytes, long nowResources) {
        progress.add(nowBytes - bytes, nowResources - resources);
        bytes = nowBytes;
        resources = nowResources;
    }
}
