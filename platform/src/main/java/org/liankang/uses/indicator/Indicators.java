package org.liankang.uses.indicator;

import java.time.Clock;
import java.time.Duration;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.liankang.base.policy.Policies;
import org.liankang.uses.lake.Lake;
import org.springframework.stereotype.Component;

/** The values of all indicators and the people behind them. */
@Component
public class Indicators {

    /** Which of the units behind a value. */
    public enum Part {
        ALL,
        IN_NUMERATOR,
        NOT_IN_NUMERATOR
    }

    /**
     * One unit behind a value.
     *
     * @param kind {@code resident}, {@code encounter}, {@code practitioner} or {@code institution}
     * @param resident who it is about ({@code identity.person}), 0 when nobody
     * @param id id of the Patient, Encounter, Practitioner or Organization resource
     * @param institution id of the Organization resource, or empty
     * @param evidence references ({@code Type/id}) that show why it counts, or whom to look at when it does not
     */
    public record Unit(
            String kind,
            long resident,
            String id,
            String division,
            String institution,
            double numerator,
            double denominator,
            List<String> evidence) {}

    /** @param total units on all pages */
    public record Page(List<Unit> units, long total) {}

    private final Catalogue catalogue;
    private final Reckoning reckoning;
    private final Clock clock;

    Indicators(Catalogue catalogue, Reckoning reckoning, Clock clock) {
        this.catalogue = catalogue;
        this.reckoning = reckoning;
        this.clock = clock;
    }

    /**
     * Without an application around it: for tools that work on a lake of their own.
     *
     * @param region the code that all its divisions begin with
     */
    public static Indicators over(Lake lake, Policies policies, String region, Clock clock) {
        var catalogue = new Catalogue(policies, lake.views(), region);
        var store = new IndicatorStore(lake, catalogue);
        return new Indicators(
                catalogue, new Reckoning(catalogue, lake, store, clock, new IndicatorConfig(Duration.ZERO)), clock);
    }

    /**
     * Computes every indicator of the running month that is not up to date, as the platform does by itself.
     *
     * @return how long each took, by code
     */
    public Map<String, Duration> renew() {
        return reckoning.round();
    }

    public List<Definition> definitions() {
        return catalogue.definitions();
    }

    public Optional<Definition> definition(String code) {
        return Optional.ofNullable(catalogue.definition(code));
    }

    /** Empty for an unknown code, a scope the indicator has no value for, or a month that has not begun. */
    public Optional<Value> value(String code, Scope scope, YearMonth month) {
        return values(code, month).map(values -> values.get(scope));
    }

    /** The last months up to the running one, oldest first; months without a value are left out. */
    public List<Value> series(String code, Scope scope, int months) {
        YearMonth last = YearMonth.now(clock);
        List<Value> series = new ArrayList<>();
        for (int back = months - 1; back >= 0; back--) {
            value(code, scope, last.minusMonths(back)).ifPresent(series::add);
        }
        return series;
    }

    /** One value for each division that has any unit, by code. */
    public List<Value> byDivision(String code, YearMonth month) {
        return by(Scope.Kind.DIVISION, code, month);
    }

    /** One value for each institution that has any unit, by id of the Organization. */
    public List<Value> byInstitution(String code, YearMonth month) {
        return by(Scope.Kind.INSTITUTION, code, month);
    }

    private List<Value> by(Scope.Kind kind, String code, YearMonth month) {
        return values(code, month).stream()
                .flatMap(values -> values.values().stream())
                .filter(value -> value.scope().kind() == kind)
                .sorted(Comparator.comparing(value -> value.scope().key()))
                .toList();
    }

    private Optional<Map<Scope, Value>> values(String code, YearMonth month) {
        return definition(code).flatMap(definition -> reckoning.values(definition, month));
    }

    /** The units behind a value, in a stable order; empty for an unknown code. */
    public Page people(String code, Scope scope, YearMonth month, Part part, int most, int offset) {
        return definition(code)
                .map(definition -> reckoning.units(definition, month, scope, part, most, offset))
                .orElse(new Page(List.of(), 0));
    }
}
