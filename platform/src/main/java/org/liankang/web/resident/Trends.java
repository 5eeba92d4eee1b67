package org.liankang.web.resident;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.liankang.base.json.Json;
import org.liankang.record.store.Version;
import org.liankang.web.component.Chart;
import org.liankang.web.view.Texts;
import tools.jackson.databind.JsonNode;

/** Blood pressure and glucose over time, drawn from a resident's chart. */
final class Trends {

    private static final int MOST = 24;
    private static final String SYSTOLIC = "8480-6";
    private static final String DIASTOLIC = "8462-4";
    private static final String GLUCOSE = "14771-0";

    private Trends() {}

    /** Only those with at least two measurements. */
    static List<Chart> of(List<Version> chart, Texts t) {
        List<Chart> charts = new ArrayList<>();
        draw(chart, t, "resident.blood-pressure", "mmHg", SYSTOLIC, DIASTOLIC).ifPresent(charts::add);
        draw(chart, t, "resident.glucose", "mmol/L", GLUCOSE).ifPresent(charts::add);
        return charts;
    }

    private static Optional<Chart> draw(List<Version> chart, Texts t, String title, String unit, String... codes) {
        var days = new TreeMap<String, Double[]>();
        chart.stream()
                .filter(version -> version.type().equals("Observation") && !version.deleted())
                .map(Version::body)
                .forEach(body -> {
                    String day = Json.text(body, "effectiveDateTime");
                    for (int i = 0; i < codes.length; i++) {
                        Double value = value(body, codes[i]);
                        if (value != null && day.length() >= 10) {
                            days.computeIfAbsent(day.substring(0, 10), none -> new Double[codes.length])[i] = value;
                        }
                    }
                });
        if (days.size() < 2) {
            return Optional.empty();
        }
        List<String> labels =
                days.keySet().stream().skip(Math.max(0, days.size() - MOST)).toList();
        List<Chart.Series> series = new ArrayList<>();
        for (int i = 0; i < codes.length; i++) {
            int at = i;
            List<Double> values = new ArrayList<>();
            labels.forEach(day -> values.add(days.get(day)[at]));
            series.add(new Chart.Series(t.orCode("summary.fact", codes[i]), values));
        }
        return Optional.of(new Chart(t.of(title), "line", unit, t.of("resident.day"), labels, series, null, ""));
    }

    private static Double value(JsonNode body, String code) {
        if (Json.text(body, "code", "coding", "code").equals(code)) {
            return number(body);
        }
        return Json.each(body.path("component"))
                .filter(part -> Json.text(part, "code", "coding", "code").equals(code))
                .map(Trends::number)
                .findFirst()
                .orElse(null);
    }

    private static Double number(JsonNode holder) {
        JsonNode value = holder.path("valueQuantity").path("value");
        return value.isNumber() ? value.doubleValue() : null;
    }
}
