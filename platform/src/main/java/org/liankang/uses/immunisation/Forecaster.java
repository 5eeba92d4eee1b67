package org.liankang.uses.immunisation;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.liankang.base.policy.Interval;
import org.liankang.uses.immunisation.Child.Given;
import org.liankang.uses.immunisation.Forecast.Because;
import org.liankang.uses.immunisation.Forecast.Judged;
import org.liankang.uses.immunisation.Forecast.Next;
import org.liankang.uses.immunisation.Forecast.Shot;
import org.liankang.uses.immunisation.Forecast.State;
import org.liankang.uses.immunisation.Forecast.Visit;
import org.liankang.uses.immunisation.Schedule.Ages;
import org.liankang.uses.immunisation.Schedule.Dose;
import org.liankang.uses.immunisation.Schedule.Enough;
import org.liankang.uses.immunisation.Schedule.Gap;
import org.liankang.uses.immunisation.Schedule.Series;
import org.liankang.uses.immunisation.Schedule.Vaccine;

/** Says what is due to a child. A pure function: no clock, no store, no vaccine known by name. */
final class Forecaster {

    /** More days than any schedule needs; the plan of a schedule that asks for more is cut there. */
    private static final int MOST_DAYS = 100;

    private final Schedules schedules;
    private final Child child;
    private final LocalDate now;
    private final LocalDate today;
    private final Judging judging;

    /**
     * @param now up to which day it is known what hinders for a time
     * @param today the day asked about
     */
    private Forecaster(Schedules schedules, Child child, LocalDate now, LocalDate today) {
        this.schedules = schedules;
        this.child = child;
        this.now = now;
        this.today = today;
        this.judging = Judging.of(schedules, child);
    }

    /**
     * Without a plan, which takes longer than all the rest. Of somebody whose birth date is unknown, who died or who is too
     * old for every vaccine, nothing is due.
     */
    static Forecast of(Schedules schedules, Child child, LocalDate today) {
        String version = schedules.on(today).version();
        if (child.birth() == null) {
            return new Forecast(today, version, List.of(), List.of(), List.of(), Optional.empty());
        }
        List<Judged> judged = Judging.of(schedules, child).judged();
        boolean died = child.deceased() != null && !child.deceased().isAfter(today);
        if (died || !today.isBefore(schedules.end(child.birth()))) {
            return new Forecast(today, version, judged, List.of(), List.of(), Optional.empty());
        }
        var forecaster = new Forecaster(schedules, child, today, today);
        List<Next> next = forecaster.next();
        return new Forecast(today, version, judged, next, List.of(), forecaster.wake(next));
    }

    static Forecast withPlan(Schedules schedules, Child child, LocalDate today) {
        Forecast forecast = of(schedules, child, today);
        List<Visit> plan = forecast.next().isEmpty() ? List.of() : plan(schedules, child, today);
        return new Forecast(today, forecast.version(), forecast.judged(), forecast.next(), plan, forecast.wake());
    }

    private List<Next> next() {
        List<Next> found = new ArrayList<>();
        for (String code : schedules.vaccines()) {
            next(code).ifPresent(found::add);
        }
        return found;
    }

    /** By the version of today, or, where that gives it only when another version is in force, by that one. */
    private Optional<Next> next(String code) {
        Schedule version = schedules.on(today);
        while (true) {
            Optional<Next> found = next(code, version);
            Optional<Schedule> later = schedules.after(version);
            boolean stays = later.isEmpty()
                    || found.flatMap(Next::earliest)
                            .map(day -> day.isBefore(later.get().from()))
                            .orElse(found.isPresent());
            if (stays) {
                return found;
            }
            version = later.get();
        }
    }

    private Optional<Next> next(String code, Schedule version) {
        return version.vaccine(code)
                .filter(this::concerns)
                .map(vaccine -> next(vaccine, judging.progress(code), version));
    }

    private boolean concerns(Vaccine vaccine) {
        return (vaccine.sex() == null || vaccine.sex().equals(child.sex()))
                && (vaccine.bornAfter() == null || child.birth().isAfter(vaccine.bornAfter()));
    }

