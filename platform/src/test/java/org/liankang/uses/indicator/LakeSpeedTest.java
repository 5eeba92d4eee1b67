package org.liankang.uses.indicator;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.liankang.record.store.Version;
import org.liankang.uses.SimulatedFeed;

/**
 * Measures, on demand: {@code mvn -pl platform -am test -Dtest=LakeSpeedTest -Dliankang.measure=20000
 * -Dsurefire.failIfNoSpecifiedTests=false} with the number of residents. Unpacking and parsing are done before the clock
 * starts.
 */
@EnabledIfSystemProperty(named = "liankang.measure", matches = "\\d+")
class LakeSpeedTest {

    private static final LocalDate END = LocalDate.of(2026, 11, 21);

    @TempDir
    private Path folder;

    private long changes;
    private long wall;
    private long cpu;

    @Test
    void reading_and_recomputing() throws Exception {
        int residents = Integer.getInteger("liankang.measure");
        try (var lake = Lakes.open(folder, END)) {
            new SimulatedFeed(residents, 5, END).read(1000, batch -> apply(lake, batch));
            print("%,d changes of %,d residents", changes, residents);
            print("read: %,.0f changes/s, %,.0f changes per CPU second of the thread", rate(wall), rate(cpu));
            print("file: %,d MB", Files.size(folder.resolve("lake.duckdb")) >> 20);
            for (int round = 1; round <= 3; round++) {
                lake.reckoning().forgotten();
                long from = System.nanoTime();
                long cpuFrom = processCpu();
                lake.reckoning().round();
                print(
                        "round %d of all indicators, running month: %.2f s, %.2f CPU s of the process",
                        round, (System.nanoTime() - from) / 1e9, (processCpu() - cpuFrom) / 1e9);
            }
            slowest(lake);
        }
        assertThat(changes).isPositive();
    }

    private void apply(Lakes lake, List<Version> batch) {
        batch.forEach(Version::body);
        long cpuFrom = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        long from = System.nanoTime();
        lake.book().apply(batch);
        wall += System.nanoTime() - from;
        cpu += ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpuFrom;
        changes += batch.size();
    }

    private static void slowest(Lakes lake) {
        record Taken(String code, double seconds) {}
        List<Taken> taken = new ArrayList<>();
        for (Definition definition : lake.indicators().definitions()) {
            long from = System.nanoTime();
            lake.indicators().value(definition.code(), Scope.region(), YearMonth.of(2025, 12));
            taken.add(new Taken(definition.code(), (System.nanoTime() - from) / 1e9));
        }
        taken.sort((one, other) -> Double.compare(other.seconds(), one.seconds()));
        taken.stream().limit(8).forEach(one -> print("%s: %.2f s", one.code(), one.seconds()));
    }

    private static long processCpu() {
        return ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
                .getProcessCpuTime();
    }

    private double rate(long nanos) {
        return changes / (nanos / 1e9);
    }

    private static void print(String format, Object... values) {
        System.out.println(format.formatted(values));
    }
}
