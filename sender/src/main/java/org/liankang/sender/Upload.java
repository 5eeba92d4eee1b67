package org.liankang.sender;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A whole file as one request, of any length.
 *
 * @param to address
 * @param zipped the file is gzip already
 * @param key idempotency key
 */
record Upload(URI to, Path file, boolean zipped, String key) {

    /** Hears how far the sending has come, in bytes of the file; after a broken attempt it begins again at 0. */
    interface Moved {
        void to(long bytes);
    }

    BodyPublisher body(Moved moved) throws IOException {
        return BodyPublishers.fromPublisher(
                BodyPublishers.ofInputStream(() -> open(moved)), Math.max(1, Files.size(file)));
    }

    private InputStream open(Moved moved) {
        try {
            return new Telling(Files.newInputStream(file), moved);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static final class Telling extends FilterInputStream {

        private final Moved moved;
        private long bytes;

        Telling(InputStream in, Moved moved) {
            super(in);
            this.moved = moved;
        }

        @Override
        public int read(byte[] into, int from, int most) throws IOException {
            int got = super.read(into, from, most);
            bytes += Math.max(0, got);
            moved.to(bytes);
            return got;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }
    }
}
