package org.liankang;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The lines of {@code flow-exceptions.txt}: rule, beginning of what is let through, and why. */
record FlowExceptions(List<Line> lines) {

    record Line(String rule, String beginning, String reason) {}

    static FlowExceptions read() throws IOException {
        try (InputStream in = FlowExceptions.class.getResourceAsStream("flow-exceptions.txt")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            List<Line> lines = new ArrayList<>();
            text.lines().filter(l -> !l.isBlank() && !l.startsWith("#")).forEach(l -> lines.add(line(l)));
            return new FlowExceptions(List.copyOf(lines));
        }
    }

    private static Line line(String text) {
        String[] parts = text.split("\\|", 3);
        if (parts.length < 3 || parts[2].isBlank()) {
            throw new IllegalStateException("an exception without a reason: " + text);
        }
        return new Line(parts[0].strip(), parts[1].strip(), parts[2].strip());
    }

    List<String> without(String rule, List<String> found) {
        return found.stream()
                .filter(f -> lines.stream().noneMatch(l -> l.rule().equals(rule) && f.startsWith(l.beginning())))
                .toList();
    }

    List<String> unused(String rule, List<String> found) {
        return lines.stream()
                .filter(l -> l.rule().equals(rule) && found.stream().noneMatch(f -> f.startsWith(l.beginning())))
                .map(Line::beginning)
                .toList();
    }
}