    private Next next(Vaccine vaccine, Progress so, Schedule version) {
        Optional<Series> decided = vaccine.named(so.series());
        List<Series> ways = decided.map(List::of).orElseGet(() -> ways(vaccine));
        Optional<Next> held = Optional.empty();
        for (Series series : ways) {
            int place = so.placeOn(today, series, child.birth());
            if (place >= series.doses().size()) {
                return closed(vaccine, series, so, State.COMPLETE);
            }
            Next next = next(vaccine, series, place, so, version);
            if (next.state() != State.HELD && next.state() != State.EXEMPT) {
                return next;
            }
            held = held.or(() -> Optional.of(next));
        }
        return held.orElseThrow();
    }

    /** The series for the group the child belongs to; else those for every child. */
    private List<Series> ways(Vaccine vaccine) {
        List<Series> special = vaccine.series().stream()
                .filter(series -> series.when() != null && judging.suits(series))
                .toList();
        return special.isEmpty()
                ? vaccine.series().stream()
                        .filter(series -> series.when() == null)
                        .toList()
                : special;
    }

    /** A day and what it comes from. */
    private record Bound(LocalDate day, Because because) {

        Bound atLeast(LocalDate other, Because why) {
            return other.isAfter(day) ? new Bound(other, why) : this;
        }
    }

    private Next next(Vaccine vaccine, Series series, int place, Progress so, Schedule version) {
        Dose dose = series.doses().get(place);
        Bound free = bound(vaccine, series, place, so);
        if (version.from().isAfter(today)) {
            free = free.atLeast(version.from(), Because.PROGRAMME_START);
        }
        List<Hindrance> stopping = new ArrayList<>();
        for (String code : dose.give()) {
            Product product = schedules.product(code);
            Bound from = between(product, version, free);
            Optional<Ages> ages = vaccine.agesOf(code);
            if (ages.isPresent() && ages.get().from() != null) {
                from = from.atLeast(ages.get().from().completedAfter(child.birth()), Because.PRODUCT_AGE);
            }
            LocalDate proposed = later(from.day(), today);
            if (ages.isPresent()
                    && ages.get().below() != null
                    && !proposed.isBefore(ages.get().below().completedAfter(child.birth()))) {
                continue;
            }
            List<Hindrance> stops = schedules.hindrances().stream()
                    .filter(hindrance -> (hindrance.lasting() || !proposed.isAfter(now))
                            && hindrance.stops(child, product, proposed))
                    .toList();
            stopping.addAll(stops);
            if (stops.isEmpty()) {
                return open(vaccine, series, place, so, version, product, from);
            }
        }
        if (stopping.isEmpty()) {
            return closed(vaccine, series, so, State.CLOSED);
        }
        return stopped(vaccine, series, place, so, stopping);
    }

    /** What the doses before and the ages say; a dose given in vain is also kept apart from the next one. */
    private Bound bound(Vaccine vaccine, Series series, int place, Progress so) {
        Dose dose = series.doses().get(place);
        Bound bound = new Bound(dose.from().completedAfter(child.birth()), Because.AGE);
        if (so.lastGiven() != null) {
            Interval apart = dose.after();
            if (apart == null && place + 1 < series.doses().size()) {
                apart = series.doses().get(place + 1).after();
            }
            if (apart != null) {
                bound = bound.atLeast(apart.completedAfter(so.lastGiven()), Because.INTERVAL);
            }
            bound = bound.atLeast(so.lastGiven().plusDays(1), Because.INTERVAL);
        }
        Optional<LocalDate> other = judging.afterOther(dose);
        if (other.isPresent()) {
            bound = bound.atLeast(other.get(), Because.OTHER_VACCINE);
        }
        return vaccine.givenFrom() == null ? bound : bound.atLeast(vaccine.givenFrom(), Because.PROGRAMME_START);
    }

