package org.liankang.uses.bulk;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * The lines of a stream, one at a time, in a memory that a line without end cannot fill. Tells how far it has read and
 * the checksum of all bytes so far.
 */
final class LineReader {

    private static final int FIRST = 1 << 18;
    private static final byte[] BOM = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};
    private static final long UNKNOWN = -1;

    private final InputStream in;
    private final int longest;
    private final CRC32C checksum = new CRC32C();
    private byte[] buffer = new byte[FIRST];
    private int from;
    private int filled;
    private int start;
    private int length;
    private boolean tooLong;
    private long bytes;
    private long line;
    private boolean whole = true;

    /** @param longest bytes of a line */
    LineReader(InputStream in, int longest) {
        this.in = in;
        this.longest = longest;
    }

    /**
     * Passes over what was read before; false when the stream does not begin with the same bytes.
     *
     * @param before how many bytes, to the end of a line
     */
    boolean skip(long before, long line, long checksum) throws IOException {
        while (bytes < before) {
            int read = in.read(buffer, 0, (int) Math.min(buffer.length, before - bytes));
            if (read < 0) {
                return false;
            }
            this.checksum.update(buffer, 0, read);
            bytes += read;
        }
        this.line = line;
        return checksum == UNKNOWN || this.checksum.getValue() == checksum;
    }

    /** The stream already begins there: a server that was asked for the rest only. */
    void begin(long before, long line) {
        bytes = before;
        this.line = line;
        whole = before == 0;
    }

    /** Goes to the next line; false at the end. */
    boolean next() throws IOException {
        tooLong = false;
        int at = from;
        while (true) {
            while (at < filled && buffer[at] != '\n') {
                at++;
            }
            if (at < filled) {
                return take(at - from, 1);
            }
            if (at - from > longest) {
                tooLong = true;
                consumed(at - from);
                at = from;
            }
            int looked = at - from;
            if (!fill()) {
                return (looked > 0 || tooLong) && take(looked, 0);
            }
            at = from + looked;
        }
    }

    /** @param ending 1 when the line's end follows */
    private boolean take(int content, int ending) {
        start = from;
        length = content;
        if (length > longest) {
            tooLong = true;
        }
        consumed(content + ending);
        line++;
        if (line == 1
                && length >= 3
                && buffer[start] == BOM[0]
                && buffer[start + 1] == BOM[1]
                && buffer[start + 2] == BOM[2]) {
            start += 3;
            length -= 3;
        }
        while (length > 0 && space(buffer[start + length - 1])) {
            length--;
        }
        while (length > 0 && space(buffer[start])) {
            start++;
            length--;
        }
        return true;
    }

    private static boolean space(byte one) {
        return one == ' ' || one == '\t' || one == '\r';
    }

    private void consumed(int count) {
        checksum.update(buffer, from, count);
        bytes += count;
        from += count;
    }

    /** Makes room and reads on; what is not consumed begins at {@code from} afterwards. */
    private boolean fill() throws IOException {
        if (from > 0) {
            System.arraycopy(buffer, from, buffer, 0, filled - from);
            filled -= from;
            from = 0;
        }
        if (filled == buffer.length) {
            buffer = Arrays.copyOf(buffer, buffer.length * 2);
        }
        int read = in.read(buffer, filled, buffer.length - filled);
        if (read < 0) {
            return false;
        }
        filled += read;
        return true;
    }

    /** Longer than allowed; its content is not kept. */
    boolean tooLong() {
        return tooLong;
    }

    boolean blank() {
        return !tooLong && length == 0;
    }

    /** The line's content, without its end. */
    byte[] buffer() {
        return buffer;
    }

    int start() {
        return start;
    }

    int length() {
        return length;
    }

    /** Of all lines up to and with this one, with their ends. */
    long bytes() {
        return bytes;
    }

    /** This line's number, from 1. */
    long line() {
        return line;
    }

    /** CRC-32C of {@link #bytes()} bytes, -1 when the first of them were not seen here. */
    long checksum() {
        return whole ? checksum.getValue() : UNKNOWN;
    }
}
