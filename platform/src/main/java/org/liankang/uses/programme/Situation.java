package org.liankang.uses.programme;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.Predicate;
import org.liankang.base.policy.Interval;
import org.liankang.uses.programme.Chart.Visit;

/**
 * What a condition is asked about.
 *
 * @param visit the visit in question, if the question is about one
 * @param classes classes of the visits that counted, in order, up to this one
 */
record Situation(Chart chart, LocalDate day, Optional<Visit> visit, List<String> classes) {

    static Situation on(LocalDate day, Chart chart) {
        return new Situation(chart, day, Optional.empty(), List.of());
    }

    boolean holds(Condition condition) {
        return switch (condition) {
            case Condition.Always() -> true;
            case Condition.All(var parts) -> parts.stream().allMatch(this::holds);
            case Condition.Any(var parts) -> parts.stream().anyMatch(this::holds);
            case Condition.Not(var part) -> !holds(part);
            case Condition.Age(var atLeast, var below) -> aged(atLeast, below);
            case Condition.Diagnosed(var prefixes) ->
                chart.diagnoses().stream().anyMatch(d -> d.holds(day) && matches(d, prefixes));
            case Condition.Gender(var code) -> code.equals(chart.resident().gender());
            case Condition.Residence(var months, var unknown) ->
                chart.resident().since() == null
                        ? unknown
                        : !day.isBefore(chart.resident().since().plusMonths(months));
            case Condition.Measured measured ->
                visit.flatMap(v -> v.number(measured.fact()))
                        .filter(number -> within(number, measured))
                        .isPresent();
            case Condition.Is(var fact, var value) -> fact(fact, f -> value.equals(f.words()));
            case Condition.OtherThan(var fact, var values) -> fact(fact, f -> !values.contains(f.words()));
            case Condition.Given(var fact, var given) -> fact(fact, f -> true) == given;
            case Condition.Classified(var name) ->
                !classes.isEmpty() && classes.getLast().equals(name);
            case Condition.Running(var name, var times) ->
                classes.size() >= times
                        && classes.subList(classes.size() - times, classes.size()).stream()
                                .allMatch(name::equals);
            case Condition.Dated(var name) ->
                chart.told(name).stream().anyMatch(told -> !told.day().isAfter(day));
            case Condition.Filed(var filed) ->
                filed != chart.resident().centre().isEmpty();
            case Condition.Latest(var fact, var comparison) ->
                latest(fact)
                        .filter(v -> new Situation(chart, day, Optional.of(v), List.of()).holds(comparison))
                        .isPresent();
        };
    }

    private Optional<Visit> latest(String fact) {
        List<Visit> visits = chart.visits();
        for (int at = visits.size() - 1; at >= 0; at--) {
            if (visits.get(at).day().isBefore(day) && visits.get(at).has(fact)) {
                return Optional.of(visits.get(at));
            }
        }
        return Optional.empty();
    }

    static boolean matches(Chart.Diagnosis diagnosis, List<String> prefixes) {
        return prefixes.stream().anyMatch(diagnosis.code()::startsWith);
    }

    private boolean aged(Interval atLeast, Interval below) {
        LocalDate birth = chart.resident().birthDate();
        if (birth == null || birth.isAfter(day)) {
            return false;
        }
        return (atLeast == null || !day.isBefore(atLeast.completedAfter(birth)))
                && (below == null || day.isBefore(below.completedAfter(birth)));
    }

    private static boolean within(BigDecimal number, Condition.Measured bounds) {
        return (bounds.atLeast() == null || number.compareTo(bounds.atLeast()) >= 0)
                && (bounds.above() == null || number.compareTo(bounds.above()) > 0)
                && (bounds.atMost() == null || number.compareTo(bounds.atMost()) <= 0)
                && (bounds.below() == null || number.compareTo(bounds.below()) < 0);
    }

    /** Whether the visit has such a fact of this name. */
    private boolean fact(String name, Predicate<Chart.Fact> such) {
        if (visit.isPresent()) {
            for (Chart.Fact fact : visit.get().facts()) {
                if (fact.name().equals(name) && such.test(fact)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Collects the days on which the answer of a condition about the chart alone may change. */
    static void turns(Condition condition, Chart chart, SortedSet<LocalDate> days) {
        Chart.Resident resident = chart.resident();
        switch (condition) {
            case Condition.All(var parts) -> parts.forEach(part -> turns(part, chart, days));
            case Condition.Any(var parts) -> parts.forEach(part -> turns(part, chart, days));
            case Condition.Not(var part) -> turns(part, chart, days);
            case Condition.Age(var atLeast, var below) -> {
                if (resident.birthDate() != null) {
                    days.add(atLeast == null ? resident.birthDate() : atLeast.completedAfter(resident.birthDate()));
                    if (below != null) {
                        days.add(below.completedAfter(resident.birthDate()));
                    }
                }
            }
            case Condition.Diagnosed(var prefixes) ->
                chart.diagnoses().stream().filter(d -> matches(d, prefixes)).forEach(d -> {
                    days.add(d.since());
                    if (d.ended() != null) {
                        days.add(d.ended());
                    }
                });
            case Condition.Residence(var months, var unknown) -> {
                if (resident.since() != null) {
                    days.add(resident.since().plusMonths(months));
                }
            }
            case Condition.Dated(var name) -> chart.told(name).forEach(told -> days.add(told.day()));
            case Condition.Latest(var fact, var _) ->
                chart.visits().stream()
                        .filter(visit -> visit.has(fact))
                        .forEach(visit -> days.add(visit.day().plusDays(1)));
            case Condition.Always _,
                    Condition.Filed _,
                    Condition.Gender _,
                    Condition.Measured _,
                    Condition.Is _,
                    Condition.OtherThan _,
                    Condition.Given _,
                    Condition.Running _,
                    Condition.Classified _ -> {}
        }
    }
}
