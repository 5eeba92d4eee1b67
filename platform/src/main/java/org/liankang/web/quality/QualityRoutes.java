package org.liankang.web.quality;

import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.liankang.entry.receipt.Quarantine;
import org.liankang.entry.receipt.Submissions;
import org.liankang.identity.place.Institution;
import org.liankang.identity.place.Institutions;
import org.liankang.uses.quality.Qualities;
import org.liankang.uses.quality.Rule;
import org.liankang.uses.quality.Score;
import org.liankang.web.component.Chart;
import org.liankang.web.component.Link;
import org.liankang.web.view.NotFound;
import org.liankang.web.view.Page;
import org.liankang.web.view.Texts;
import org.liankang.web.view.Views;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The bureau's table, an institution's own page, and what each rule asks. */
@Controller
@RequestMapping("/quality")
class QualityRoutes {

    private static final int MONTHS = 12;
    /** Scores of what no institution could be named for. */
    private static final long NOBODY = 0;

    private final Sight sight;
    private final Qualities qualities;
    private final Institutions institutions;
    private final Submissions submissions;
    private final Quarantine quarantine;
    private final Views views;
    private final Clock clock;

    QualityRoutes(
            Sight sight,
            Qualities qualities,
            Institutions institutions,
            Submissions submissions,
            Quarantine quarantine,
            Views views,
            Clock clock) {
        this.sight = sight;
        this.qualities = qualities;
        this.institutions = institutions;
        this.submissions = submissions;
        this.quarantine = quarantine;
        this.views = views;
        this.clock = clock;
    }

    @GetMapping
    ResponseEntity<String> overview(Page page, @RequestParam(required = false) @Nullable YearMonth month) {
        long own = sight.own();
        if (own != Qualities.ALL) {
            return Views.to("/quality/institutions/" + own);
        }
        YearMonth until = until(month);
        List<Score> scores = qualities.scores(Qualities.ALL, from(until), until);
        Map<String, Object> model = new HashMap<>();
        model.put("month", until);
        model.put("bands", qualities.bands());
        model.put("all", dimensions(scores));
        model.put("rows", rows(scores, until, page.t()));
        model.put("rules", rules(scores, Qualities.ALL, page.t()));
        model.put("trend", trend(Qualities.ALL, until, page.t()));
        return views.html(page, "quality/overview", model);
    }

    @GetMapping("/institutions/{id}")
    ResponseEntity<String> institution(
            Page page, @PathVariable long id, @RequestParam(required = false) @Nullable YearMonth month) {
        long asked = sight.asked(id);
        Optional<Institution> institution = institutions.find(asked);
        if (institution.isEmpty() && asked != NOBODY) {
            throw new NotFound("institution");
        }
        YearMonth until = until(month);
        List<Score> scores = qualities.scores(asked, from(until), until);
        String code = institution.map(Institution::code).orElse("");
        String name =
                institution.map(Institution::name).orElseGet(() -> page.t().of("quality.nobody"));
        Map<String, Object> model = new HashMap<>();
        model.put("id", asked);
        model.put("name", name);
        model.put("code", code);
        model.put("month", until);
        model.put("bands", qualities.bands());
        model.put("all", dimensions(scores));
        model.put("door", door(doors(until).get(code)));
        model.put("waiting", quarantine.openByInstitution().getOrDefault(code, 0L));
        model.put("open", scores.stream().mapToLong(Score::failed).sum());
        model.put("mended", scores.stream().mapToLong(Score::mended).sum());
        model.put("rules", rules(scores, asked, page.t()));
        model.put("trend", trend(asked, until, page.t()));
        model.put("crumbs", crumbs(name, page.t()));
        return views.html(page, "quality/institution", model);
    }

    @GetMapping("/rules/{code}")
    ResponseEntity<String> rule(
            Page page, @PathVariable String code, @RequestParam(required = false) @Nullable YearMonth month) {
        long own = sight.own();
        Rule rule = qualities.rule(code).orElseThrow(() -> new NotFound("rule"));
        YearMonth until = until(month);
        List<Score> scores = qualities.scores(own, from(until), until).stream()
                .filter(score -> score.rule().equals(code))
                .toList();
        Map<String, String> kinds = Words.kinds(qualities.kinds(), page.t());
        Map<String, Object> model = new HashMap<>();
        model.put("rule", rule);
        model.put("bands", qualities.bands());
        model.put("kinds", rule.kinds().stream().map(kinds::get).toList());
        model.put("grade", Grade.of(scores));
        model.put("mended", scores.stream().mapToLong(Score::mended).sum());
        model.put("rows", own == Qualities.ALL ? rows(scores, until, page.t()) : List.<InstitutionRow>of());
        model.put("itemsPath", own == Qualities.ALL ? "" : itemsPath(own, code));
        model.put("crumbs", crumbs(Words.in(rule.name(), page.t()), page.t()));
        return views.html(page, "quality/rule", model);
    }

