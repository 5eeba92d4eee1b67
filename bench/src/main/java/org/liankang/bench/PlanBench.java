package org.liankang.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.liankang.base.json.Json;
import org.liankang.simulator.Simulator;
import org.liankang.simulator.people.Scenario;
import org.liankang.simulator.region.Region;
import org.liankang.uses.indicator.Definition;
import org.liankang.uses.indicator.Indicators;
import org.liankang.uses.indicator.Scope;
import org.liankang.uses.lake.Column;
import org.liankang.uses.lake.Lake;
import org.liankang.uses.lake.LakeView;
import org.liankang.uses.lake.LakeViews;
import tools.jackson.databind.JsonNode;

/**
 * All indicators of the region, computed anew over a lake of many residents. The rows are made, not received: a seed of
 * simulated residents is flattened by the views, and its rows are copied, with other ids, until there are enough. So
 * the figures mean nothing, and the distribution is that of the simulator.
 */
final class PlanBench {

    private static final String REGION = "haishu";
    private static final String CODE = "330203";
    private static final int YEARS = 5;
    private static final LocalDate END = LocalDate.of(2026, 11, 21);
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final int SLOWEST = 6;

    /** Columns that refer to documents about the same resident, which are copied with it. */
    private static final Set<String> COPIED = Set.of("encounter", "mother");

    private final int residents;
    private final int seed;
    private final String memory;
    private final Clock clock = Clock.fixed(END.atTime(12, 0).atZone(ZONE).toInstant(), ZONE);
    private final OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    PlanBench(int residents, int seed, String memory) {
        this.residents = residents;
        this.seed = seed;
        this.memory = memory;
    }

    Results run(String kept, int rounds) throws IOException {
        Path folder = kept.isEmpty() ? Files.createTempDirectory("liankang-plan") : Path.of(kept);
        var results = new Results("Plan");
        var policies = Bench.policies();
        try (Lake lake =
                new Lake(folder, memory, Runtime.getRuntime().availableProcessors(), new LakeViews(policies))) {
            if (lake.position() == 0) {
                fill(lake);
            }
            results.remark(rows(lake));
            var wall = new double[rounds];
            var cpu = new double[rounds];
            Map<String, Double> seconds = new TreeMap<>();
            for (int round = 0; round < rounds; round++) {
                var indicators = Indicators.over(lake, policies, CODE, clock);
                long from = System.nanoTime();
                long cpuFrom = system.getProcessCpuTime();
                for (Definition definition : indicators.definitions()) {
                    long begun = System.nanoTime();
                    indicators.value(definition.code(), Scope.region(), YearMonth.from(END));
                    seconds.merge(definition.code(), (System.nanoTime() - begun) / 1e9, Math::min);
                }
                wall[round] = (System.nanoTime() - from) / 1e9;
                cpu[round] = (system.getProcessCpuTime() - cpuFrom) / 1e9;
            }
            results.add(new Series("all indicators, one month, by the clock", "s", wall));
            results.add(new Series("all indicators, one month, processor time", "s", cpu));
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
        var text = new StringBuilder("made rows (not received through the door):");
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

    private void fill(Lake lake) throws SQLException {
        long count = seed(lake);
        long last = lake.position();
        int copies = (int) Math.ceilDiv(residents, count);
        try (var reader = lake.reader();
                Statement statement = reader.createStatement()) {
            for (LakeView view : lake.views().all()) {
                statement.execute(copy(view, copies, count, last));
            }
            statement.execute("checkpoint");
        }
        lake.keepAnew();
    }

    /** Answers how many residents there are. */
    private long seed(Lake lake) {
        var simulator = new Simulator(
                Region.load(REGION, Path.of(System.getProperty("liankang.root", "."), "regions")),
                new Scenario(REGION, seed, YEARS, 1, END));
        Map<String, Long> people = new HashMap<>();
        List<Lake.Given> waiting = new ArrayList<>();
        long position = 0;
        while (simulator.hasNext()) {
            for (JsonNode entry : Json.parse(simulator.next().json()).path("entry")) {
                JsonNode body = entry.path("resource");
                String id = Json.text(body, "id");
                String subject = Json.text(body, "resourceType").equals("Patient")
                        ? "Patient/" + id
                        : Json.text(body, "subject", "reference");
                long resident =
                        subject.startsWith("Patient/") ? people.computeIfAbsent(subject, one -> people.size() + 1L) : 0;
                waiting.add(new Lake.Given(id, 1, ++position, resident, 0, body));
            }
            if (waiting.size() >= 1000 || !simulator.hasNext()) {
                lake.fill(waiting);
                waiting.clear();
            }
        }
        return people.size();
    }

    /** In the order of their date, as a feed brings them over the years. */
    private static String copy(LakeView view, int copies, long count, long last) {
        var columns = new StringBuilder();
        for (Column column : view.view().columns()) {
            columns.append(", t.").append(column.name());
            if (COPIED.contains(column.name())) {
                columns.append(" || '-' || k");
            }
        }
        String order = view.when() < 0
                ? "position"
                : view.view().columns().get(view.when()).name();
        return "insert into " + view.name() + " select t.id || '-' || k, t.version, t.position + k * " + last
                + ", t.resident + k * " + count + ", t.institution" + columns + " from (select * from " + view.name()
                + " where resident > 0 order by " + order + ") t, (select unnest(range(1, " + copies + ")) as k)";
    }
}
