package org.liankang.bench;

import java.util.Arrays;
import java.util.Set;
import java.util.UUID;

/**
 * Where known UUIDs stand in bytes, to give the same resources other ids again and again: the first eight hexadecimal
 * digits change, the length never does. Two ids stay different, and a reference keeps pointing at its target, because
 * all of them change by the same mask.
 */
final class Uuids {

    private static final int LENGTH = 36;

    private Uuids() {}

    /** Offsets of the UUIDs in the bytes that are known. */
    static int[] find(byte[] bytes, Set<UUID> known) {
        int[] found = new int[16];
        int many = 0;
        for (int dash = 8; dash + LENGTH - 8 <= bytes.length; dash++) {
            int start = dash - 8;
            if (bytes[dash] == '-' && shaped(bytes, start) && known.contains(at(bytes, start))) {
                if (many == found.length) {
                    found = Arrays.copyOf(found, many * 2);
                }
                found[many++] = start;
                dash = start + LENGTH;
            }
        }
        return Arrays.copyOf(found, many);
    }

    /** Changes the UUIDs at these offsets by a mask; by the same mask again, they are what they were. */
    static void change(byte[] bytes, int[] offsets, int mask) {
        for (int offset : offsets) {
            int value = 0;
            for (int i = 0; i < 8; i++) {
                value = value << 4 | Character.digit(bytes[offset + i], 16);
            }
            value ^= mask;
            for (int i = 7; i >= 0; i--) {
                bytes[offset + i] = (byte) Character.forDigit(value & 15, 16);
                value >>>= 4;
            }
        }
    }

    /** The id as it is after such a change. */
    static String changed(UUID id, int mask) {
        return new UUID(id.getMostSignificantBits() ^ (long) mask << 32, id.getLeastSignificantBits()).toString();
    }

    private static boolean shaped(byte[] bytes, int start) {
        for (int i = 0; i < LENGTH; i++) {
            byte one = bytes[start + i];
            boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
            boolean fits = dash ? one == '-' : one >= '0' && one <= '9' || one >= 'a' && one <= 'f';
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    private static UUID at(byte[] bytes, int start) {
        long high = 0;
        long low = 0;
        int digits = 0;
        for (int i = 0; i < LENGTH; i++) {
            byte one = bytes[start + i];
            if (one != '-') {
                if (digits++ < 16) {
                    high = high << 4 | Character.digit(one, 16);
                } else {
                    low = low << 4 | Character.digit(one, 16);
                }
            }
        }
        return new UUID(high, low);
    }
}
