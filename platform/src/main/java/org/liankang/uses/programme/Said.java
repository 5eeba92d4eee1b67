package org.liankang.uses.programme;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/** A digest of all that is said of a resident, in the order it is said: the same digest, the same rows. */
final class Said {

    private static final char END = '\u0001';
    private static final int BYTES = 16;

    private final StringBuilder text = new StringBuilder(4096);

    private Said() {}

    static String of(ProgrammeStore.Evaluated evaluated) {
        var said = new Said();
        said.add(evaluated.resident().id(), evaluated.resident().centre());
        for (Enrolment one : evaluated.evaluation().enrolments()) {
            said.add(
                    one.programme(),
                    one.since(),
                    one.until().orElse(null),
                    one.clause(),
                    one.cause(),
                    one.definition());
        }
        for (Enrolment.Visit one : evaluated.evaluation().visits()) {
            said.add(
                    one.programme(),
                    one.service(),
                    one.complete(),
                    one.missing(),
                    one.classification(),
                    one.definition());
            said.add(Optional.of(one.visit()));
        }
        for (Evaluation.Due one : evaluated.evaluation().tasks()) {
            said.add(one.id(), one.programme(), one.service(), one.due(), one.from(), one.until(), one.state());
            said.add(one.urgency(), one.reason(), one.clause(), one.cause(), one.definition());
            said.add(Optional.ofNullable(one.closed()));
        }
        return said.digest();
    }

    private void add(Object... values) {
        for (Object value : values) {
            text.append(value).append(END);
        }
    }

    private void add(Optional<Task.Evidence> evidence) {
        evidence.ifPresent(one -> add(one.reference(), one.version(), one.position(), one.day()));
        text.append(END);
    }

    private String digest() {
        try {
            byte[] whole =
                    MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().withoutPadding().encodeToString(Arrays.copyOf(whole, BYTES));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
