package org.liankang.bench;

import java.nio.charset.StandardCharsets;

/** Looks over the bytes of an answer without parsing it: enough to see that it says what it should. */
final class Scan {

    /** Statuses of a bundle's entries. */
    record Statuses(int good, int bad, int firstBad) {}

    private static final byte[] STATUS = "\"status\"".getBytes(StandardCharsets.US_ASCII);

    private Scan() {}

    /** Counts {@code "status":"2…"} and others; a status that is no number is a resource's and does not count. */
    static Statuses statuses(byte[] bytes, int length) {
        int good = 0;
        int bad = 0;
        int first = 0;
        for (int i = find(bytes, 0, length, STATUS); i >= 0; i = find(bytes, i, length, STATUS)) {
            i = value(bytes, i + STATUS.length, length);
            if (i + 1 < length && bytes[i] == '"' && digit(bytes[i + 1])) {
                if (bytes[i + 1] == '2') {
                    good++;
                } else {
                    bad++;
                    first = first == 0 && i + 3 < length
                            ? (bytes[i + 1] - '0') * 100 + (bytes[i + 2] - '0') * 10 + bytes[i + 3] - '0'
                            : first;
                }
            }
        }
        return new Statuses(good, bad, first);
    }

    static int count(byte[] bytes, int length, byte[] token) {
        int count = 0;
        for (int i = find(bytes, 0, length, token); i >= 0; i = find(bytes, i + token.length, length, token)) {
            count++;
        }
        return count;
    }

    /** Where the token begins, or -1. */
    static int find(byte[] bytes, int from, int length, byte[] token) {
        byte start = token[0];
        int last = length - token.length;
        outer:
        for (int i = from; i <= last; i++) {
            if (bytes[i] != start) {
                continue;
            }
            for (int k = 1; k < token.length; k++) {
                if (bytes[i + k] != token[k]) {
                    continue outer;
                }
            }
            return i;
        }
        return -1;
    }

    /** Past colon and white space. */
    private static int value(byte[] bytes, int from, int length) {
        int i = from;
        while (i < length
                && (bytes[i] == ':' || bytes[i] == ' ' || bytes[i] == '\n' || bytes[i] == '\r' || bytes[i] == '\t')) {
            i++;
        }
        return i;
    }

    private static boolean digit(byte one) {
        return one >= '0' && one <= '9';
    }
}
