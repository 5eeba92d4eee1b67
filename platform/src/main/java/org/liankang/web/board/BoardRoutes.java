package org.liankang.web.board;

import java.time.Clock;
import java.time.YearMonth;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.liankang.identity.access.Account;
import org.liankang.identity.access.CurrentAccount;
import org.liankang.identity.access.Right;
import org.liankang.identity.place.Division;
import org.liankang.identity.place.Divisions;
import org.liankang.record.feed.Followers;
import org.liankang.uses.indicator.Definition;
import org.liankang.uses.indicator.Indicators;
import org.liankang.uses.indicator.Scope;
import org.liankang.uses.indicator.Value;
import org.liankang.uses.plan.Plan;
import org.liankang.uses.plan.Plans;
import org.liankang.web.component.Chart;
import org.liankang.web.component.DivisionNames;
import org.liankang.web.component.Sparkline;
import org.liankang.web.component.Stat;
import org.liankang.web.component.TileMap;
import org.liankang.web.indicator.Figures;
import org.liankang.web.plan.PlanRow;
import org.liankang.web.view.Page;
import org.liankang.web.view.Place;
import org.liankang.web.view.Texts;
import org.liankang.web.view.Views;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The front page: the board for who may see it, else the first place of one's role, else the sign-in. */
@Controller
class BoardRoutes {

    private static final String SERVICE = "service";
    private static final int HEADLINES = 4;
    private static final int SPARK_MONTHS = 12;
    private static final int TREND_MONTHS = 24;

    private final Views views;
    private final Plans plans;
    private final Indicators indicators;
    private final Divisions divisions;
    private final Followers followers;
    private final CurrentAccount current;
    private final Clock clock;

    BoardRoutes(
            Views views,
            Plans plans,
            Indicators indicators,
            Divisions divisions,
            Followers followers,
            CurrentAccount current,
            Clock clock) {
        this.views = views;
        this.plans = plans;
        this.indicators = indicators;
        this.divisions = divisions;
        this.followers = followers;
        this.current = current;
        this.clock = clock;
    }

    @GetMapping("/")
    ResponseEntity<String> front(Page page, @RequestParam(defaultValue = "") String indicator) {
        if (page.account().isEmpty()) {
            return Views.to("/sign-in");
        }
        Account account = page.account().get();
        if (!account.may(Right.SEE_BOARD)) {
            return Views.to(page.places().stream().findFirst().map(Place::path).orElse("/account"));
        }
        Map<String, Object> model = model(page.t(), indicator);
        model.put("states", followers.states());
        return views.html(page, "board/show", model);
    }

    /** The board's content alone, asked for when the books have moved: by then all its values are computed. */
    @GetMapping("/board/content")
    ResponseEntity<String> content(Page page, @RequestParam(defaultValue = "") String indicator) {
        current.require(Right.SEE_BOARD);
        Map<String, Object> model = model(page.t(), indicator);
        List<PlanRow> rows = rows(page.t());
        model.put("stats", headlines(rows, true, page.t()));
        model.put("trend", Optional.of(trend(chosen(indicator), rows, page.t())));
        return views.html(page, "board/content", model);
    }

    /** The headline tiles with their trends, which take a while when nobody has asked for them before. */
    @GetMapping("/board/headlines")
    ResponseEntity<String> headlines(Page page) {
        current.require(Right.SEE_BOARD);
        return views.html(
                page, "board/headlines", Map.of("stats", headlines(rows(page.t()), true, page.t()), "lazy", false));
    }

    @GetMapping("/board/trend")
    ResponseEntity<String> trend(Page page, @RequestParam(defaultValue = "") String indicator) {
        current.require(Right.SEE_BOARD);
        return views.html(page, "part/chart", Map.of("chart", trend(chosen(indicator), rows(page.t()), page.t())));
    }

    private Map<String, Object> model(Texts t, String asked) {
        List<PlanRow> rows = rows(t);
        Definition chosen = chosen(asked);
        Map<String, Object> model = new HashMap<>();
        model.put("plan", plans.current());
        model.put("rows", rows);
        model.put("tally", tally(rows, t));
        model.put("stats", headlines(rows, false, t));
        model.put("mapped", mapped());
        model.put("chosen", chosen);
        model.put("map", map(chosen, t));
        model.put("trend", Optional.empty());
        return model;
    }

