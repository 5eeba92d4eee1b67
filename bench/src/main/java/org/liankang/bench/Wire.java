package org.liankang.bench;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.liankang.sender.Options;

/**
 * One kept-alive HTTP/1.1 connection of one client thread. It shares the cores with the server it measures, so it does
 * little: a request goes out as the bytes it was made of, an answer is read into a buffer that the next one uses again
 * (RFC 9112, sections 6 and 7). A request that meets a connection the server has closed meanwhile is sent once more.
 */
final class Wire implements AutoCloseable {

    private static final int CONNECT_MS = 10_000;
    private static final int ANSWER_MS = 600_000;

    private final String host;
    private final int port;
    private Socket socket;
    private InputStream in;
    private OutputStream out;
    private boolean used;

    private final byte[] buffer = new byte[1 << 16];
    private int at;
    private int end;
    private byte[] line = new byte[512];
    private byte[] body = new byte[1 << 16];
    private int length;

    /** @param base address of the server; its path is of no interest here */
    Wire(URI base) {
        host = base.getHost();
        port = base.getPort() >= 0 ? base.getPort() : 80;
        if (!"http".equals(base.getScheme()) || host == null) {
            throw new Options.Wrong("a measurement speaks plain http to a server on this machine, not " + base);
        }
    }

    /**
     * Sends a whole request and reads the whole answer.
     *
     * @return the status
     */
    int send(byte[] request) throws IOException {
        boolean fresh = socket == null;
        try {
            return exchange(request);
        } catch (IOException failure) {
            close();
            if (fresh || used) {
                throw failure;
            }
            return exchange(request);
        }
    }

    /** The bytes of the last answer's body, good until the next request; only the first {@link #length()} count. */
    byte[] body() {
        return body;
    }

    int length() {
        return length;
    }

    String text() {
        return new String(body, 0, length, StandardCharsets.UTF_8);
    }

    private int exchange(byte[] request) throws IOException {
        if (socket == null) {
            connect();
        }
        used = false;
        out.write(request);
        out.flush();
        int status;
        Head head;
        do {
            status = status(line());
            used = true;
            head = head();
        } while (status >= 100 && status < 200);
        length = 0;
        boolean open = head.keep;
        if (status == 204 || status == 304) {
            length = 0;
        } else if (head.chunked) {
            chunks();
        } else if (head.length >= 0) {
            take(head.length);
        } else {
            rest();
            open = false;
        }
        if (!open) {
            close();
        }
        return status;
    }

    private void connect() throws IOException {
        var plain = new Socket();
        plain.connect(new InetSocketAddress(host, port), CONNECT_MS);
        plain.setTcpNoDelay(true);
        plain.setSoTimeout(ANSWER_MS);
        socket = plain;
        in = plain.getInputStream();
        out = plain.getOutputStream();
        at = 0;
        end = 0;
    }

    private static final class Head {
        private long length = -1;
        private boolean chunked;
        private boolean keep = true;
    }

    private static int status(String line) throws IOException {
        if (!line.startsWith("HTTP/1.") || line.length() < 12) {
            throw new IOException("no HTTP/1.1 answer: " + line);
        }
        return Integer.parseInt(line, 9, 12, 10);
    }

    private Head head() throws IOException {
        var head = new Head();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            if (colon < 0) {
                throw new IOException("a header without a colon");
            }
            String value = line.substring(colon + 1).strip();
            switch (line.substring(0, colon).toLowerCase(Locale.ROOT)) {
                case "content-length" -> head.length = Long.parseLong(value);
                case "transfer-encoding" ->
                    head.chunked = value.toLowerCase(Locale.ROOT).endsWith("chunked");
                case "connection" -> head.keep = !value.equalsIgnoreCase("close");
                default -> {
                    // says nothing about where the answer ends
                }
            }
        }
        return head;
    }

    private void chunks() throws IOException {
        while (true) {
            String size = line();
            int extension = size.indexOf(';');
            long many = Long.parseLong((extension < 0 ? size : size.substring(0, extension)).strip(), 16);
            if (many == 0) {
                break;
            }
            take(many);
            if (!line().isEmpty()) {
                throw new IOException("a chunk is longer than it says");
            }
        }
        while (!line().isEmpty()) {
            // trailers
        }
    }

    private void take(long many) throws IOException {
        room(many);
        int left = (int) many;
        while (left > 0) {
            int here = Math.min(left, end - at);
            if (here > 0) {
                System.arraycopy(buffer, at, body, length, here);
                at += here;
            } else {
                here = in.read(body, length, left);
                if (here < 0) {
                    throw new EOFException("the answer ends early");
                }
            }
            length += here;
            left -= here;
        }
    }

    private void rest() throws IOException {
        while (at < end || fill()) {
            take(end - at);
        }
    }

    private void room(long many) throws IOException {
        long needed = length + many;
        if (needed > Integer.MAX_VALUE - 16) {
            throw new IOException("an answer of more than 2 GB");
        }
        if (needed > body.length) {
            body = Arrays.copyOf(body, (int) Math.min(Integer.MAX_VALUE - 16, Math.max(needed, body.length * 2L)));
        }
    }

    private String line() throws IOException {
        int size = 0;
        while (true) {
            if (at == end && !fill()) {
                throw new EOFException("the server closed the connection");
            }
            byte next = buffer[at++];
            if (next == '\n') {
                break;
            }
            if (size == line.length) {
                line = Arrays.copyOf(line, size * 2);
            }
            line[size++] = next;
        }
        if (size > 0 && line[size - 1] == '\r') {
            size--;
        }
        return new String(line, 0, size, StandardCharsets.ISO_8859_1);
    }

    private boolean fill() throws IOException {
        at = 0;
        end = Math.max(0, in.read(buffer, 0, buffer.length));
        return end > 0;
    }

    @Override
    public void close() throws IOException {
        if (socket != null) {
            socket.close();
            socket = null;
        }
    }
}
