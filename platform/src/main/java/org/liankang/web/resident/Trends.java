package org.liankang.web.resident;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.liankang.base.json.Json;
import org.liankang.identity.person.Person;
import org.liankang.record.store.Version;
import org.liankang.web.component.Curve;
import org.liankang.web.component.Curve.Below;
import org.liankang.web.component.Curve.Point;
import org.liankang.web.component.Curve.Reference;
import org.liankang.web.component.Curve.Series;
import org.liankang.web.component.Curve.Target;
import org.liankang.web.view.Texts;
import tools.jackson.databind.JsonNode;

/** A resident's measurements over time, drawn from the chart by the region's rules. */
final class Trends {

    private static final int MOST = 36;
    private static final double DAYS_OF_A_MONTH = 30.4375;

    private final TrendRules rules;
    private final Person person;
    private final LocalDate today;
    private final Texts t;
    /** By code and day; of several on a day the last one read. */
    private final Map<String, TreeMap<LocalDate, Double>> measured = new HashMap<>();

    Trends(TrendRules rules, List<Version> chart, Person person, LocalDate today, Texts t) {
        this.rules = rules;
        this.person = person;
        this.today = today;
        this.t = t;
        chart.stream()
                .filter(version -> version.type().equals("Observation") && !version.deleted())
                .map(Version::body)
                .filter(body -> !Json.text(body, "status").equals("entered-in-error"))
                .forEach(this::read);
    }

    /** Those with at least two measurements. */
    List<Curve> curves() {
        List<Curve> curves = new ArrayList<>();
        int age = person.ageOn(today);
        for (TrendRules.Trend trend : rules.trends()) {
            boolean often = trend.lines().stream().anyMatch(code -> days(code).size() >= 2);
            if (often && (trend.age() == null || trend.age().holds(age))) {
                curves.add(curve(trend, age));
            }
        }
        return curves;
    }

    boolean child() {
        int age = person.ageOn(today);
        return age >= 0 && age < rules.growth().below();
    }

    /** Of a child: against the months of age, in front of the reference where the region has its table. */
    List<Curve> growth() {
        List<Curve> curves = new ArrayList<>();
        if (!child()) {
            return curves;
        }
        for (TrendRules.Measure measure : rules.growth().curves()) {
            List<Point> points = new ArrayList<>();
            days(measure.code()).forEach((day, value) -> points.add(new Point(months(day), value, day.toString())));
            if (!points.isEmpty()) {
                curves.add(Curve.of(
                        measure.name(t.language()),
                        measure.unit(),
                        Below.MONTHS,
                        List.of(new Series(t.of("resident.own-values"), points)),
                        List.of(),
                        references(measure.code(), points.getLast().x()),
                        notes(measure.code())));
            }
        }
        return curves;
    }

    private List<String> notes(String code) {
        List<TrendRules.Row> table = rules.table(code, person.gender());
        return List.of(
                table.isEmpty()
                        ? t.of("resident.growth-reference-missing")
                        : t.of("resident.growth-reference", table.getFirst().source()));
    }

    private List<Reference> references(String code, double until) {
        List<TrendRules.Row> table = rules.table(code, person.gender()).stream()
                .filter(row -> row.month() <= Math.max(12, until + 6))
                .toList();
        List<Reference> references = new ArrayList<>();
        if (!table.isEmpty()) {
            TrendRules.deviations()
                    .forEach((name, at) -> references.add(new Reference(
                            name,
                            name.equals("0"),
                            table.stream()
                                    .map(row -> new Point(
                                            row.month(), row.deviations().get(at), ""))
                                    .toList())));
        }
        return references;
    }

    private double months(LocalDate day) {
        return ChronoUnit.DAYS.between(person.birthDate(), day) / DAYS_OF_A_MONTH;
    }

    private Curve curve(TrendRules.Trend trend, int age) {
        List<Series> series = new ArrayList<>();
        List<Target> targets = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        for (String code : trend.lines()) {
            List<Point> points = new ArrayList<>();
            TreeMap<LocalDate, Double> days = days(code);
            days.forEach((day, value) -> points.add(new Point(day.toEpochDay(), value, day.toString())));
            series.add(new Series(
                    t.orCode("summary.fact", code), points.subList(Math.max(0, points.size() - MOST), points.size())));
            trend.targets().stream()
                    .filter(target -> target.line().equals(code))
                    .filter(target -> target.age() == null || target.age().holds(age))
                    .filter(target -> target.gender() == null || target.gender().equals(person.gender()))
                    .findFirst()
                    .ifPresent(target -> {
                        targets.add(new Target(series.size() - 1, target.low(), target.high(), target.clause()));
                        notes.add(t.of("resident.target", target.clause(), target.confidence()));
                    });
        }
        return Curve.of(trend.name(t.language()), trend.unit(), Below.DAYS, series, targets, List.of(), notes);
    }

    private TreeMap<LocalDate, Double> days(String code) {
        return measured.getOrDefault(code, new TreeMap<>());
    }

    private void read(JsonNode body) {
        String moment = Json.text(body, "effectiveDateTime");
        if (moment.length() < 10) {
            return;
        }
        try {
            LocalDate day = LocalDate.parse(moment.substring(0, 10));
            keep(body, day);
            Json.each(body.path("component")).forEach(part -> keep(part, day));
        } catch (DateTimeParseException noDay) {
            // A month or a year is no point on a curve.
        }
    }

    private void keep(JsonNode holder, LocalDate day) {
        JsonNode value = holder.path("valueQuantity").path("value");
        if (value.isNumber()) {
            measured.computeIfAbsent(Json.text(holder, "code", "coding", "code"), code -> new TreeMap<>())
                    .put(day, value.doubleValue());
        }
    }
}
