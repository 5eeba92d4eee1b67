package org.liankang.uses.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.liankang.base.json.Json;

class SignatureTest {

    private static final String DRAWN = "M10 20L13 25L18 31L25 40M100 50L104 55L110 61L119 70";

    @Test
    void strokes_become_an_attachment_and_are_read_back() {
        Signature signature = Signature.parse(DRAWN).orElseThrow();
        var attachment = signature.attachment("signature", "2026-11-22");

        assertThat(Json.text(attachment, "contentType")).isEqualTo("image/svg+xml");
        assertThat(Signature.read(attachment)).contains(signature);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "M10 20",
                "M10 20L13 25L18 31L25 40L26 41L27 42L28 43",
                "L10 20L13 25L18 31L25 40M100 50L104 55L110 61L119 70",
                "M10 20L13 25L18 31L25 40M100 50L104 55L110 61L601 70",
                "M10 20L13 25L18 31L25 40M100 50L104 55L110 61L119 241",
                "M10 20L13 25L18 31L25 40M100 50L104 55L110 61L119",
                "M10 20L13 25L18 31L25 40M100 50L104 55L110 61L-1 7",
                "M10 20L13 25L18 31L25 40M100 50L104 55L110 61L1 7\"/><script",
                "M10 20L13 25L18 31L25 40M100 50L104 55L110 61L1 7 C1 2 3 4",
                "M 10 20 L 13 25 L 18 31 L 25 40 M 100 50 L 104 55 L 110 61 L 119 70"
            })
    void nothing_but_enough_strokes_within_the_field_is_taken(String sent) {
        assertThat(Signature.parse(sent)).isEmpty();
    }

    @Test
    void more_strokes_than_a_signature_has_are_refused() {
        assertThat(Signature.parse("M1 1" + "L2 2".repeat(Signature.LONGEST / 4 - 1)))
                .isPresent();
        assertThat(Signature.parse("M1 1" + "L2 2".repeat(Signature.LONGEST / 4)))
                .isEmpty();
    }

    @Test
    void an_attachment_of_somebody_else_is_not_shown_as_a_signature() {
        assertThat(Signature.read(Json.parse("{\"contentType\":\"image/png\",\"data\":\"AAAA\"}")))
                .isEmpty();
        assertThat(Signature.read(Json.parse("{\"contentType\":\"image/svg+xml\",\"data\":\"%%\"}")))
                .isEmpty();
    }
}
