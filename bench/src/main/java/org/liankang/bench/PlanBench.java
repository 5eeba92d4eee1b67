package org.liankang.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.TreeMap;
import org.liankang.uses.indicator.Indicators;
import org.liankang.uses.lake.Lake;
import org.liankang.uses.lake.LakeView;
import org.liankang.uses.lake.LakeViews;

/**
 * All indicators of the region, computed anew over a lake of many residents. The rows are made, not received: {@code
 * made.sql} beside this class draws them, so the figures mean nothing; what is measured is the time.
 */
final class PlanBench {

    private static final String CODE = "330203";
    private static final LocalDate END = LocalDate.of(2026, 11, 21);
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final int SLOWEST = 6;

    private final int residents;
    private final String memory;
    private final Clock clock = Clock.fixed(END.atTime(12, 0).atZone(ZONE).toInstant(), ZONE);
    private final OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    PlanBench(int residents, String memory) {
        this.residents = residents;
        this.memory = memory;
    }

    Results run(String kept, int rounds) throws IOException {
        Path folder = kept.isEmpty() ? Files.createTempDirectory("liankang-plan") : Path.of(kept);
        var results = new Results("Plan");
        var policies = Bench.policies();
        try (Lake lake =
                new Lake(folder, memory, Runtime.getRuntime().availableProcessors(), new LakeViews(policies))) {
            if (empty(lake)) {
                make(lake);
            }
            results.remark(rows(lake));
            var wall = new double[rounds];
            var cpu = new double[rounds];
            Map<String, Double> seconds = new TreeMap<>();
            for (int round = 0; round < rounds; round++) {
                var indicators = Indicators.over(lake, policies, CODE, clock);
                long from = System.nanoTime();
                long cpuFrom = system.getProcessCpuTime();
                indicators.renew().forEach((code, taken) -> seconds.merge(code, taken.toNanos() / 1e9, Math::min));
                wall[round] = (System.nanoTime() - from) / 1e9;
                cpu[round] = (system.getProcessCpuTime() - cpuFrom) / 1e9;
            }
            results.add(new Series("all indicators, running month, by the clock", "s", wall));
            results.add(new Series("all indicators, running month, processor time", "s", cpu));
            seconds.entrySet().stream()
                    .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                    .limit(SLOWEST)
                    .forEach(one -> results.remark("slowest: %s %.2f s".formatted(one.getKey(), one.getValue())));
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
        return results;
    }

    private String rows(Lake lake) throws SQLException {
        var text = new StringBuilder("rows made by made.sql (not received through the door):");
        try (var reader = lake.reader();
                Statement statement = reader.createStatement()) {
            for (String table : lake.views().all().stream().map(LakeView::name).toList()) {
                try (var row = statement.executeQuery("select count(*) from " + table)) {
                    row.next();
                    text.append(" %s %,d".formatted(table, row.getLong(1)));
                }
            }
            try (var row = statement.executeQuery("select count(*) from person")) {
                row.next();
                text.append("; residents %,d".formatted(row.getLong(1)));
            }
        }
        return text.toString();
    }

    private static boolean empty(Lake lake) throws SQLException {
        try (var reader = lake.reader();
                Statement statement = reader.createStatement();
                var row = statement.executeQuery("select count(*) = 0 from person")) {
            row.next();
            return row.getBoolean(1);
        }
    }

    private void make(Lake lake) throws IOException, SQLException {
        try (InputStream file = PlanBench.class.getResourceAsStream("made.sql");
                var writer = lake.reader();
                Statement statement = writer.createStatement()) {
            String text = new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .replaceAll("(?m)^--.*$", "")
                    .replace("$residents", Integer.toString(residents))
                    .replace("$end", "'" + END + "'");
            for (String one : text.split(";\\s*\\n")) {
                if (!one.isBlank()) {
                    statement.execute(one);
                }
            }
            statement.execute("checkpoint");
        }
        lake.keepAnew();
    }
}