    /** What other vaccines and immunoglobulins say of an injected live one. */
    private Bound between(Product product, Schedule version, Bound free) {
        if (product.kind() != Product.Kind.LIVE_INJECTED) {
            return free;
        }
        Bound bound = free;
        Gap live = version.general().liveGap();
        Gap globulin = version.general().globulinGap();
        LocalDate ever = LocalDate.MAX;
        Optional<LocalDate> other = judging.last(Product.Kind.LIVE_INJECTED, ever);
        if (other.isPresent() && !live.except().contains(product.product())) {
            boolean sameDay = other.get().equals(today) && !bound.day().isAfter(today) && freeBefore(live);
            bound = bound.atLeast(sameDay ? today : live.interval().completedAfter(other.get()), Because.LIVE_GAP);
        }
        Optional<LocalDate> serum = judging.last(Product.Kind.GLOBULIN, ever);
        if (serum.isPresent() && !globulin.except().contains(product.product())) {
            bound = bound.atLeast(globulin.interval().completedAfter(serum.get()), Because.GLOBULIN_GAP);
        }
        return bound;
    }

    /** No injected live dose before today is so near that one given today would be too soon. */
    private boolean freeBefore(Gap live) {
        return judging.last(Product.Kind.LIVE_INJECTED, today)
                .map(before -> !live.interval().completedAfter(before).isAfter(today))
                .orElse(true);
    }

    private Next open(
            Vaccine vaccine, Series series, int place, Progress so, Schedule version, Product product, Bound from) {
        Dose dose = series.doses().get(place);
        LocalDate earliest = from.day();
        LocalDate due = later(dose.at().completedAfter(child.birth()), earliest);
        LocalDate by = judging.by(dose, so);
        LocalDate patience = version.general().overdueAfter().interval().completedAfter(due);
        LocalDate overdue = by != null && due.isBefore(by) ? by : patience;
        LocalDate proposed = later(due, today);
        Optional<LocalDate> latest = latest(vaccine, series, dose, so);
        if (latest.isPresent() && later(earliest, today).isAfter(latest.get())) {
            return closed(vaccine, series, so, State.CLOSED);
        }
        List<Name> questions = new ArrayList<>();
        vaccine.ask().stream()
                .filter(ask -> !proposed.isBefore(ask.from().completedAfter(child.birth())))
                .forEach(ask -> questions.add(new Name(ask.text(), ask.textEn())));
        schedules.hindrances().stream()
                .filter(hindrance -> hindrance.asks().contains(product.product()) && hindrance.holds(child, proposed))
                .forEach(hindrance -> questions.add(advice(hindrance)));
        return new Next(
                vaccine.vaccine(),
                State.OPEN,
                place + 1,
                series.doses().size(),
                so.counted(),
                product.product(),
                Optional.of(earliest),
                Optional.of(due),
                Optional.of(overdue),
                latest,
                by != null && !proposed.isBefore(by),
                from.because(),
                List.copyOf(questions),
                List.of(),
                dose.clause(),
                dose.confidence().name(),
                dose.note() == null ? "" : dose.note());
    }

    /** The last day before the age at which what has been given is enough, or at which no product is left. */
    private Optional<LocalDate> latest(Vaccine vaccine, Series series, Dose dose, Progress so) {
        Stream<LocalDate> enough = vaccine.enough().stream()
                .filter(one -> so.counted() >= one.doses())
                .map(Enough::from)
                .map(from -> from.completedAfter(child.birth()));
        List<Optional<LocalDate>> ends = dose.give().stream()
                .map(product ->
                        vaccine.agesOf(product).map(Ages::below).map(below -> below.completedAfter(child.birth())))
                .toList();
        Stream<LocalDate> products = ends.stream().allMatch(Optional::isPresent)
                ? ends.stream().flatMap(Optional::stream).max(LocalDate::compareTo).stream()
                : Stream.empty();
        return Stream.concat(enough, products).min(LocalDate::compareTo).map(day -> day.minusDays(1));
    }

