package org.liankang.sender;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;

/**
 * A file to load.
 *
 * @param name its path below the folder that was named: part of the idempotency key, so that a folder loaded from
 *     another place is still the same load
 * @param first what its first document says it is
 */
record Source(Path file, String name, Outline first, long size) {

    /** What must be there before what refers to it: lower goes first. */
    int rank() {
        return Sources.rank(first.first());
    }

    /** Lines that go through a door for streams: resources, each with its own id. */
    boolean streams() {
        return lines()
                && !first.type().isEmpty()
                && !first.type().equals("Bundle")
                && !first.id().isEmpty();
    }

    boolean lines() {
        return plainName(name).endsWith(".ndjson");
    }

    static boolean loadable(String name) {
        String plain = plainName(name);
        return plain.endsWith(".ndjson") || plain.endsWith(".json");
    }

    private static String plainName(String name) {
        return name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
    }

    /** The unpacked content; adds the bytes read from the disk to the counter. */
    static InputStream open(Path file, AtomicLong read) throws IOException {
        InputStream raw = new Counting(Files.newInputStream(file), read);
        try {
            return new BufferedInputStream(
                    file.getFileName().toString().endsWith(".gz") ? new GZIPInputStream(raw, 1 << 16) : raw, 1 << 16);
        } catch (IOException failure) {
            raw.close();
            throw failure;
        }
    }

    private static final class Counting extends FilterInputStream {

        private final AtomicLong read;

        Counting(InputStream in, AtomicLong read) {
            super(in);
            this.read = read;
        }

        @Override
        public int read() throws IOException {
            int one = super.read();
            read.addAndGet(one < 0 ? 0 : 1);
            return one;
        }

        @Override
        public int read(byte[] into, int from, int most) throws IOException {
            int got = super.read(into, from, most);
            read.addAndGet(Math.max(0, got));
            return got;
        }
    }
}
