package org.liankang.web.fhir;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.liankang.record.search.Question.Include;
import org.liankang.record.store.Version;
import org.springframework.stereotype.Component;

/** Brings along what matches refer to ({@code _include}) and what refers to them ({@code _revinclude}); bounded. */
@Component
class Includes {

    private static final int MOST = 1_000;
    private static final int ROUNDS = 4;

    private final Lookup lookup;

    Includes(Lookup lookup) {
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
                    found.addAll(include.reverse() ? referring(include, fresh, MOST) : referred(include, fresh));
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

    /** What is found of one source is not looked for beyond the most that can come along. */
    private List<Version> referring(Include include, List<Version> targets, int most) {
        Map<String, List<String>> references = new TreeMap<>();
        for (Version target : targets) {
            if (include.target().isEmpty() || target.type().equals(include.target())) {
                references
                        .computeIfAbsent(target.type(), type -> new ArrayList<>())
                        .add(target.reference());
            }
        }
        List<Version> found = new ArrayList<>();
        for (String source : include.source().equals("*") ? lookup.types() : List.of(include.source())) {
            if (!references.isEmpty() && found.size() < most) {
                found.addAll(lookup.referring(
                        source, lookup.references(source, include.parameter()), references, most - found.size()));
            }
        }
        return found;
    }

    private List<Version> referred(Include include, List<Version> sources) {
        Map<String, Set<String>> ids = new LinkedHashMap<>();
        for (Version source : sources) {
            if (include.source().equals("*") || source.type().equals(include.source())) {
                for (String target : lookup.targets(source, include.parameter())) {
                    String[] parts = target.split("/");
                    boolean wanted = include.target().isEmpty() || parts[0].equals(include.target());
                    if (parts.length == 2 && wanted && lookup.knows(parts[0])) {
                        ids.computeIfAbsent(parts[0], type -> new LinkedHashSet<>())
                                .add(parts[1]);
                    }
                }
            }
        }
        List<Version> found = new ArrayList<>();
        ids.forEach((type, some) -> found.addAll(lookup.ofIds(type, List.copyOf(some))));
        return found;
    }
}