    private static Next stopped(Vaccine vaccine, Series series, int place, Progress so, List<Hindrance> stopping) {
        Dose dose = series.doses().get(place);
        boolean lasting = stopping.stream().anyMatch(Hindrance::lasting);
        Hindrance first = stopping.getFirst();
        return new Next(
                vaccine.vaccine(),
                lasting ? State.EXEMPT : State.HELD,
                place + 1,
                series.doses().size(),
                so.counted(),
                dose.give().getFirst(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                Because.AGE,
                List.of(),
                stopping.stream().map(Hindrance::told).distinct().toList(),
                first.clause(),
                first.confidence().name(),
                first.note() == null ? "" : first.note());
    }

    private static Next closed(Vaccine vaccine, Series series, Progress so, State state) {
        Dose last = series.doses().getLast();
        return new Next(
                vaccine.vaccine(),
                state,
                series.doses().size(),
                series.doses().size(),
                so.counted(),
                last.give().getFirst(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                Because.AGE,
                List.of(),
                List.of(),
                last.clause(),
                last.confidence().name(),
                "");
    }

    private static Name advice(Hindrance hindrance) {
        return hindrance.advice().isEmpty() ? hindrance.told() : new Name(hindrance.advice(), hindrance.adviceEn());
    }

    /**
     * All that is due on the first day anything is, then as if that had been given. Injected live vaccines share a day
     * or keep their distance, because each dose of a visit is taken into account before the next is asked.
     */
    private static List<Visit> plan(Schedules schedules, Child child, LocalDate today) {
        List<Visit> visits = new ArrayList<>();
        Child then = child;
        LocalDate day = today;
        for (int tried = 0; tried < MOST_DAYS; tried++) {
            Optional<LocalDate> first = new Forecaster(schedules, then, today, day)
                    .next().stream()
                            .filter(next -> next.state() == State.OPEN)
                            .flatMap(next -> next.due().stream())
                            .min(Comparator.naturalOrder());
            if (first.isEmpty()) {
                return visits;
            }
            day = later(first.get(), day);
            List<Shot> shots = new ArrayList<>();
            for (String vaccine : schedules.vaccines()) {
                LocalDate on = day;
                var asked = new Forecaster(schedules, then, today, on);
                Optional<Next> due = asked.next(vaccine).filter(next -> next.dueOn(on));
                if (due.isPresent()) {
                    shots.add(new Shot(vaccine, due.get().number(), due.get().product()));
                    then = then.with(new Given("plan", due.get().product(), on));
                }
            }
            if (shots.isEmpty()) {
                // Asked on that day, another version of the rules or another age decided otherwise.
                day = day.plusDays(1);
            } else {
                visits.add(new Visit(day, List.copyOf(shots)));
            }
        }
        return visits;
    }

    /** The next day on which an answer may change: an end, a beginning, another version, the day after a live dose. */
    private Optional<LocalDate> wake(List<Next> next) {
        Stream<LocalDate> asked = next.stream()
                .flatMap(one -> Stream.of(
                                one.earliest(),
                                one.due(),
                                one.overdue(),
                                one.latest().map(day -> day.plusDays(1)))
                        .flatMap(Optional::stream));
        Stream<LocalDate> known = child.known().stream()
                .flatMap(one -> Stream.concat(Stream.of(one.since()), Optional.ofNullable(one.ended()).stream()));
        Stream<LocalDate> given = child.given().stream()
                .flatMap(dose -> Stream.of(dose.day(), dose.day().plusDays(1)));
        Stream<LocalDate> ages = schedules.ages().stream().map(length -> length.completedAfter(child.birth()));
        Stream<LocalDate> versions = schedules.versions().stream().map(Schedule::from);
        Stream<LocalDate> death = Optional.ofNullable(child.deceased()).stream();
        return Stream.of(asked, known, given, ages, versions, death)
                .flatMap(days -> days)
                .filter(day -> day.isAfter(today))
                .min(LocalDate::compareTo);
    }

    private static LocalDate later(LocalDate one, LocalDate other) {
        return one.isAfter(other) ? one : other;
    }
}
