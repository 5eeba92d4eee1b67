package org.liankang.web.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.RuntimeSearchParam;
import ca.uhn.fhir.rest.api.RestSearchParameterTypeEnum;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.liankang.base.json.Json;
import org.liankang.record.search.Question.Include;
import org.liankang.record.store.Version;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Brings along what matches refer to ({@code _include}) and what refers to them ({@code _revinclude}); bounded. */
@Component
class Includes {

    private static final int MOST = 1_000;
    private static final int ROUNDS = 4;

    private final FhirContext fhir;
    private final Lookup lookup;

    Includes(FhirContext fhir, Lookup lookup) {
        this.fhir = fhir;
        this.lookup = lookup;
    }

    /** What comes along with the matches, each once and none of the matches themselves; at most {@value #MOST}. */
    List<Version> of(List<Version> matches, List<Include> includes) {
        Map<String, Version> along = new LinkedHashMap<>();
        Set<String> there = new LinkedHashSet<>();
        matches.forEach(match -> there.add(match.reference()));
        List<Version> fresh = matches;
        for (int round = 0; round < ROUNDS && !fresh.isEmpty() && along.size() < MOST; round++) {
            List<Version> found = new ArrayList<>();
            for (Include include : includes) {
                if (round == 0 || include.iterate()) {
                    found.addAll(include.reverse() ? referring(include, fresh) : referred(include, fresh));
                }
            }
            List<Version> added = new ArrayList<>();
            for (Version one : found) {
                if (along.size() < MOST && there.add(one.reference())) {
                    along.put(one.reference(), one);
                    added.add(one);
                }
            }
            fresh = added;
        }
        return List.copyOf(along.values());
    }

    private List<Version> referring(Include include, List<Version> targets) {
        List<String> references = targets.stream()
                .filter(version -> include.target().isEmpty() || version.type().equals(include.target()))
                .map(Version::reference)
                .toList();
        List<Version> found = new ArrayList<>();
        if (!references.isEmpty()) {
            for (RuntimeSearchParam parameter : parameters(include)) {
                found.addAll(lookup.referring(include.source(), parameter.getName(), references, MOST));
            }
        }
        return found;
    }

    private List<Version> referred(Include include, List<Version> sources) {
        Map<String, Set<String>> ids = new LinkedHashMap<>();
        for (RuntimeSearchParam parameter : parameters(include)) {
            for (Version source : sources) {
                if (source.type().equals(include.source())) {
                    for (String path : parameter.getPathsSplit()) {
                        collect(source, path, include.target(), ids);
                    }
                }
            }
        }
        List<Version> found = new ArrayList<>();
        ids.forEach((type, some) -> {
            if (lookup.knows(type)) {
                found.addAll(lookup.ofIds(type, List.copyOf(some)));
            }
        });
        return found;
    }

    private List<RuntimeSearchParam> parameters(Include include) {
        if (!lookup.knows(include.source())) {
            throw new Refusal("resource-type-unknown", "_include", "there is no such resource type in FHIR R4");
        }
        List<RuntimeSearchParam> found = fhir.getResourceDefinition(include.source()).getSearchParams().stream()
                .filter(parameter -> parameter.getParamType() == RestSearchParameterTypeEnum.REFERENCE)
                .filter(parameter ->
                        include.parameter().equals("*") || parameter.getName().equals(include.parameter()))
                .toList();
        if (found.isEmpty()) {
            throw new Refusal(
                    "search-parameter-unknown", "_include", "names no reference parameter of " + include.source());
        }
        return found;
    }

    /** {@code Observation.subject.where(resolve() is Patient)}: walks the names and looks at the reference's type. */
    private static void collect(Version source, String path, String target, Map<String, Set<String>> ids) {
        String plain = path.strip();
        String type = target;
        int where = plain.indexOf(".where(resolve() is ");
        if (where > 0) {
            String only = plain.substring(where + 20, plain.indexOf(')', where + 20));
            if (!target.isEmpty() && !target.equals(only)) {
                return;
            }
            type = only;
            plain = plain.substring(0, where);
        }
        plain = plain.replaceAll("^\\(|\\)$| as \\w+|\\.as\\(\\w+\\)|\\.where\\([^)]*\\)", "");
        String[] names = plain.split("\\.");
        if (names.length > 1 && names[0].equals(source.type())) {
            walk(source.body(), names, 1, type, ids);
        }
    }

    private static void walk(JsonNode node, String[] names, int at, String type, Map<String, Set<String>> ids) {
        if (node.isArray()) {
            node.forEach(one -> walk(one, names, at, type, ids));
        } else if (at < names.length) {
            JsonNode child = node.path(names[at]);
            walk(child.isMissingNode() ? node.path(names[at] + "Reference") : child, names, at + 1, type, ids);
        } else if (node.isObject()) {
            String[] parts = Json.text(node, "reference").split("/");
            boolean literal = parts.length == 2 || parts.length == 4 && parts[2].equals("_history");
            if (literal && (type.isEmpty() || parts[0].equals(type))) {
                ids.computeIfAbsent(parts[0], t -> new LinkedHashSet<>()).add(parts[1]);
            }
        }
    }
}
