package org.liankang.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ScanTest {

    private static Scan.Statuses statuses(String text) {
        byte[] bytes = (text + "\"status\":\"500\"").getBytes(StandardCharsets.UTF_8);
        return Scan.statuses(bytes, bytes.length - "\"status\":\"500\"".length());
    }

    @Test
    void theStatusOfEveryEntryIsCounted() {
        assertThat(statuses("{\"response\":{\"status\":\"201 Created\"}},{\"response\":{\"status\" :\n \"200\"}}"))
                .isEqualTo(new Scan.Statuses(2, 0, 0));
        assertThat(statuses("{\"status\":\"201\"},{\"status\":\"412 Precondition Failed\"},{\"status\":\"400\"}"))
                .isEqualTo(new Scan.Statuses(1, 2, 412));
    }

    @Test
    void theStatusOfAResourceIsNone() {
        assertThat(statuses("{\"resource\":{\"status\":\"final\"}},{\"response\":{\"status\":\"200 OK\"}}"))
                .isEqualTo(new Scan.Statuses(1, 0, 0));
    }

    @Test
    void tokensAreCountedUpToTheEndOnly() {
        byte[] bytes = "ababa ab".getBytes(StandardCharsets.UTF_8);
        assertThat(Scan.count(bytes, 8, "ab".getBytes(StandardCharsets.UTF_8))).isEqualTo(3);
        assertThat(Scan.count(bytes, 7, "ab".getBytes(StandardCharsets.UTF_8))).isEqualTo(2);
        assertThat(Scan.find(bytes, 1, 8, "ab".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(2);
    }
}
