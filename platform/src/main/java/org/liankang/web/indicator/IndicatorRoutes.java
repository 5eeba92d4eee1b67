package org.liankang.web.indicator;

import java.time.Clock;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.liankang.identity.access.CurrentAccount;
import org.liankang.identity.access.Right;
import org.liankang.identity.place.Division;
import org.liankang.identity.place.Divisions;
import org.liankang.identity.place.Institution;
import org.liankang.identity.place.Institutions;
import org.liankang.uses.indicator.Definition;
import org.liankang.uses.indicator.Indicators;
import org.liankang.uses.indicator.Scope;
import org.liankang.uses.indicator.Value;
import org.liankang.uses.plan.Plan;
import org.liankang.uses.plan.Plans;
import org.liankang.web.component.Chart;
import org.liankang.web.component.DivisionNames;
import org.liankang.web.component.Link;
import org.liankang.web.component.TileMap;
import org.liankang.web.view.NotFound;
import org.liankang.web.view.Page;
import org.liankang.web.view.Texts;
import org.liankang.web.view.Views;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** All indicators, and one of them down to divisions and institutions. */
@Controller
class IndicatorRoutes {

    private static final int MONTHS = 24;

    private final Views views;
    private final Indicators indicators;
    private final Plans plans;
    private final Divisions divisions;
    private final Institutions institutions;
    private final CurrentAccount current;
    private final Clock clock;

    IndicatorRoutes(
            Views views,
            Indicators indicators,
            Plans plans,
            Divisions divisions,
            Institutions institutions,
            CurrentAccount current,
            Clock clock) {
        this.views = views;
        this.indicators = indicators;
        this.plans = plans;
        this.divisions = divisions;
        this.institutions = institutions;
        this.current = current;
        this.clock = clock;
    }

    @GetMapping("/indicators")
    ResponseEntity<String> list(Page page, @RequestParam(required = false) @Nullable YearMonth month) {
        current.require(Right.SEE_BOARD);
        YearMonth asked = month == null ? YearMonth.now(clock) : month;
        Map<String, List<IndicatorRow>> groups = indicators.definitions().stream()
                .collect(Collectors.groupingBy(
                        Definition::group,
                        LinkedHashMap::new,
                        Collectors.mapping(d -> row(d, asked, page.t()), Collectors.toList())));
        return views.html(page, "indicator/list", Map.of("groups", groups, "month", asked));
    }

    private IndicatorRow row(Definition definition, YearMonth month, Texts t) {
        Optional<Value> value = indicators.value(definition.code(), Scope.region(), month);
        var focus = new Focus(definition.code(), month, "", "");
        return row(definition, Figures.name(definition, t), value, focus, t);
    }

    private static IndicatorRow row(Definition definition, String name, Optional<Value> value, Focus focus, Texts t) {
        return new IndicatorRow(
                definition.code(),
                name,
                value.map(v -> Figures.shown(v, definition, t)).orElse(""),
                Figures.unit(definition, t),
                value.map(Value::numerator).orElse(0.0),
                value.map(Value::denominator).orElse(0.0),
                value.map(Value::state).orElse(Value.State.NO_DATA),
                focus.path());
    }

    @GetMapping("/indicators/{code}")
    ResponseEntity<String> show(
            Page page,
            @PathVariable String code,
            @RequestParam(required = false) @Nullable YearMonth month,
            @RequestParam(defaultValue = "") String division,
            @RequestParam(defaultValue = "") String institution) {
        current.require(Right.SEE_BOARD);
        Definition definition = indicators.definition(code).orElseThrow(() -> new NotFound("indicator"));
        var focus = new Focus(code, month == null ? YearMonth.now(clock) : month, division, institution);
        Texts t = page.t();
        Map<String, Object> model = new HashMap<>();
        model.put("definition", definition);
        model.put("focus", new FocusView(focus, scopeName(focus, t), page.may(Right.SEE_PEOPLE_BEHIND_INDICATOR)));
        model.put("crumbs", crumbs(definition, focus, t));
        model.put("value", indicators.value(code, focus.scope(), focus.month()));
        List<IndicatorRow> byDivision = byDivision(definition, focus, t);
        model.put("divisions", byDivision);
        model.put("map", map(definition, byDivision, focus, t));
        model.put("institutions", byInstitution(definition, focus, t));
        return views.html(page, "indicator/show", model);
    }

    /** Two years of months take a while when nobody has asked for them before. */
    @GetMapping("/indicators/{code}/trend")
    ResponseEntity<String> trend(
            Page page,
            @PathVariable String code,
            @RequestParam(required = false) @Nullable YearMonth month,
            @RequestParam(defaultValue = "") String division,
            @RequestParam(defaultValue = "") String institution) {
        current.require(Right.SEE_BOARD);
        Definition definition = indicators.definition(code).orElseThrow(() -> new NotFound("indicator"));
        var focus = new Focus(code, month == null ? YearMonth.now(clock) : month, division, institution);
        return views.html(page, "part/chart", Map.of("chart", trend(definition, focus, page.t())));
    }

