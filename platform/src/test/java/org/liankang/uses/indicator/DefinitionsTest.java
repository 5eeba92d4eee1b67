package org.liankang.uses.indicator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DefinitionsTest {

    @TempDir
    private Path folder;

    @Test
    void every_definition_runs_on_an_empty_record() {
        try (var lake = Lakes.open(folder, LocalDate.of(2026, 1, 15))) {
            lake.reckoning().round();
            assertThat(lake.indicators().definitions()).hasSizeGreaterThan(25);
        }
    }
}
