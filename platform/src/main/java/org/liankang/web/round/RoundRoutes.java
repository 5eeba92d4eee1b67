package org.liankang.web.round;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.liankang.identity.access.Account;
import org.liankang.identity.access.AuditTrail;
import org.liankang.identity.access.CurrentAccount;
import org.liankang.identity.access.ResidentAccess;
import org.liankang.identity.access.Right;
import org.liankang.identity.person.Person;
import org.liankang.identity.person.Persons;
import org.liankang.uses.programme.Programmes;
import org.liankang.uses.programme.Task;
import org.liankang.uses.round.DayCheck;
import org.liankang.uses.round.Progress;
import org.liankang.uses.round.Rounds;
import org.liankang.uses.round.Spot;
import org.liankang.uses.round.Vehicle;
import org.liankang.uses.round.Village;
import org.liankang.web.component.Stat;
import org.liankang.web.task.TaskCard;
import org.liankang.web.task.TaskCards;
import org.liankang.web.view.Language;
import org.liankang.web.view.NotFound;
import org.liankang.web.view.Page;
import org.liankang.web.view.Texts;
import org.liankang.web.view.Views;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;

/** The pages of rounds: a month with its map, one vehicle's day, and the buttons that plan. */
@Controller
class RoundRoutes {

    private static final String SEE = "see-round";
    private static final String PLAN = "plan-rounds";

    private final CurrentAccount current;
    private final ResidentAccess access;
    private final AuditTrail trail;
    private final Rounds rounds;
    private final Programmes programmes;
    private final Persons persons;
    private final TaskCards cards;
    private final MonthPage months;
    private final Views views;
    private final Clock clock;

    RoundRoutes(
            CurrentAccount current,
            ResidentAccess access,
            AuditTrail trail,
            Rounds rounds,
            Programmes programmes,
            Persons persons,
            TaskCards cards,
            MonthPage months,
            Views views,
            Clock clock) {
        this.current = current;
        this.access = access;
        this.trail = trail;
        this.rounds = rounds;
        this.programmes = programmes;
        this.persons = persons;
        this.cards = cards;
        this.months = months;
        this.views = views;
        this.clock = clock;
    }

    @GetMapping("/rounds")
    ResponseEntity<String> month(
            Page page, @RequestParam(defaultValue = "") String month, @RequestParam(defaultValue = "") String said) {
        current.require(Right.PLAN_ROUNDS);
        YearMonth asked = monthOr(month, YearMonth.now(clock));
        // read before the plan: a search that ends in between must not leave a page with neither
        Progress progress = rounds.progress();
        MonthPage.Content content = months.of(asked, page.t());
        Map<String, Object> model = new HashMap<>();
        model.put("month", asked);
        model.put("over", asked.atEndOfMonth().isBefore(LocalDate.now(clock)));
        model.put("notice", notice(page.t()));
        model.put("clause", rounds.clause());
        model.put("said", page.t().has("round.refused." + said) ? said : "");
        model.put("plan", content.plan().orElse(null));
        model.put("progress", progress);
        model.put("stats", stats(page.t(), content));
        model.put("weeks", Week.of(asked, LocalDate.now(clock), content.tours()));
        model.put("tours", content.tours());
        model.put("villages", content.villages());
        model.put("map", map(page.t(), content));
        model.put("addable", lackingFirst(content.villages().stream()));
        model.put("vehicles", names(page.t()));
        model.put("firstDay", firstDay(asked));
        return views.html(page, "round/month", model);
    }

    /** How far the search is; asks for the whole page again when it has ended. */
    @GetMapping("/rounds/progress")
    ResponseEntity<String> progress(Page page) {
        current.require(Right.PLAN_ROUNDS);
        Progress now = rounds.progress();
        return now.state() == Progress.State.RUNNING
                ? views.html(page, "round/progress", Map.of("progress", now))
                : ResponseEntity.ok().header("HX-Refresh", "true").body("");
    }

    @PostMapping("/rounds/plan")
    ResponseEntity<String> plan(
            @RequestParam(defaultValue = "") String month, @RequestParam(defaultValue = "1") String seed) {
        Account account = current.require(Right.PLAN_ROUNDS);
        Optional<YearMonth> asked = month(month);
        Optional<Long> number = number(seed);
        if (asked.isEmpty() || number.isEmpty()) {
            return said("/rounds", Map.of(), Refused.unreadable());
        }
        trail.record(account, PLAN, "rounds/" + asked.get());
        return said(
                "/rounds",
                Map.of("month", asked.get().toString()),
                Refused.of(rounds.begin(asked.get(), number.get(), account.login())));
    }

