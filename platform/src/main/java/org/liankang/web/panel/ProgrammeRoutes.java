package org.liankang.web.panel;

import java.time.Clock;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.liankang.identity.access.CurrentAccount;
import org.liankang.identity.access.Right;
import org.liankang.identity.place.Institution;
import org.liankang.identity.place.Institutions;
import org.liankang.uses.indicator.Definition;
import org.liankang.uses.indicator.Indicators;
import org.liankang.uses.indicator.Scope;
import org.liankang.uses.indicator.Value;
import org.liankang.uses.programme.Panels;
import org.liankang.uses.programme.Programmes;
import org.liankang.web.component.Link;
import org.liankang.web.component.Stat;
import org.liankang.web.indicator.Figures;
import org.liankang.web.view.Language;
import org.liankang.web.view.NotFound;
import org.liankang.web.view.Page;
import org.liankang.web.view.Texts;
import org.liankang.web.view.Views;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * The district's board of a programme: its official indicators for the region and for each institution. From every value
 * one goes to the people behind it, where a right, a purpose and a trace are asked ({@code web.indicator}).
 */
@Controller
class ProgrammeRoutes {

    private final CurrentAccount current;
    private final Programmes programmes;
    private final Panels panels;
    private final Indicators indicators;
    private final Institutions institutions;
    private final Views views;
    private final Clock clock;

    ProgrammeRoutes(
            CurrentAccount current,
            Programmes programmes,
            Panels panels,
            Indicators indicators,
            Institutions institutions,
            Views views,
            Clock clock) {
        this.current = current;
        this.programmes = programmes;
        this.panels = panels;
        this.indicators = indicators;
        this.institutions = institutions;
        this.views = views;
        this.clock = clock;
    }

    @GetMapping("/programmes")
    ResponseEntity<String> first() {
        current.require(Right.SEE_BOARD);
        return Views.to("/programmes/" + panels.boards().keySet().iterator().next());
    }

    @GetMapping("/programmes/{code}")
    ResponseEntity<String> show(
            Page page, @PathVariable String code, @RequestParam(required = false) @Nullable YearMonth month) {
        current.require(Right.SEE_BOARD);
        if (!panels.boards().containsKey(code)) {
            throw new NotFound("programme");
        }
        Map<String, String> names = names(page.t());
        Map<String, Object> model = new HashMap<>();
        model.put("code", code);
        model.put("title", names.getOrDefault(code, code));
        model.put("month", month == null ? YearMonth.now(clock) : month);
        model.put(
                "tabs",
                panels.boards().keySet().stream()
                        .map(one -> new Link(names.getOrDefault(one, one), "/programmes/" + one, one.equals(code)))
                        .toList());
        model.put(
                "definitions",
                programmes.definitions().stream()
                        .filter(one -> one.programme().equals(code))
                        .toList());
        return views.html(page, "panel/programme", model);
    }

    /** Computing a month nobody has asked for yet takes a while: the page asks for it afterwards. */
    @GetMapping("/programmes/{code}/values")
    ResponseEntity<String> values(
            Page page, @PathVariable String code, @RequestParam(required = false) @Nullable YearMonth month) {
        current.require(Right.SEE_BOARD);
        List<Definition> asked =
                Optional.ofNullable(panels.boards().get(code)).orElseThrow(() -> new NotFound("programme")).stream()
                        .flatMap(one -> indicators.definition(one).stream())
                        .toList();
        YearMonth of = month == null ? YearMonth.now(clock) : month;
        Texts t = page.t();
        boolean people = page.may(Right.SEE_PEOPLE_BEHIND_INDICATOR);
        List<Stat> region = new ArrayList<>();
        Map<String, Map<String, Value>> byInstitution = new LinkedHashMap<>();
        for (Definition one : asked) {
            Optional<Value> value = indicators.value(one.code(), Scope.region(), of);
            Stat plain = Stat.plain(
                    Figures.name(one, t),
                    value.map(v -> Figures.shown(v, one, t)).orElse(""),
                    Figures.unit(one, t),
                    value.map(v -> counted(v, t)).orElse(""));
            region.add(new Stat(
                    plain.label(),
                    plain.value(),
                    plain.unit(),
                    plain.meter(),
                    plain.trend(),
                    plain.badge(),
                    plain.footLeft(),
                    one.source(),
                    "/indicators/" + one.code() + "?month=" + of));
            for (Value each : indicators.byInstitution(one.code(), of)) {
                byInstitution
                        .computeIfAbsent(each.scope().key(), none -> new HashMap<>())
                        .put(one.code(), each);
            }
        }
        Map<String, Object> model = new HashMap<>();
        model.put("stats", region);
        model.put("heads", asked.stream().map(one -> Figures.name(one, t)).toList());
        model.put("rows", rows(t, asked, byInstitution, of, people));
        model.put("people", people);
        return views.html(page, "panel/values", model);
    }

    private List<InstitutionRow> rows(
            Texts t, List<Definition> asked, Map<String, Map<String, Value>> values, YearMonth month, boolean people) {
        List<InstitutionRow> rows = new ArrayList<>();
        for (String key : new TreeSet<>(values.keySet())) {
            List<InstitutionRow.Cell> cells = new ArrayList<>();
            for (Definition one : asked) {
                Optional<Value> value = Optional.ofNullable(values.get(key).get(one.code()));
                String path =
                        "/indicators/" + one.code() + "/people?month=" + month + "&institution=" + key + "&part=out";
                cells.add(new InstitutionRow.Cell(
                        value.map(v -> Figures.shown(v, one, t)).orElse(""),
                        value.map(v -> counted(v, t)).orElse(""),
                        people && value.isPresent() ? path : ""));
            }
            rows.add(new InstitutionRow(
                    institutions.byOrganization(key).map(Institution::name).orElse(key), cells));
        }
        return rows;
    }

    private static String counted(Value value, Texts t) {
        return t.of("panel.counted", t.number(value.numerator(), 0), t.number(value.denominator(), 0));
    }

    private Map<String, String> names(Texts t) {
        Map<String, String> names = new HashMap<>();
        programmes
                .definitions()
                .forEach(one ->
                        names.put(one.programme(), t.language() == Language.ENGLISH ? one.nameEnglish() : one.name()));
        return names;
    }
}
