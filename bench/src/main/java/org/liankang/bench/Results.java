package org.liankang.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** What one measurement found, with the machine it found it on. */
final class Results {

    private final String name;
    private final List<String> remarks = new ArrayList<>();
    private final List<Series> series = new ArrayList<>();

    Results(String name) {
        this.name = name;
    }

    void remark(String text) {
        remarks.add(text);
    }

    void add(Series one) {
        series.add(one);
    }

    void print(PrintStream out) {
        out.println(name + " on " + machine());
        remarks.forEach(out::println);
        if (!series.isEmpty()) {
            out.println(Series.head());
            series.forEach(one -> out.println(one.line()));
        }
    }

    void write(Path file) throws IOException {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", name);
        json.put("machine", machine());
        json.put("remarks", remarks);
        json.put("series", series.stream().map(Series::json).toList());
        if (file.toAbsolutePath().getParent() != null) {
            Files.createDirectories(file.toAbsolutePath().getParent());
        }
        Files.write(file, JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsBytes(json));
    }

    private static String machine() {
        Runtime runtime = Runtime.getRuntime();
        return runtime.availableProcessors() + " cores, " + processor() + ", Java "
                + Runtime.version().feature();
    }

    private static String processor() {
        try {
            return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                    .filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        } catch (IOException elsewhere) {
            return System.getProperty("os.arch");
        }
    }
}
