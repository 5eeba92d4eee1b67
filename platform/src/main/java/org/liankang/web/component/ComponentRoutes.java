package org.liankang.web.component;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.liankang.identity.place.Division;
import org.liankang.identity.place.Divisions;
import org.liankang.web.view.Page;
import org.liankang.web.view.Texts;
import org.liankang.web.view.Views;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** Shows every component in every state, with invented values. */
@Controller
class ComponentRoutes {

    private final Views views;
    private final Divisions divisions;

    ComponentRoutes(Views views, Divisions divisions) {
        this.views = views;
        this.divisions = divisions;
    }

    @GetMapping("/components")
    ResponseEntity<String> show(Page page) {
        Texts t = page.t();
        return views.html(
                page,
                "component/all",
                Map.of(
                        "stats", stats(t),
                        "map", map(t),
                        "line", line(t),
                        "rank", rank(t),
                        "fields", fields(t),
                        "moments", moments(t)));
    }

    private static List<Stat> stats(Texts t) {
        return List.of(
                new Stat(
                        t.of("component.sample.rate"),
                        "68.4",
                        "%",
                        Optional.of(Meter.of(68.4, 72.5, Tone.WARN, t.of("component.sample.meter"))),
                        Sparkline.of(List.of(61.2, 62.0, 63.8, 63.1, 65.4, 66.9, 68.4)),
                        Optional.of(Badge.of(t.of("component.source.computed"), Tone.ACCENT)),
                        t.of("component.sample.target"),
                        t.of("component.sample.month"),
                        "/components"),
                new Stat(
                        t.of("component.sample.reached"),
                        "7.82",
                        t.of("component.sample.beds"),
                        Optional.of(Meter.of(7.82, 7.65, Tone.GOOD, t.of("component.sample.meter"))),
                        Sparkline.of(List.of(7.3, 7.4, 7.4, 7.6, 7.82)),
                        Optional.of(Badge.of(t.of("component.source.reported"), Tone.INFO)),
                        t.of("component.sample.target"),
                        t.of("component.sample.month"),
                        ""),
                new Stat(
                        t.of("component.sample.missing"),
                        "",
                        "",
                        Optional.empty(),
                        Sparkline.of(List.of()),
                        Optional.of(Badge.of(t.of("component.source.missing"), Tone.QUIET)),
                        t.of("component.sample.target"),
                        "",
                        ""),
                Stat.plain(t.of("component.sample.count"), "128,430", "", t.of("component.sample.month")));
    }

    private TileMap map(Texts t) {
        List<TileMap.Area> areas = divisions.all().stream().map(d -> area(t, d)).toList();
        return TileMap.of(areas, areas.size() > 2 ? areas.get(2).code() : "");
    }

    private static TileMap.Area area(Texts t, Division division) {
        int seed = Math.floorMod(division.code().hashCode(), 30);
        Double value = seed % 9 == 0 ? null : 50.0 + seed;
        String shown = value == null ? t.of("shell.none") : t.number(value, 1);
        return new TileMap.Area(
                division.code(),
                DivisionNames.brief(division, t),
                division.column(),
                division.row(),
                value,
                shown,
                "/components");
    }

    private static Chart line(Texts t) {
        List<String> months = Arrays.asList("1", "2", "3", "4", "5", "6", "7", "8");
        return new Chart(
                t.of("component.sample.rate"),
                "line",
                "%",
                t.of("component.sample.month-head"),
                months,
                List.of(new Chart.Series(
                        t.of("component.sample.rate"), Arrays.asList(61.2, 62.0, 63.8, null, 65.4, 66.9, 68.4, 69.0))),
                72.5,
                t.of("component.sample.target"));
    }

    private Chart rank(Texts t) {
        List<Division> some = divisions.all().stream().limit(6).toList();
        return new Chart(
                t.of("component.sample.rate"),
                "rank",
                "%",
                t.of("component.sample.division-head"),
                some.stream().map(d -> DivisionNames.brief(d, t)).toList(),
                List.of(new Chart.Series(
                        t.of("component.sample.rate"), Arrays.asList(81.0, 77.5, 74.2, 70.9, 66.0, 58.3))),
                72.5,
                t.of("component.sample.target"));
    }

    private static List<Field> fields(Texts t) {
        var yes = new Field.Option("yes", t.of("component.sample.yes"));
        var no = new Field.Option("no", t.of("component.sample.no"));
        return List.of(
                Field.text("name", t.of("component.sample.field-text"), "")
                        .needed()
                        .hinted(t.of("component.sample.hint")),
                Field.number("systolic", t.of("component.sample.field-number"), "132", "mmHg")
                        .between("60", "280")
                        .helped(t.of("component.sample.range")),
                Field.number("diastolic", t.of("component.sample.field-wrong"), "820", "mmHg")
                        .wrong(t.of("component.sample.error")),
                Field.of("day", t.of("component.sample.field-date"), "date", "2026-08-01"),
                Field.choice("select", t.of("component.sample.field-select"), "select", "yes", List.of(yes, no)),
                Field.choice("pills", t.of("component.sample.field-pills"), "pills", "yes", List.of(yes, no)),
                Field.choice("check", t.of("component.sample.field-check"), "check", "no", List.of(yes, no)),
                Field.of("area", t.of("component.sample.field-area"), "area", ""));
    }

    private static List<Moment> moments(Texts t) {
        return List.of(
                new Moment(
                        "2026-08-21",
                        t.of("component.sample.moment-1"),
                        t.of("component.sample.detail"),
                        "/components",
                        Tone.GOOD),
                new Moment(
                        "2026-07-02",
                        t.of("component.sample.moment-2"),
                        t.of("component.sample.detail"),
                        "",
                        Tone.WARN),
                new Moment("2026-05-11", t.of("component.sample.moment-3"), "", "", Tone.QUIET));
    }
}
