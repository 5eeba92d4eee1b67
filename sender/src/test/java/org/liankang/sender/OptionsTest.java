package org.liankang.sender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OptionsTest {

    private static Options parse(String... words) {
        return Options.parse(words, Set.of("to", "threads"), Set.of("help"));
    }

    @Test
    void valuesFlagsAndTheRestAreToldApart() {
        Options options = parse("a", "--to", "x", "--threads=3", "--help", "b");

        assertThat(options.rest()).containsExactly("a", "b");
        assertThat(options.text("to", "")).isEqualTo("x");
        assertThat(options.count("threads", 2)).isEqualTo(3);
        assertThat(options.has("help")).isTrue();
    }

    @Test
    void whatCannotBeMeantIsSaid() {
        assertThatThrownBy(() -> parse("--wrong")).hasMessage("unknown option --wrong");
        assertThatThrownBy(() -> parse("--to")).hasMessage("--to needs a value");
        assertThatThrownBy(() -> parse("--threads", "many").count("threads", 1)).hasMessageContaining("many");
        assertThatThrownBy(() -> parse("--threads", "0").count("threads", 1)).hasMessageContaining("at least 1");
    }

    @Test
    void aWholeCommandLineFitsIntoAnother() {
        List<String> words = new ArrayList<>(List.of("--to", "x", "--server", "2", "java", "--to", "y"));

        assertThat(Options.command(words, "--server")).containsExactly("java", "--to");
        assertThat(words).containsExactly("--to", "x", "y");
        assertThat(Options.command(words, "--server")).isEmpty();
    }
}
