package org.liankang.record.terms;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.liankang.base.json.Json;
import tools.jackson.databind.JsonNode;

/** Definitions in memory by kind and address: what a {@link Shelf} of modest size is made of. */
public final class Held {

    /** The current one of several versions: active before all others, then the highest version. */
    private static final Comparator<JsonNode> CURRENT = Comparator.comparing(
                    (JsonNode one) -> "active".equals(Json.text(one, "status")))
            .thenComparing(one -> Json.text(one, "version"), Held::compare);

    private final Map<String, List<JsonNode>> byAddress = new ConcurrentHashMap<>();

    /** Puts a definition in place of one of the same kind, address and version; without an address it is nowhere. */
    public void put(JsonNode definition) {
        String url = Json.text(definition, "url");
        if (url.isEmpty()) {
            return;
        }
        byAddress.compute(key(Json.text(definition, "resourceType"), url), (key, held) -> {
            List<JsonNode> all = new ArrayList<>(held == null ? List.of() : held);
            all.removeIf(one -> Json.text(one, "version").equals(Json.text(definition, "version")));
            all.add(definition);
            return List.copyOf(all);
        });
    }

    public Optional<JsonNode> find(Kind kind, Canonical address) {
        return byAddress.getOrDefault(key(kind.type(), address.url()), List.of()).stream()
                .filter(one -> address.version().isEmpty() || address.version().equals(Json.text(one, "version")))
                .max(CURRENT);
    }

    public List<JsonNode> all(Kind kind) {
        return byAddress.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(kind.type() + " "))
                .flatMap(entry -> entry.getValue().stream())
                .sorted(Comparator.comparing((JsonNode one) -> Json.text(one, "url"))
                        .thenComparing(one -> Json.text(one, "version"), Held::compare))
                .toList();
    }

    private static String key(String type, String url) {
        return type + " " + url;
    }

    /** Numbers in versions are compared as numbers: 1.10 comes after 1.9. */
    static int compare(String one, String other) {
        String[] left = one.split("[.-]");
        String[] right = other.split("[.-]");
        for (int i = 0; i < Math.min(left.length, right.length); i++) {
            boolean numbers = left[i].matches("\\d{1,18}") && right[i].matches("\\d{1,18}");
            int order = numbers
                    ? Long.compare(Long.parseLong(left[i]), Long.parseLong(right[i]))
                    : left[i].compareTo(right[i]);
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(left.length, right.length);
    }
}