    private List<PlanRow> rows(Texts t) {
        Plan plan = plans.current();
        return plan.rows().stream().map(row -> new PlanRow(plan.code(), row, t)).toList();
    }

    private List<Definition> mapped() {
        return indicators.definitions().stream()
                .filter(d -> d.by(Scope.Kind.DIVISION))
                .toList();
    }

    /** The indicator asked for, else the first service of the plan that divisions can be compared by. */
    private Definition chosen(String asked) {
        List<Definition> mapped = mapped();
        return mapped.stream()
                .filter(d -> d.code().equals(asked))
                .findFirst()
                .or(() -> plans.current().rows().stream()
                        .flatMap(row -> indicators.definition(row.indicator()).stream())
                        .filter(d -> d.group().equals(SERVICE) && mapped.contains(d))
                        .findFirst())
                .orElseGet(mapped::getFirst);
    }

    private List<Stat> headlines(List<PlanRow> rows, boolean withTrend, Texts t) {
        return rows.stream()
                .filter(this::headline)
                .sorted(Comparator.comparing(row -> !service(row)))
                .limit(HEADLINES)
                .map(row -> stat(row, withTrend, t))
                .toList();
    }

    /** Computed, and something that people can act on within the year. */
    private boolean headline(PlanRow row) {
        return row.row().latest().source() == Plan.Source.COMPUTED
                && !row.row().latest().tooSmall()
                && indicators.definition(row.row().indicator()).isPresent();
    }

    private boolean service(PlanRow row) {
        return indicators
                .definition(row.row().indicator())
                .filter(d -> d.group().equals(SERVICE))
                .isPresent();
    }

    private static List<Tally> tally(List<PlanRow> rows, Texts t) {
        return List.of(Plan.Progress.MET, Plan.Progress.ON_THE_WAY, Plan.Progress.BEHIND, Plan.Progress.UNKNOWN)
                .stream()
                .map(progress -> new Tally(
                        t.of("plan.progress", progress),
                        rows.stream()
                                .filter(r -> r.row().progress() == progress)
                                .count(),
                        rows.size(),
                        progress))
                .toList();
    }

    private Stat stat(PlanRow row, boolean withTrend, Texts t) {
        List<Double> trend = !withTrend
                ? List.of()
                : indicators.series(row.row().indicator(), Scope.region(), SPARK_MONTHS).stream()
                        .map(Value::value)
                        .filter(value -> value != null)
                        .toList();
        return new Stat(
                row.name(),
                row.value(),
                row.unit(),
                row.meter(),
                Sparkline.of(trend),
                Optional.of(row.progress()),
                t.of("plan.target-is", row.target()),
                row.asOf(),
                row.path());
    }

    private TileMap map(Definition definition, Texts t) {
        Map<String, Value> values = new HashMap<>();
        indicators
                .byDivision(definition.code(), YearMonth.now(clock))
                .forEach(value -> values.put(value.scope().key(), value));
        return TileMap.of(
                divisions.all().stream()
                        .map(d -> area(definition, d, values.get(d.code()), t))
                        .toList(),
                "");
    }

    private static TileMap.Area area(Definition definition, Division division, @Nullable Value value, Texts t) {
        boolean known = value != null && value.value() != null;
        return new TileMap.Area(
                division.code(),
                DivisionNames.brief(division, t),
                division.column(),
                division.row(),
                known ? value.value() : null,
                known ? Figures.brief(value, definition, t) : t.of("shell.none"),
                "/indicators/" + definition.code() + "?division=" + division.code());
    }

    private Chart trend(Definition definition, List<PlanRow> rows, Texts t) {
        List<Value> series = indicators.series(definition.code(), Scope.region(), TREND_MONTHS);
        Optional<PlanRow> row = rows.stream()
                .filter(r -> r.row().indicator().equals(definition.code()))
                .findFirst();
        String name = Figures.name(definition, t);
        return new Chart(
                name,
                "line",
                Figures.unit(definition, t),
                t.of("indicator.month"),
                series.stream().map(v -> v.month().toString()).toList(),
                List.of(new Chart.Series(
                        name,
                        series.stream()
                                .map(v -> v.value() == null ? null : Math.round(v.value() * 100) / 100.0)
                                .toList())),
                row.map(r -> r.row().target().value()).orElse(null),
                row.map(r -> t.of("plan.target-is", r.target())).orElse(""));
    }
}
