package org.liankang.sender;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(shown, true, StandardCharsets.UTF_8);

    @Test
    void aTerminalGetsABarDrawnOverItself() {
        try (var progress = new Progress("Loading", 200, out, true)) {
            progress.add(100, 1234);
            assertThat(progress.line()).startsWith("Loading  [##############..............]  50%  1,234 resources");
        }
        assertThat(shown.toString(StandardCharsets.UTF_8)).contains("\r").endsWith(System.lineSeparator());
    }

    @Test
    void aFileGetsPlainLines() {
        try (var progress = new Progress("Loading", 10, out, false)) {
            progress.reach(10, 5);
            progress.reach(4, 5);
        }
        assertThat(shown.toString(StandardCharsets.UTF_8))
                .startsWith("Loading  100%  10 resources")
                .doesNotContain("\r", "\033");
    }
}
