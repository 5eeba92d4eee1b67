package org.liankang.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * CPU seconds used so far, read from Linux's {@code /proc} (proc(5), {@code /proc/pid/stat}).
 *
 * @param server the server's JVM; not a number when the server is not ours to look at
 * @param database PostgreSQL with all its processes, those that have ended included; not a number likewise
 * @param client the process that measures
 */
record Cpu(double server, double database, double client) {

    private static final double TICKS = 100;

    static Cpu ofClient() {
        return new Cpu(Double.NaN, Double.NaN, own());
    }

    /** @param postmaster PostgreSQL's first process */
    static Cpu now(long server, long postmaster) throws IOException {
        Map<Long, long[]> all = new HashMap<>();
        try (Stream<Path> folders = Files.list(Path.of("/proc"))) {
            folders.filter(folder -> folder.getFileName().toString().matches("[0-9]+"))
                    .forEach(folder -> {
                        long[] found = stat(folder);
                        if (found != null) {
                            all.put(Long.valueOf(folder.getFileName().toString()), found);
                        }
                    });
        }
        long[] none = new long[3];
        long[] first = all.getOrDefault(postmaster, none);
        long database = first[1] + first[2];
        for (long[] one : all.values()) {
            database += one[0] == postmaster ? one[1] : 0;
        }
        return new Cpu(all.getOrDefault(server, none)[1] / TICKS, database / TICKS, own());
    }

    /** Parent, ticks of its own, ticks of its children that have ended; null if it has ended itself. */
    private static long[] stat(Path folder) {
        try {
            String text = Files.readString(folder.resolve("stat"));
            String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ");
            return new long[] {
                Long.parseLong(fields[1]),
                Long.parseLong(fields[11]) + Long.parseLong(fields[12]),
                Long.parseLong(fields[13]) + Long.parseLong(fields[14])
            };
        } catch (IOException ended) {
            return null;
        }
    }

    private static double own() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime() / 1e9;
    }

    Cpu since(Cpu before) {
        return new Cpu(server - before.server, database - before.database, client - before.client);
    }
}