    @PostMapping("/rounds/stop")
    ResponseEntity<String> stop(@RequestParam(defaultValue = "") String month) {
        current.require(Right.PLAN_ROUNDS);
        rounds.stop();
        return said(
                "/rounds", Map.of("month", month(month).map(YearMonth::toString).orElse("")), Optional.empty());
    }

    /** One vehicle's day: where it goes, when, and who is due there. Names only of residents of the own centre. */
    @GetMapping("/rounds/tour")
    ResponseEntity<String> tour(
            Page page,
            @RequestParam(defaultValue = "") String vehicle,
            @RequestParam(defaultValue = "") String day,
            @RequestParam(defaultValue = "") String said,
            @RequestParam(defaultValue = "") String did,
            @RequestParam(defaultValue = "") String village) {
        Account account = current.require(Right.PLAN_ROUNDS);
        LocalDate on = day(day).orElseThrow(() -> new NotFound("tour"));
        Vehicle of = rounds.vehicle(vehicle).orElseThrow(() -> new NotFound("tour"));
        MonthPage.Content content = months.of(YearMonth.from(on), page.t());
        TourRow tour = content.tours().stream()
                .filter(one -> one.vehicle().equals(vehicle) && one.day().equals(on))
                .findFirst()
                .orElseGet(() -> new TourRow(vehicle, MonthPage.name(of, page.t()), on, "", List.of(), false));
        Map<Long, List<DueRow>> due = new HashMap<>();
        Map<Long, Integer> others = new HashMap<>();
        for (TourRow.Stop stop : tour.stops()) {
            List<DueRow> people = new ArrayList<>();
            int unnamed = due(account, stop.stop().village(), on, people);
            due.put(stop.stop().id(), people);
            others.put(stop.stop().id(), unnamed);
        }
        Map<String, Object> model = new HashMap<>();
        model.put("tour", tour);
        model.put("due", due);
        model.put("others", others);
        model.put("today", LocalDate.now(clock));
        model.put("base", of.base());
        model.put("vehicles", names(page.t()));
        model.put("notice", notice(page.t()));
        model.put("said", page.t().has("round.refused." + said) ? said : "");
        model.put("map", tourMap(of, tour));
        model.put("plan", content.plan().orElse(null));
        Optional<DayCheck> check = rounds.check(of, on);
        boolean room = !on.isBefore(LocalDate.now(clock))
                && check.filter(one -> one.stops() < one.most()).isPresent();
        model.put("check", check.orElse(null));
        model.put("addable", room ? addable(content, tour, of) : List.of());
        model.put("did", page.t().has("round.did." + did) ? did : "");
        model.put(
                "changed",
                content.villages().stream()
                        .filter(row -> row.village().code().equals(village))
                        .findFirst()
                        .orElse(null));
        return views.html(page, "round/tour", model);
    }

    /** Adds who may be named to {@code people}; answers how many more are due. */
    private int due(Account account, String code, LocalDate day, List<DueRow> people) {
        Optional<Village> village = rounds.village(code);
        if (village.isEmpty()) {
            return 0;
        }
        List<Task> tasks = programmes.doable(rounds.residents(village.get()), day).stream()
                .filter(task -> !task.until().isBefore(day))
                .toList();
        Map<Long, Person> all =
                persons.all(tasks.stream().map(Task::resident).distinct().toList());
        Map<Long, Person> own = new LinkedHashMap<>();
        all.forEach((resident, person) -> {
            if (access.ownResident(account, person)) {
                access.found(account, person, SEE, "/rounds/tour");
                own.put(resident, person);
            }
        });
        Map<Long, List<TaskCard>> byResident = new LinkedHashMap<>();
        cards.of(tasks.stream().filter(task -> own.containsKey(task.resident())).toList())
                .forEach(card -> byResident
                        .computeIfAbsent(card.person().id(), none -> new ArrayList<>())
                        .add(card));
        byResident.forEach((resident, due) ->
                people.add(new DueRow(own.get(resident), own.get(resident).ageOn(day), due)));
        return all.size() - own.size();
    }

    /** Villages a vehicle serves that are not on its day yet. */
    private static List<VillageRow> addable(MonthPage.Content content, TourRow tour, Vehicle vehicle) {
        return content.plan().isEmpty() || !vehicle.drives(tour.day())
                ? List.of()
                : lackingFirst(content.villages().stream()
                        .filter(row -> vehicle.serves(row.village()))
                        .filter(row -> !row.planned().contains(tour.day())));
    }

