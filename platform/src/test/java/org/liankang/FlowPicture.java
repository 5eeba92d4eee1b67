package org.liankang;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.liankang.FlowTest.Place;

/**
 * Draws what the code really depends on, as data flows: from what is known to who reads it. An arrow is left out when
 * a longer way says the same, and {@code base}, which everybody knows, is drawn without its arrows.
 */
final class FlowPicture {

    private static final String BEGIN = "<!-- flow:begin -->";
    private static final String END = "<!-- flow:end -->";
    private static final List<String> TIERS = List.of("base", "entry", "identity", "record", "uses", "web");

    private final TreeMap<String, Set<String>> capabilities = new TreeMap<>();
    private final TreeMap<String, Set<String>> readers = new TreeMap<>();

    FlowPicture(JavaClasses code) {
        for (JavaClass type : code) {
            Place from = Place.of(type);
            if (!TIERS.contains(from.tier())) {
                continue;
            }
            capabilities.computeIfAbsent(from.tier(), t -> new TreeSet<>()).add(name(from));
            type.getDirectDependenciesFromSelf().stream()
                    .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                    .filter(target -> target.getPackageName().startsWith("org.liankang."))
                    .map(Place::of)
                    .filter(to -> TIERS.contains(to.tier()) && !to.tier().equals("base") && !to.equals(from))
                    .forEach(to -> readers.computeIfAbsent(name(to), t -> new TreeSet<>())
                            .add(name(from)));
        }
    }

    /** The document with the picture between its marks. */
    String into(String document) {
        int begin = document.indexOf(BEGIN);
        int end = document.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IllegalStateException("ARCHITECTURE.md has lost its marks " + BEGIN + " and " + END);
        }
        return document.substring(0, begin + BEGIN.length()) + "\n" + draw() + document.substring(end);
    }

    private String draw() {
        var text = new StringBuilder("```mermaid\nflowchart LR\n");
        for (String tier : TIERS) {
            Set<String> inside = capabilities.getOrDefault(tier, Set.of());
            if (!inside.isEmpty()) {
                text.append("  subgraph ").append(tier).append('\n');
                inside.forEach(c ->
                        text.append("    ").append(id(c)).append('[').append(c).append("]\n"));
                text.append("  end\n");
            }
        }
        readers.forEach((from, all) -> all.stream()
                .filter(to -> !toldByLongerWay(from, to))
                .forEach(to -> text.append("  ")
                        .append(id(from))
                        .append(" --> ")
                        .append(id(to))
                        .append('\n')));
        return text.append("```\n").toString();
    }

    private boolean toldByLongerWay(String from, String to) {
        return readers.getOrDefault(from, Set.of()).stream()
                .anyMatch(step -> !step.equals(to) && reaches(step, to, new TreeSet<>(Set.of(from))));
    }

    private boolean reaches(String from, String to, Set<String> seen) {
        if (!seen.add(from)) {
            return false;
        }
        Set<String> next = readers.getOrDefault(from, Set.of());
        return next.contains(to) || next.stream().anyMatch(step -> reaches(step, to, seen));
    }

    private static String name(Place place) {
        return place.capability().isEmpty() ? place.tier() : place.tier() + "." + place.capability();
    }

    private static String id(String name) {
        return name.contains(".") ? name.replace('.', '_') : name + "_all";
    }
}
