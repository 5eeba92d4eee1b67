package org.liankang.record.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.liankang.record.search.Parameters.Kind;
import org.liankang.record.search.Parameters.Parameter;

/** What stands before the equals sign: a parameter with its modifier, behind chains and {@code _has} of any kind. */
final class Names {

    private static final int DEEPEST = 5;
    /** Chains through references that may point to many types multiply. */
    private static final int MOST_WAYS = 64;

    private final Parameters parameters;
    private final Conditions conditions;
    private final Setting setting;
    private final WordSearch words;
    private int ways;

    Names(Parameters parameters, Conditions conditions, Setting setting) {
        this.parameters = parameters;
        this.conditions = conditions;
        this.setting = setting;
        this.words = new WordSearch(parameters);
    }

    /** What is asked of the parameter that a name ends with. */
    interface End {
        Query of(String type, String parameter, String modifier);
    }

    Query of(String type, String name, List<String> values) {
        return of(type, name, (at, parameter, modifier) -> plain(at, parameter, modifier, values));
    }

    Query of(String type, String name, End end) {
        ways = 0;
        return of(type, name, end, 0);
    }

    private Query of(String type, String name, End end, int depth) {
        if (depth > DEEPEST) {
            throw Broken.value(name, "is a chain of more than five");
        }
        if (name.startsWith("_has:")) {
            return has(type, name, end, depth);
        }
        int dot = name.indexOf('.');
        String head = dot < 0 ? name : name.substring(0, dot);
        int colon = head.indexOf(':');
        String parameter = colon < 0 ? head : head.substring(0, colon);
        String modifier = colon < 0 ? "" : head.substring(colon + 1);
        if (dot >= 0) {
            return chain(type, parameter, modifier, name.substring(dot + 1), end, depth);
        }
        return end.of(type, parameter, modifier);
    }

    /** One parameter of a type itself. */
    Query plain(String type, String parameter, String modifier, List<String> values) {
        return switch (parameter) {
            case "_id" -> ids(parameter, modifier, values);
            case "_lastUpdated" -> updated(parameter, modifier, values);
            case "_list" -> list(type, modifier, values);
            case "_content", "_text" -> {
                if (!modifier.isEmpty()) {
                    throw Broken.modifier(parameter);
                }
                yield words.of(type, parameter, values);
            }
            default -> {
                if (parameters.find(type, parameter).isEmpty()) {
                    throw Broken.unknown(parameter, type);
                }
                yield conditions.of(type, parameter, modifier, values);
            }
        };
    }

    private Query has(String type, String name, End end, int depth) {
        String[] parts = name.split(":", 4);
        if (parts.length < 4 || !parameters.knows(parts[1])) {
            throw Broken.value(name, "must be _has:Type:reference:parameter");
        }
        Parameter by = reference(parts[1], parts[2]);
        if (!by.targets().isEmpty() && !by.targets().contains(type)) {
            throw Broken.value(name, "goes by a reference that never points to " + type);
        }
        return new Query.ReferredBy(parts[1], parts[2], type, of(parts[1], parts[3], end, depth + 1));
    }

    private Parameter reference(String type, String name) {
        Optional<Parameter> found = parameters.find(type, name);
        if (found.isEmpty() || found.get().kind() != Kind.REFERENCE) {
            throw Broken.unknown(name, type);
        }
        return found.get();
    }

    private Query chain(String type, String name, String target, String rest, End end, int depth) {
        Parameter parameter = reference(type, name);
        if (!target.isEmpty()) {
            if (!parameters.knows(target)
                    || !parameter.targets().isEmpty() && !parameter.targets().contains(target)) {
                throw Broken.modifier(name);
            }
            return refers(type, name, target, rest, end, depth);
        }
        if (parameter.targets().isEmpty()) {
            throw Broken.value(name, "may refer to any type: say which, as in " + name + ":Patient");
        }
        List<Query> possible = new ArrayList<>();
        SearchRefused last = Broken.unknown(name, type);
        Set<String> targets = new TreeSet<>(parameter.targets());
        targets.removeIf(one -> !parameters.knows(one));
        for (String one : targets) {
            try {
                possible.add(refers(type, name, one, rest, end, depth));
            } catch (SearchRefused refused) {
                if (!refused.finding().code().equals("search-parameter-unknown")) {
                    throw refused;
                }
                last = refused;
            }
        }
        if (possible.isEmpty()) {
            throw last;
        }
        return possible.size() == 1 ? possible.getFirst() : new Query.Any(List.copyOf(possible));
    }

    private Query refers(String type, String name, String target, String rest, End end, int depth) {
        if (++ways > MOST_WAYS) {
            throw Broken.value(name, "leads to too many types: say which, as in " + name + ":" + target);
        }
        return new Query.Refers(type, name, target, of(target, rest, end, depth + 1));
    }

    private static Query ids(String name, String modifier, List<String> values) {
        Set<String> ids = new TreeSet<>();
        values.forEach(value -> ids.add(Written.plain(value)));
        Query query = new Query.Ids(Set.copyOf(ids));
        return switch (modifier) {
            case "" -> query;
            case "not" -> new Query.Not(query);
            default -> throw Broken.modifier(name);
        };
    }

    private Query updated(String name, String modifier, List<String> values) {
        if (!modifier.isEmpty()) {
            throw Broken.modifier(name);
        }
        List<Query> all = new ArrayList<>();
        for (String value : values) {
            Limits limits = Limits.date(value, setting.now()).orElseThrow(() -> Broken.value(name, "is no date"));
            for (Limits.Interval interval : limits.ofPoint()) {
                all.add(new Query.Updated(interval.from(), interval.until()));
            }
        }
        return all.size() == 1 ? all.getFirst() : new Query.Any(List.copyOf(all));
    }

    /** Membership of a List is a reference of the List to it (FHIR R4, 3.1.1.5.8). */
    private static Query list(String type, String modifier, List<String> values) {
        if (values.stream().anyMatch(value -> value.startsWith("$"))) {
            throw Broken.value("_list", "names a list that is only kept as a query");
        }
        return new Query.ReferredBy("List", "item", type, ids("_list", modifier, values));
    }
}
