package org.liankang.base.id;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.springframework.stereotype.Component;

/**
 * New ids: 48 bits of time and 80 random ones in 26 lower-case base-32 characters, so that what is made together lies
 * together in an index. Valid as FHIR ids.
 */
@Component
public class Ids {

    private static final char[] ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz".toCharArray();

    private final RandomGenerator random;

    public Ids() {
        this(new SecureRandom());
    }

    /** With another source of randomness, for tests. */
    public Ids(RandomGenerator random) {
        this.random = random;
    }

    public String next(Instant now) {
        char[] id = new char[26];
        write(id, 0, 10, now.toEpochMilli());
        write(id, 10, 8, random.nextLong());
        write(id, 18, 8, random.nextLong());
        return new String(id);
    }

    private static void write(char[] into, int from, int count, long bits) {
        for (int i = count - 1; i >= 0; i--) {
            into[from + i] = ALPHABET[(int) (bits >>> (5 * (count - 1 - i))) & 31];
        }
    }
}
