package org.liankang.web.component;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.liankang.base.json.Json;

/**
 * A chart and, for those who cannot see it, its table.
 *
 * @param kind {@code line}, {@code bar} or {@code rank} (horizontal bars)
 * @param target a level to reach, drawn as a dashed line, or null
 */
public record Chart(
        String title,
        String kind,
        String unit,
        String labelHead,
        List<String> labels,
        List<Series> series,
        @Nullable Double target,
        String targetLabel) {

    /** @param values one per label, null where there is none */
    public record Series(String name, List<@Nullable Double> values) {

        public Series {
            values = java.util.Collections.unmodifiableList(new ArrayList<>(values));
        }
    }

    public boolean empty() {
        return series.stream().flatMap(s -> s.values().stream()).allMatch(v -> v == null);
    }

    /** What charts.js reads. */
    public String json() {
        var node = Json.object();
        node.put("kind", kind);
        node.put("unit", unit);
        node.put("target", target);
        node.put("targetLabel", targetLabel);
        var names = node.putArray("labels");
        labels.forEach(names::add);
        var all = node.putArray("series");
        for (Series one : series) {
            var item = all.addObject().put("name", one.name());
            var values = item.putArray("values");
            one.values().forEach(values::add);
        }
        return Json.text(node);
    }
}