    static List<Link> crumbs(String here, Texts t) {
        return List.of(Link.to(t.of("shell.place.quality"), "/quality"), new Link(here, "", true));
    }

    static String itemsPath(long institution, String rule) {
        return "/quality/institutions/" + institution + "/items" + (rule.isEmpty() ? "" : "?rule=" + rule);
    }

    private YearMonth until(@Nullable YearMonth asked) {
        YearMonth now = YearMonth.now(clock);
        return asked == null || asked.isAfter(now) ? now : asked;
    }

    private static YearMonth from(YearMonth until) {
        return until.minusMonths(MONTHS - 1);
    }

    private Map<Rule.Dimension, Grade> dimensions(List<Score> scores) {
        Map<String, Rule> byCode = byCode();
        Map<Rule.Dimension, Grade> grades = new java.util.EnumMap<>(Rule.Dimension.class);
        for (Rule.Dimension dimension : Rule.Dimension.values()) {
            grades.put(
                    dimension,
                    Grade.of(scores.stream()
                            .filter(s -> byCode.containsKey(s.rule())
                                    && byCode.get(s.rule()).dimension() == dimension)
                            .toList()));
        }
        return grades;
    }

    private Map<String, Rule> byCode() {
        return qualities.rules().stream().collect(Collectors.toMap(Rule::code, rule -> rule));
    }

    /** The worst first. */
    private List<InstitutionRow> rows(List<Score> scores, YearMonth until, Texts t) {
        Map<Long, List<Score>> by = scores.stream().collect(Collectors.groupingBy(Score::institution));
        Map<String, Submissions.Share> doors = doors(until);
        Map<String, Long> waiting = quarantine.openByInstitution();
        List<InstitutionRow> rows = new ArrayList<>();
        by.forEach((id, own) -> {
            Optional<Institution> institution = institutions.find(id);
            String code = institution.map(Institution::code).orElse("");
            rows.add(new InstitutionRow(
                    institution.map(Institution::name).orElseGet(() -> t.of("quality.nobody")),
                    "/quality/institutions/" + id,
                    Grade.of(own),
                    List.copyOf(dimensions(own).values()),
                    door(doors.get(code)),
                    waiting.getOrDefault(code, 0L),
                    own.stream().mapToLong(Score::failed).sum()));
        });
        rows.sort(Comparator.comparingDouble((InstitutionRow row) -> row.all().passed())
                .thenComparing(InstitutionRow::name));
        return rows;
    }

    private Map<String, Submissions.Share> doors(YearMonth until) {
        return submissions.shares(start(from(until)), start(until.plusMonths(1)));
    }

    private Instant start(YearMonth month) {
        return month.atDay(1).atStartOfDay(clock.getZone()).toInstant();
    }

    private static Grade door(Submissions.@Nullable Share share) {
        return share == null ? new Grade(0, 0) : new Grade(share.items(), Math.max(share.items() - share.stored(), 0));
    }

    /** What failed most first; rules that had nothing to judge come last. */
    private List<RuleRow> rules(List<Score> scores, long institution, Texts t) {
        Map<String, List<Score>> by = scores.stream().collect(Collectors.groupingBy(Score::rule));
        return qualities.rules().stream()
                .map(rule -> {
                    List<Score> own = by.getOrDefault(rule.code(), List.of());
                    return new RuleRow(
                            rule,
                            Grade.of(own),
                            own.stream().mapToLong(Score::mended).sum(),
                            "/quality/rules/" + rule.code(),
                            institution == Qualities.ALL ? "" : itemsPath(institution, rule.code()));
                })
                .sorted(Comparator.comparingLong((RuleRow row) -> -row.grade().failed())
                        .thenComparing(row -> row.grade().empty())
                        .thenComparing(row -> row.rule().dimension())
                        .thenComparing(row -> Words.in(row.rule().name(), t)))
                .toList();
    }

    private Chart trend(long institution, YearMonth until, Texts t) {
        List<Score> months = qualities.months(institution, from(until), until);
        Map<YearMonth, List<Score>> by = months.stream()
                .collect(Collectors.groupingBy(score -> score.month().orElseThrow()));
        TreeSet<YearMonth> labels = new TreeSet<>();
        for (int i = 0; i < MONTHS; i++) {
            labels.add(until.minusMonths(i));
        }
        List<Chart.Series> series = new ArrayList<>();
        for (Rule.Dimension dimension : Rule.Dimension.values()) {
            List<@Nullable Double> values = new ArrayList<>();
            for (YearMonth label : labels) {
                Grade grade = dimensions(by.getOrDefault(label, List.of())).get(dimension);
                values.add(grade.empty() ? null : Double.valueOf(grade.percent()));
            }
            series.add(new Chart.Series(t.of("quality.dimension", dimension), values));
        }
        return new Chart(
                t.of("quality.trend"),
                "line",
                "%",
                t.of("quality.month"),
                labels.stream().map(YearMonth::toString).toList(),
                series,
                null,
                "");
    }
}
