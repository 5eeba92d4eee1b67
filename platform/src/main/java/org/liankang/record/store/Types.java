package org.liankang.record.store;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Small stable numbers for resource type names, so that rows and indexes stay narrow. */
final class Types {

    private final JdbcClient jdbc;
    private final Map<String, Integer> numbers = new ConcurrentHashMap<>();
    private final Map<Integer, String> names = new ConcurrentHashMap<>();

    Types(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Registers the names once, at start; afterwards no database work is needed. */
    void register(List<String> types) {
        jdbc.sql("select number, name from record.type")
                .query((org.springframework.jdbc.core.RowCallbackHandler) rs -> keep(rs.getInt(1), rs.getString(2)));
        int next = names.keySet().stream().mapToInt(Integer::intValue).max().orElse(0);
        for (String type : types) {
            if (!numbers.containsKey(type)) {
                next++;
                jdbc.sql("insert into record.type (number, name) values (?, ?)")
                        .params(next, type)
                        .update();
                keep(next, type);
            }
        }
    }

    private void keep(int number, String name) {
        numbers.put(name, number);
        names.put(number, name);
    }

    boolean known(String name) {
        return numbers.containsKey(name);
    }

    int number(String name) {
        Integer number = numbers.get(name);
        if (number == null) {
            throw new IllegalArgumentException("no such resource type: " + name);
        }
        return number;
    }

    String name(int number) {
        return names.get(number);
    }
}
