package org.liankang.uses.indicator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.liankang.base.json.Json;
import org.liankang.base.policy.Policies;
import org.liankang.base.policy.PolicyError;
import org.liankang.identity.place.Divisions;
import org.liankang.uses.lake.LakeViews;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Everything regions/ says about indicators, read and checked once at the start. */
@Component
final class Catalogue {

    private static final Set<String> KEYS = Set.of(
            "code",
            "name",
            "name_en",
            "group",
            "unit",
            "multiplier",
            "direction",
            "window",
            "calculation",
            "by",
            "formula",
            "source",
            "confidence",
            "smallest",
            "note",
            "sql");

    private final List<String> groups = new ArrayList<>();
    private final Map<String, Definition> definitions = new LinkedHashMap<>();
    private final Map<String, Set<String>> reads = new LinkedHashMap<>();
    private final Map<String, Shared> shared = new HashMap<>();
    private final Macros macros;

    @Autowired
    Catalogue(Policies policies, LakeViews views, Divisions divisions) {
        this(policies, views, divisions.region().code());
    }

    /** @param region the code that all its divisions begin with */
    Catalogue(Policies policies, LakeViews views, String region) {
        Map<String, String> tables = new HashMap<>();
        views.all().forEach(view -> tables.put(view.name(), view.name()));
        views.kept().forEach(kept -> tables.put(kept.table(), kept.from()));
        var rules = new RuleText(region);
        for (Path file : policies.files("views", ".yaml")) {
            rules.addParameters(file, Policies.yaml(file));
        }
        for (Path file : policies.files("views", ".sql")) {
            groups.addAll(rules.addGroups(file, read(file)));
        }
        macros = new Macros(groups);
        for (Path file : policies.files("shared", ".yaml")) {
            share(file, Shared.read(file));
        }
        for (Path file : policies.files("indicators", ".yaml")) {
            add(file, Policies.yaml(file), rules, tables);
        }
    }

    private void add(Path file, JsonNode yaml, RuleText rules, Map<String, String> tables) {
        yaml.propertyNames().forEach(key -> {
            if (!KEYS.contains(key)) {
                throw new PolicyError(file.toString(), 0, "unknown key " + key);
            }
        });
        String sql = required(file, yaml, "sql");
        Set<String> reached = rules.reach(sql);
        try {
            var definition = new Definition(
                    required(file, yaml, "code"),
                    required(file, yaml, "name"),
                    required(file, yaml, "name_en"),
                    required(file, yaml, "group"),
                    required(file, yaml, "unit"),
                    yaml.path("multiplier").doubleValue(1),
                    choice(Definition.Direction.class, required(file, yaml, "direction")),
                    choice(Definition.Window.class, required(file, yaml, "window")),
                    choice(Definition.Calculation.class, required(file, yaml, "calculation")),
                    scopes(yaml.path("by")),
                    required(file, yaml, "formula"),
                    required(file, yaml, "source"),
                    required(file, yaml, "confidence"),
                    yaml.path("smallest").doubleValue(0),
                    Json.text(yaml, "note"),
                    rules.parametersIn(reached),
                    rules.resolve(file, sql));
            sharing(List.of(definition.sql())); // calls of groups have as many arguments as they take
            if (definitions.put(definition.code(), definition) != null) {
                throw new PolicyError(file.toString(), 0, "the code " + definition.code() + " is already taken");
            }
            Set<String> names = reached.stream()
                    .filter(tables::containsKey)
                    .map(tables::get)
                    .collect(Collectors.toSet());
            reads.put(definition.code(), names);
        } catch (IllegalArgumentException unusable) {
            throw new PolicyError(file.toString(), 0, unusable.getMessage());
        }
    }

    private void share(Path file, Shared one) {
        if (!macros.has(one.group())) {
            throw new PolicyError(file.toString(), 0, one.group() + " is no group with parameters");
        }
        if (shared.put(one.group(), one) != null) {
            throw new PolicyError(file.toString(), 0, one.group() + " is shared already");
        }
    }

    private static String required(Path file, JsonNode yaml, String key) {
        String text = Json.text(yaml, key);
        if (text.isBlank()) {
            throw new PolicyError(file.toString(), 0, "lacks " + key);
        }
        return text;
    }

    private static <E extends Enum<E>> E choice(Class<E> type, String text) {
        String name = text.toUpperCase(Locale.ROOT).replace('-', '_');
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + text + "' is none of "
                        + Arrays.toString(type.getEnumConstants()).toLowerCase(Locale.ROOT)));
    }

    private static Set<Scope.Kind> scopes(JsonNode by) {
        Set<Scope.Kind> kinds = EnumSet.of(Scope.Kind.REGION);
        Json.each(by).forEach(kind -> kinds.add(choice(Scope.Kind.class, kind.asString())));
        return kinds;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Statements that create the shared groups. */
    List<String> groups() {
        return groups;
    }

    /** For one recompute of indicators with these texts. */
    Sharing sharing(List<String> texts) {
        return new Sharing(macros, shared, texts);
    }

    List<Definition> definitions() {
        return List.copyOf(definitions.values());
    }

    Definition definition(String code) {
        return definitions.get(code);
    }

    /** The views an indicator's rows come from. */
    Set<String> reads(String code) {
        return reads.get(code);
    }
}