    private static List<VillageRow> lackingFirst(Stream<VillageRow> villages) {
        return villages.filter(row -> row.owed() > 0)
                .sorted(Comparator.comparing((VillageRow row) -> row.planned().size() >= row.owed()))
                .toList();
    }

    /** The day a form proposes: today, in another month its first. */
    private LocalDate firstDay(YearMonth month) {
        LocalDate today = LocalDate.now(clock);
        return YearMonth.from(today).equals(month) ? today : month.atDay(1);
    }

    private List<Stat> stats(Texts t, MonthPage.Content content) {
        long lacking = content.villages().stream()
                .filter(row -> row.owed() > row.planned().size())
                .count();
        return List.of(
                Stat.plain(
                        t.of("round.stat.villages"),
                        t.count(content.villages().stream()
                                .filter(row -> row.owed() > 0)
                                .count()),
                        "",
                        t.of("round.stat.owed", content.owed())),
                Stat.plain(
                        t.of("round.stat.planned"),
                        t.count(content.planned()),
                        "",
                        t.of("round.stat.of", content.owed())),
                Stat.plain(t.of("round.stat.done"), t.count(content.done()), "", t.of("round.stat.of", content.owed())),
                Stat.plain(t.of("round.stat.lacking"), t.count(lacking), "", t.of("round.stat.lacking-why")));
    }

    private RoundMap map(Texts t, MonthPage.Content content) {
        return RoundMap.of(
                content.villages().stream()
                        .map(row -> new RoundMap.Mark(
                                row.village().place(),
                                row.village().name(),
                                row.tone().style(),
                                t.of(
                                        "round.map.village",
                                        row.village().name(),
                                        row.owed(),
                                        row.planned().size(),
                                        row.done().size()),
                                "#" + anchor(row.village())))
                        .toList(),
                rounds.vehicles().stream()
                        .map(one -> new RoundMap.Mark(one.place(), one.base(), "home", one.base(), ""))
                        .toList(),
                List.of());
    }

    private RoundMap tourMap(Vehicle vehicle, TourRow tour) {
        List<RoundMap.Mark> marks = new ArrayList<>();
        List<Spot> line = new ArrayList<>(List.of(vehicle.place()));
        for (TourRow.Stop stop : tour.stops()) {
            rounds.village(stop.stop().village()).ifPresent(village -> {
                line.add(village.place());
                marks.add(new RoundMap.Mark(
                        village.place(),
                        stop.stop().place() + " " + village.name(),
                        "accent",
                        village.name() + " " + stop.hours(),
                        "#stop-" + stop.stop().id()));
            });
        }
        line.add(vehicle.place());
        return RoundMap.of(
                marks, List.of(new RoundMap.Mark(vehicle.place(), vehicle.base(), "home", vehicle.base(), "")), line);
    }

    /** Where a village stands in the month's table. */
    static String anchor(Village village) {
        return "village-" + village.division() + "-" + village.name();
    }

    private Map<String, String> names(Texts t) {
        Map<String, String> names = new LinkedHashMap<>();
        rounds.vehicles().forEach(one -> names.put(one.code(), MonthPage.name(one, t)));
        return names;
    }

    private String notice(Texts t) {
        return rounds.notices().get(t.language() == Language.ENGLISH ? 1 : 0);
    }

    static ResponseEntity<String> said(String path, Map<String, String> query, Optional<Refused> refused) {
        var address = UriComponentsBuilder.fromUriString(path);
        query.forEach(address::replaceQueryParam);
        refused.ifPresent(why -> address.replaceQueryParam("said", why.code()));
        return Views.to(address.encode().toUriString());
    }

    static Optional<YearMonth> month(String text) {
        try {
            return Optional.of(YearMonth.parse(text)).filter(month -> month.getYear() > 1999 && month.getYear() < 2100);
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }

    private static YearMonth monthOr(String text, YearMonth otherwise) {
        return month(text).orElse(otherwise);
    }

    static Optional<LocalDate> day(String text) {
        try {
            return Optional.of(LocalDate.parse(text)).filter(day -> day.getYear() > 1999 && day.getYear() < 2100);
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }

    /** A seed. */
    static Optional<Long> number(String text) {
        return text.matches("\\d{1,9}") ? Optional.of(Long.parseLong(text)) : Optional.empty();
    }
}
