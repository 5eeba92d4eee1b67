package org.liankang.uses.quality;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Where a rule looks: names joined by dots; {@code name[key=value]} keeps the elements whose field says so (a
 * CodeableConcept says each of its codes); {@code name*} looks at every depth below the same name; {@code a|b} is either
 * of two paths. Lists are gone through. Read once at the start.
 */
final class FieldPath {

    private static final Pattern STEP = Pattern.compile("([A-Za-z]+)(\\*?)(?:\\[([A-Za-z]+)=([^\\]]+)\\])?(?:\\.|$)");

    private record Step(
            String name,
            boolean deep,
            @Nullable String key,
            @Nullable String value) {}

    private final String written;
    private final Step[][] ways;

    private FieldPath(String written, Step[][] ways) {
        this.written = written;
        this.ways = ways;
    }

    /** @throws IllegalArgumentException when it is no path */
    static FieldPath of(String written) {
        String[] parts = written.split("\\|", -1);
        Step[][] ways = new Step[parts.length][];
        for (int i = 0; i < parts.length; i++) {
            ways[i] = steps(parts[i].strip());
        }
        return new FieldPath(written, ways);
    }

    private static Step[] steps(String way) {
        List<Step> steps = new ArrayList<>();
        Matcher step = STEP.matcher(way);
        int at = 0;
        while (at < way.length() && step.find() && step.start() == at) {
            steps.add(new Step(step.group(1), !step.group(2).isEmpty(), step.group(3), step.group(4)));
            at = step.end();
        }
        if (steps.isEmpty() || at < way.length() || way.endsWith(".")) {
            throw new IllegalArgumentException("'" + way + "' is no path");
        }
        return steps.toArray(Step[]::new);
    }

    /** Everything it leads to that says something. */
    List<JsonNode> nodes(JsonNode resource) {
        List<JsonNode> found = new ArrayList<>(2);
        for (Step[] way : ways) {
            walk(resource, way, 0, found);
        }
        return found;
    }

    /** The first text, number or truth value it leads to, as text; else empty. */
    String text(JsonNode resource) {
        for (JsonNode node : nodes(resource)) {
            if (node.isValueNode()) {
                return node.asString();
            }
        }
        return "";
    }

    private static void walk(JsonNode at, Step[] way, int depth, List<JsonNode> found) {
        if (at.isArray()) {
            for (JsonNode element : at) {
                walk(element, way, depth, found);
            }
        } else if (depth == way.length) {
            if (says(at)) {
                found.add(at);
            }
        } else if (at.isObject()) {
            children(at.path(way[depth].name()), way, depth, found);
        }
    }

    private static void children(JsonNode child, Step[] way, int depth, List<JsonNode> found) {
        if (child.isArray()) {
            for (JsonNode element : child) {
                children(element, way, depth, found);
            }
            return;
        }
        Step step = way[depth];
        if (step.key() == null || keeps(child.path(step.key()), step.value())) {
            walk(child, way, depth + 1, found);
        }
        if (step.deep() && child.isObject()) {
            children(child.path(step.name()), way, depth, found);
        }
    }

    private static boolean keeps(JsonNode field, @Nullable String value) {
        if (field.isArray()) {
            for (JsonNode element : field) {
                if (keeps(element, value)) {
                    return true;
                }
            }
            return false;
        }
        return field.isObject()
                ? keeps(field.path(field.has("coding") ? "coding" : "code"), value)
                : field.isValueNode() && field.asString().equals(value);
    }

    private static boolean says(JsonNode node) {
        return !node.isNull()
                && !node.isMissingNode()
                && (node.isObject() ? !node.isEmpty() : !node.asString().isBlank());
    }

    @Override
    public String toString() {
        return written;
    }
}
