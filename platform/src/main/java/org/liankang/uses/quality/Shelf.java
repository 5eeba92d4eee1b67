package org.liankang.uses.quality;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Rows by their key and by what they belong to; remembers which were changed since they were read. */
final class Shelf<T> {

    private final Function<T, String> key;
    private final Function<T, Object> group;
    private final Map<String, T> rows = new HashMap<>();
    private final Map<Object, Map<String, T>> groups = new HashMap<>();
    private final Set<String> changed = new LinkedHashSet<>();

    Shelf(Function<T, String> key, Function<T, Object> group) {
        this.key = key;
        this.group = group;
    }

    /** A row as the tables have it; one that is here already stays. */
    void read(T row) {
        if (rows.putIfAbsent(key.apply(row), row) == null) {
            groups.computeIfAbsent(group.apply(row), g -> new LinkedHashMap<>()).put(key.apply(row), row);
        }
    }

    void put(T row) {
        remove(key.apply(row));
        read(row);
    }

    void remove(String at) {
        T old = rows.remove(at);
        if (old != null) {
            groups.get(group.apply(old)).remove(at);
        }
        changed.add(at);
    }

    @Nullable
    T get(String at) {
        return rows.get(at);
    }

    Collection<T> of(Object belonging) {
        return groups.getOrDefault(belonging, Map.of()).values();
    }

    Collection<T> all() {
        return rows.values();
    }

    /** Keys of all rows that were put or removed, in the order this happened first. */
    Set<String> changed() {
        return changed;
    }

    /** The changed rows that are there. */
    List<T> put() {
        return changed.stream().map(rows::get).filter(row -> row != null).toList();
    }
}
