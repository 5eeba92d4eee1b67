package org.liankang.uses.indicator;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the texts of one recompute have in common: pure text, so that it can be tested without a database. */
final class Sharing {

    /** @param before makes the tables the SQL reads that no earlier one has asked for */
    record Ready(List<String> before, String sql) {}

    private final Macros macros;
    private final Map<String, Shared> shared;
    private final Map<String, Integer> calls = new HashMap<>();
    private final Map<String, String> tables = new HashMap<>();

    Sharing(Macros macros, Map<String, Shared> shared, List<String> texts) {
        this.macros = macros;
        this.shared = shared;
        texts.forEach(this::count);
    }

    /** What a shared group calls itself is called once, however often the group is. */
    private void count(String text) {
        macros.replace(text, call -> {
            if (!shared.containsKey(call.name()) || calls.merge(call.text(), 1, Integer::sum) == 1) {
                count(macros.rows(call));
            }
            return "";
        });
    }

    /** One of the texts, reading tables where another text reads the same; ask for each once. */
    Ready ready(String text) {
        List<String> before = new ArrayList<>();
        String sql = ready(text, before);
        return new Ready(before, sql);
    }

    private String ready(String text, List<String> before) {
        return macros.replace(text, call -> {
            if (calls.getOrDefault(call.text(), 0) < 2) {
                return "(" + ready(macros.rows(call), before) + ")";
            }
            String known = tables.get(call.text());
            if (known != null) {
                return known;
            }
            String rows = ready(macros.rows(call), before);
            String table = "lake_shared_" + (tables.size() + 1);
            tables.put(call.text(), table);
            before.add("create temp table " + table + " as "
                    + shared.get(call.name()).over(rows));
            return table;
        });
    }
}
