package org.liankang.record.search;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.liankang.base.json.Json;
import org.liankang.base.policy.Policies;
import org.liankang.base.policy.PolicyError;
import org.liankang.record.search.Parameters.Kind;
import tools.jackson.databind.JsonNode;

/**
 * The SearchParameter resources that say what can be searched by: the official bundle of FHIR R4 (4.0.1) and those of
 * a region. Only what they say; {@link Shape} makes them walkable.
 */
final class Definitions {

    /** Where the jar of the official definitions keeps them. */
    static final String OFFICIAL = "/org/hl7/fhir/r4/model/sp/search-parameters.json";

    /**
     * @param expression FHIRPath, of all base types together
     * @param targets types a reference may point to; empty for any
     */
    record Definition(String name, Kind kind, String expression, Set<String> targets, List<Component> components) {}

    /** @param definition name of the parameter that the component is of */
    record Component(String definition, Kind kind, String expression) {}

    /**
     * Names of the official set that are no element of a resource: full text and named queries, which nobody answers
     * here, and what the platform itself knows of a version.
     */
    static final Set<String> NOT_IN_RESOURCES = Set.of("_id", "_lastUpdated", "_text", "_content", "_query");

    private final Map<String, Map<String, Definition>> byType = new HashMap<>();

    private Definitions() {}

    /** Read once, by whoever comes first. */
    private static final class Official {
        private static final Definitions ALL = read();
    }

    static Definitions official() {
        Definitions definitions = new Definitions();
        definitions.byUrl.putAll(Official.ALL.byUrl);
        Official.ALL.byType.forEach((type, named) -> definitions.byType.put(type, new HashMap<>(named)));
        return definitions;
    }

    private static Definitions read() {
        try (InputStream stream = Definitions.class.getResourceAsStream(OFFICIAL)) {
            if (stream == null) {
                throw new IllegalStateException("the official search parameters are not on the class path");
            }
            List<JsonNode> all = new ArrayList<>();
            Json.parse(stream).path("entry").forEach(entry -> all.add(entry.path("resource")));
            Definitions definitions = new Definitions();
            definitions.add(all);
            return definitions;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** @throws PolicyError if a file of the region is no search parameter that can be understood */
    Definitions with(List<Path> files) {
        for (Path file : files) {
            JsonNode one = Policies.yaml(file); // JSON is YAML, and the reader names the line
            if (!one.path("resourceType").asString("").equals("SearchParameter")
                    || one.path("code").asString("").isEmpty()
                    || one.path("expression").asString("").isEmpty()
                    || one.path("base").isEmpty()) {
                throw new PolicyError(file.toString(), 0, "is no SearchParameter with code, base and expression");
            }
            try {
                add(List.of(one));
            } catch (IllegalArgumentException failure) {
                throw new PolicyError(file.toString(), 0, String.valueOf(failure.getMessage()));
            }
        }
        return this;
    }

    /** The types that a file's parameter is of, with its name. */
    static Map<String, String> bases(Path file) {
        JsonNode one = Policies.yaml(file);
        Map<String, String> bases = new TreeMap<>();
        texts(one.path("base")).forEach(base -> bases.put(base, one.path("code").asString("")));
        return bases;
    }

    /** Changes when anything is defined otherwise: what was indexed before is then to be indexed anew. */
    String fingerprint() {
        var all = new StringBuilder();
        new TreeMap<>(byType)
                .forEach((type, named) -> new TreeMap<>(named)
                        .forEach((name, one) -> all.append(type)
                                .append(' ')
                                .append(name)
                                .append(one.kind())
                                .append(one.expression())
                                .append(new TreeSet<>(one.targets()))
                                .append(one.components())
                                .append('\n')));
        return Long.toHexString(Tokens.of(all.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }

    /** Of this type and of every type, by name. */
    Map<String, Definition> of(String type) {
        Map<String, Definition> all = new TreeMap<>(byType.getOrDefault("Resource", Map.of()));
        all.putAll(byType.getOrDefault("DomainResource", Map.of()));
        all.putAll(byType.getOrDefault(type, Map.of()));
        all.keySet().removeAll(NOT_IN_RESOURCES);
        return all;
    }

    private final Map<String, JsonNode> byUrl = new HashMap<>();

    private void add(List<JsonNode> resources) {
        resources.forEach(one -> byUrl.put(one.path("url").asString(""), one));
        for (JsonNode one : resources) {
            Definition definition = new Definition(
                    one.path("code").asString(),
                    kind(one),
                    one.path("expression").asString(""),
                    texts(one.path("target")),
                    components(one));
            for (String base : texts(one.path("base"))) {
                byType.computeIfAbsent(base, ignored -> new HashMap<>()).put(definition.name(), definition);
            }
        }
    }

    private List<Component> components(JsonNode composite) {
        List<Component> components = new ArrayList<>();
        for (JsonNode one : composite.path("component")) {
            JsonNode definition = byUrl.get(one.path("definition").asString(""));
            if (definition == null) {
                throw new IllegalArgumentException("a component of an unknown definition");
            }
            components.add(new Component(
                    definition.path("code").asString(),
                    kind(definition),
                    one.path("expression").asString("")));
        }
        if (composite.path("id").asString("").equals("DocumentReference-relationship") && components.size() == 2) {
            // R4 gives each of the two components the expression of the other.
            Component first = components.getFirst();
            Component second = components.getLast();
            return List.of(
                    new Component(first.definition(), first.kind(), second.expression()),
                    new Component(second.definition(), second.kind(), first.expression()));
        }
        return List.copyOf(components);
    }

    private static Kind kind(JsonNode definition) {
        return switch (definition.path("type").asString("")) {
            case "token" -> Kind.TOKEN;
            case "reference" -> Kind.REFERENCE;
            case "string" -> Kind.STRING;
            case "date" -> Kind.DATE;
            case "number" -> Kind.NUMBER;
            case "quantity" -> Kind.QUANTITY;
            case "uri" -> Kind.URI;
            case "composite" -> Kind.COMPOSITE;
            case "special" -> Kind.SPECIAL;
            default -> throw new IllegalArgumentException("a type of parameter that R4 does not have");
        };
    }

    private static Set<String> texts(JsonNode list) {
        Set<String> texts = new TreeSet<>();
        list.forEach(one -> texts.add(one.asString("")));
        return texts;
    }
}
