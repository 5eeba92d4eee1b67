package org.liankang.sender;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * The non-empty lines of a file as bytes, without their ends. A line over {@link #LONGEST} is cut off there: it comes
 * back too long to be sound, so it is reported instead of filling the memory.
 */
final class Lines {

    static final int LONGEST = 64 * 1024 * 1024;

    private final InputStream in;
    private boolean begun;

    Lines(InputStream in) {
        this.in = in;
    }

    /** The next line, or null at the end. */
    byte[] next() throws IOException {
        while (true) {
            var line = new ByteArrayOutputStream(1024);
            int one = in.read();
            if (one < 0) {
                return null;
            }
            for (; one >= 0 && one != '\n'; one = in.read()) {
                if (line.size() <= LONGEST) {
                    line.write(one);
                }
            }
            byte[] trimmed = trim(line.toByteArray());
            if (trimmed.length > 0) {
                return trimmed;
            }
        }
    }

    private byte[] trim(byte[] line) {
        int from = !begun && line.length > 2 && line[0] == (byte) 0xEF && line[1] == (byte) 0xBB ? 3 : 0;
        begun = true;
        int to = line.length;
        while (to > from && line[to - 1] <= ' ' && line[to - 1] >= 0) {
            to--;
        }
        while (from < to && line[from] <= ' ' && line[from] >= 0) {
            from++;
        }
        return java.util.Arrays.copyOfRange(line, from, to);
    }
}