    private String scopeName(Focus focus, Texts t) {
        if (!focus.institution().isEmpty()) {
            return institutions
                    .byOrganization(focus.institution())
                    .map(Institution::name)
                    .orElseThrow(() -> new NotFound("institution"));
        }
        return focus.division().isEmpty()
                ? DivisionNames.full(divisions.region(), t)
                : divisions
                        .find(focus.division())
                        .map(d -> DivisionNames.full(d, t))
                        .orElseThrow(() -> new NotFound("division"));
    }

    private List<Link> crumbs(Definition definition, Focus focus, Texts t) {
        List<Link> crumbs = new ArrayList<>();
        crumbs.add(Link.to(t.of("shell.place.indicators"), "/indicators"));
        Focus region = focus.division("");
        crumbs.add(new Link(
                Figures.name(definition, t), region.path(), focus.scope().kind() == Scope.Kind.REGION));
        if (!focus.division().isEmpty()) {
            Focus inDivision = focus.division(focus.division());
            crumbs.add(new Link(
                    scopeName(inDivision, t),
                    inDivision.path(),
                    focus.institution().isEmpty()));
        }
        if (!focus.institution().isEmpty()) {
            crumbs.add(new Link(scopeName(focus, t), focus.path(), true));
        }
        return crumbs;
    }

    private Chart trend(Definition definition, Focus focus, Texts t) {
        List<Value> series = indicators.series(definition.code(), focus.scope(), MONTHS);
        String name = Figures.name(definition, t);
        Optional<Plan.Row> target = target(definition, focus);
        return new Chart(
                name,
                "line",
                Figures.unit(definition, t),
                t.of("indicator.month"),
                series.stream().map(v -> v.month().toString()).toList(),
                List.of(new Chart.Series(
                        name, series.stream().map(v -> rounded(v.value())).toList())),
                target.map(row -> row.target().value()).orElse(null),
                target.map(row -> t.of("plan.target-is", row.target().text())).orElse(""));
    }

    /** The running plan's row that this indicator computes: its target is the whole region's. */
    private Optional<Plan.Row> target(Definition definition, Focus focus) {
        return focus.scope().kind() != Scope.Kind.REGION
                ? Optional.empty()
                : plans.current().rows().stream()
                        .filter(row -> row.indicator().equals(definition.code()))
                        .findFirst();
    }

    private static @Nullable Double rounded(@Nullable Double value) {
        return value == null ? null : Math.round(value * 100) / 100.0;
    }

    private List<IndicatorRow> byDivision(Definition definition, Focus focus, Texts t) {
        if (!definition.by(Scope.Kind.DIVISION)) {
            return List.of();
        }
        Map<String, Value> values = byKey(indicators.byDivision(definition.code(), focus.month()));
        return divisions.all().stream()
                .map(d -> row(
                        definition,
                        DivisionNames.full(d, t),
                        Optional.ofNullable(values.get(d.code())),
                        focus.division(d.code()),
                        t))
                .toList();
    }

    private TileMap map(Definition definition, List<IndicatorRow> rows, Focus focus, Texts t) {
        if (rows.isEmpty()) {
            return TileMap.of(List.of(), "");
        }
        Map<String, Value> values = byKey(indicators.byDivision(definition.code(), focus.month()));
        List<TileMap.Area> areas = divisions.all().stream()
                .map(d -> area(definition, d, values, focus, t))
                .toList();
        return TileMap.of(areas, focus.division());
    }

    private static TileMap.Area area(
            Definition definition, Division division, Map<String, Value> values, Focus focus, Texts t) {
        Value value = values.get(division.code());
        String shown = value == null ? "" : Figures.brief(value, definition, t);
        return new TileMap.Area(
                division.code(),
                DivisionNames.brief(division, t),
                division.column(),
                division.row(),
                value == null ? null : value.value(),
                shown.isEmpty() ? t.of("shell.none") : shown,
                focus.division(division.code()).path());
    }

    private List<IndicatorRow> byInstitution(Definition definition, Focus focus, Texts t) {
        if (!definition.by(Scope.Kind.INSTITUTION)) {
            return List.of();
        }
        List<IndicatorRow> rows = new ArrayList<>();
        for (Value value : indicators.byInstitution(definition.code(), focus.month())) {
            institutions
                    .byOrganization(value.scope().key())
                    .filter(i -> focus.division().isEmpty() || i.division().equals(focus.division()))
                    .ifPresent(i -> rows.add(
                            row(definition, i.name(), Optional.of(value), focus.institution(i.organization()), t)));
        }
        rows.sort(Comparator.comparing(IndicatorRow::denominator).reversed());
        return rows;
    }

    private static Map<String, Value> byKey(List<Value> values) {
        return values.stream().collect(Collectors.toMap(v -> v.scope().key(), Function.identity()));
    }
}
