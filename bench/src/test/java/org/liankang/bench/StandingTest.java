package org.liankang.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liankang.sender.Options;
import org.liankang.sender.Target;

class StandingTest {

    private static final Target ELSEWHERE = new Target("http://localhost:1/fhir", "", "");

    @TempDir
    private Path folder;

    @Test
    void theCpuTimeOfAServerBesideUsIsThatOfTheProcessItsFolderNames() throws Exception {
        assumeTrue(Files.isDirectory(Path.of("/proc/self")), "CPU time is read from Linux's /proc");
        long pid = ProcessHandle.current().pid();
        Files.writeString(folder.resolve("server.pid"), pid + "\n");
        Files.createDirectory(folder.resolve("postgres"));
        Files.writeString(folder.resolve("postgres/postmaster.pid"), pid + "\n" + folder + "\n0\n5432\n");

        try (Standing standing = Standing.beside(ELSEWHERE, folder)) {
            assertThat(standing.ours()).isFalse();
            assertThat(standing.cpu().server()).isPositive();
            assertThat(standing.cpu().database()).isPositive();
        }
        try (Standing standing = Standing.at(ELSEWHERE)) {
            assertThat(standing.cpu().server()).isNaN();
        }
    }

    @Test
    void aFolderWithoutARunningServerIsRefused() {
        assertThatThrownBy(() -> Standing.beside(ELSEWHERE, folder))
                .isInstanceOf(Options.Wrong.class)
                .hasMessageContaining("server.pid");
    }
}
