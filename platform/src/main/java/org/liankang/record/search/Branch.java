package org.liankang.record.search;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * One element on the way to what is searched by, with everything that is looked at there: all parameters of a type make
 * one tree, which is walked once.
 */
final class Branch {

    /** Goes on in the same element if something holds of it. */
    sealed interface Guard {
        Branch then();

        /** A property has this text. */
        record Where(String name, String value, Branch then) implements Guard {}

        /** It refers to this type. */
        record Resolves(String type, Branch then) implements Guard {}
    }

    /**
     * Components of a composite that stand together in one element.
     *
     * @param key where their joined hashes begin
     */
    record Group(long key, List<Part> parts) {}

    /** @param root walked from the resource in place of the element */
    record Part(Leaf leaf, Branch branch, boolean root) {}

    final Map<String, Branch> children = new LinkedHashMap<>();
    /** Of a list only the first element. */
    final Map<String, Branch> firsts = new LinkedHashMap<>();

    final List<Guard> guards = new ArrayList<>();
    final List<Leaf> leaves = new ArrayList<>();
    final List<Group> groups = new ArrayList<>();

    Branch child(String name, boolean first) {
        return (first ? firsts : children).computeIfAbsent(name, ignored -> new Branch());
    }

    Branch where(String name, String value) {
        for (Guard guard : guards) {
            if (guard instanceof Guard.Where(String n, String v, Branch then) && n.equals(name) && v.equals(value)) {
                return then;
            }
        }
        Guard.Where guard = new Guard.Where(name, value, new Branch());
        guards.add(guard);
        return guard.then();
    }

    Branch resolves(String type) {
        for (Guard guard : guards) {
            if (guard instanceof Guard.Resolves(String t, Branch then) && t.equals(type)) {
                return then;
            }
        }
        Guard.Resolves guard = new Guard.Resolves(type, new Branch());
        guards.add(guard);
        return guard.then();
    }

    void leaf(Leaf leaf) {
        if (!leaves.contains(leaf)) {
            leaves.add(leaf);
        }
    }

    static boolean holds(Guard guard, JsonNode node) {
        return switch (guard) {
            case Guard.Where(String name, String value, Branch ignored) -> {
                JsonNode property = node.get(name);
                yield property != null
                        && property.isString()
                        && property.stringValue().equals(value);
            }
            case Guard.Resolves(String type, Branch ignored) -> refers(type, node);
        };
    }

    /** By the written reference, relative or absolute or conditional, or by the type said beside it. */
    private static boolean refers(String type, JsonNode node) {
        JsonNode reference = node.get("reference");
        if (reference == null || !reference.isString()) {
            JsonNode said = node.get("type");
            return said != null && said.asString("").equals(type);
        }
        String written = reference.stringValue();
        if (written.startsWith(type)) {
            char after = written.length() > type.length() ? written.charAt(type.length()) : ' ';
            return after == '/' || after == '?';
        }
        int at = written.indexOf(type);
        return at > 0
                && written.charAt(at - 1) == '/'
                && written.length() > at + type.length()
                && written.charAt(at + type.length()) == '/';
    }
}
