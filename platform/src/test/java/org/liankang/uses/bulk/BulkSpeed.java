package org.liankang.uses.bulk;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.liankang.entry.Door;
import org.liankang.entry.Receipt;
import org.liankang.entry.Submitter;
import org.liankang.identity.access.Purpose;
import org.liankang.record.store.Records;

/** What the bulk side itself costs; run by hand: {@code -Dtest=BulkSpeed}, on a quiet machine for the times by the clock. */
@Tag("measure")
class BulkSpeed {

    private static final int LINES = 60_000;
    private static final String TEXT = "血压测量记录".repeat(20);

    private static String line(int number) {
        return """
                {"resourceType":"Observation","id":"speed-%d","status":"final","category":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/observation-category","code":"vital-signs"}]}],\
                "code":{"coding":[{"system":"http://loinc.org","code":"8480-6","display":"Systolic blood pressure"}]},"effectiveDateTime":"2026-01-%02dT08:30:00+08:00",\
                "valueQuantity":{"value":%d,"unit":"mmHg","system":"http://unitsofmeasure.org","code":"mm[Hg]"},"note":[{"text":"%s"}]}
                """.formatted(number, 1 + number % 28, 100 + number % 60, TEXT);
    }

    private static byte[] lines() {
        StringBuilder all = new StringBuilder();
        for (int number = 0; number < LINES; number++) {
            all.append(line(number));
        }
        return all.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void the_import_side_without_the_door() throws IOException {
        byte[] all = lines();
        var done = new Receipt.Outcome(Receipt.Status.CREATED, "Observation", "x", 1, Instant.EPOCH, 0, List.of());
        Door open = envelope ->
                CompletableFuture.completedFuture(new Receipt(1, false, Collections.nCopies(500, done), List.of()));
        var threads = ManagementFactory.getThreadMXBean();
        for (int round = 0; round < 6; round++) {
            long cpu = threads.getCurrentThreadCpuTime();
            LineReader reader = new LineReader(new ByteArrayInputStream(all), 1 << 24);
            LineBatch batch = new LineBatch();
            long stored = 0;
            while (reader.next()) {
                batch.add(reader);
                if (batch.lines() == 500) {
                    stored += batch.send(open, new Submitter("x", ""), "", 1 << 24)
                            .join()
                            .stored();
                    batch = new LineBatch();
                }
            }
            cpu = threads.getCurrentThreadCpuTime() - cpu;
            System.out.printf(
                    "import side: %d lines of %d bytes, %.2f us CPU each%n",
                    stored, all.length / LINES, cpu / 1e3 / stored);
        }
    }

    @Test
    void in_and_out() throws IOException {
        byte[] all = lines();
        try (BulkPlatform platform = new BulkPlatform()) {
            var process = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
            long start = System.nanoTime();
            long cpu = process.getProcessCpuTime();
            try (InputStream in = new ByteArrayInputStream(all)) {
                Job job = platform.bean(Bulk.class)
                        .receive(platform.account("sender"), "", "", Optional.empty(), in, "speed")
                        .job();
                tell("in through the door", job.resources(), start, process.getProcessCpuTime() - cpu);
            }
            platform.bean(JobRunner.class).stop();
            ExportAsked asked =
                    ExportAsked.of(ExportAsked.Level.SYSTEM, "", Map.of(), false, platform.bean(Records.class)::knows);
            for (int round = 0; round < 5; round++) {
                Job job = platform.bean(Bulk.class)
                        .export(platform.account("steward"), Optional.of(Purpose.DATA_REPAIR), asked, "speed");
                start = System.nanoTime();
                cpu = process.getProcessCpuTime();
                platform.bean(Export.class)
                        .run(job, platform.bean(JobFolders.class).of(job.id()), () -> false);
                cpu = process.getProcessCpuTime() - cpu;
                tell(
                        "out",
                        platform.bean(JobStore.class)
                                .find(job.id())
                                .orElseThrow()
                                .resources(),
                        start,
                        cpu);
                platform.bean(JobStore.class).cancel(job.id(), Instant.EPOCH);
            }
            for (int round = 0; round < 3; round++) {
                start = System.nanoTime();
                int replaced = 0;
                for (long at = 0; at < LINES; at += 4000) {
                    replaced += platform.bean(org.liankang.record.store.Snapshots.class)
                            .replaced(
                                    platform.bean(org.liankang.record.store.Records.class)
                                            .between(at, at + 4000),
                                    LINES)
                            .size();
                }
                tell("of these, asking what was replaced (" + replaced + ")", LINES, start, 0);
            }
        }
    }

    private static void tell(String what, long count, long start, long cpu) {
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(
                "%s: %d in %.1f s = %.0f/s; this process's CPU %.1f us each%n",
                what, count, seconds, count / seconds, cpu / 1e3 / count);
    }
}
