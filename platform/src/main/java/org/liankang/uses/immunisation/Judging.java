package org.liankang.uses.immunisation;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.liankang.uses.immunisation.Child.Given;
import org.liankang.uses.immunisation.Forecast.Judged;
import org.liankang.uses.immunisation.Forecast.Verdict;
import org.liankang.uses.immunisation.Schedule.Ages;
import org.liankang.uses.immunisation.Schedule.Dose;
import org.liankang.uses.immunisation.Schedule.Gap;
import org.liankang.uses.immunisation.Schedule.Series;
import org.liankang.uses.immunisation.Schedule.Vaccine;

/**
 * Walks through the doses on record in the order they were given and judges each by the version of its day. There is no
 * day of grace: a day too early is too early.
 */
final class Judging {

    private final Schedules schedules;
    private final Child child;
    private final Map<String, Progress> progress = new HashMap<>();
    private final List<Judged> judged = new ArrayList<>();

    private Judging(Schedules schedules, Child child) {
        this.schedules = schedules;
        this.child = child;
    }

    /** @param child with a birth date */
    static Judging of(Schedules schedules, Child child) {
        var judging = new Judging(schedules, child);
        for (Given dose : child.given()) {
            judging.take(dose);
        }
        return judging;
    }

    List<Judged> judged() {
        return List.copyOf(judged);
    }

    Progress progress(String vaccine) {
        return progress.computeIfAbsent(vaccine, none -> new Progress());
    }

    /** The last day before this one on which something of this kind was given. */
    Optional<LocalDate> last(Product.Kind kind, LocalDate upto) {
        return child.given().stream()
                .filter(dose -> dose.day().isBefore(upto)
                        && schedules.product(dose.product()).kind() == kind)
                .map(Given::day)
                .max(LocalDate::compareTo);
    }

    /** The hindrance a series is for holds, or it is for every child. */
    boolean suits(Series series) {
        return series.when() == null || schedules.hindrance(series.when()).holds(child, LocalDate.MAX);
    }

    private void take(Given dose) {
        for (String code : schedules.vaccines()) {
            Schedule schedule = schedules.judge(code, dose.day());
            Vaccine vaccine = schedule.vaccine(code).orElseThrow();
            if (vaccine.gives(dose.product())) {
                judge(dose, vaccine, schedule);
            }
        }
    }

    private void judge(Given dose, Vaccine vaccine, Schedule schedule) {
        Progress so = progress(vaccine.vaccine());
        Series series = vaccine.named(so.series()).orElseGet(() -> chosen(vaccine, dose.product()));
        int place = so.placeOn(dose.day(), series, child.birth());
        Ruling ruling = ruling(dose, vaccine, schedule, so, series, place);
        boolean counts = ruling.verdict() == Verdict.COUNTED;
        Optional<Dose> asked =
                place < series.doses().size() ? Optional.of(series.doses().get(place)) : Optional.empty();
        judged.add(new Judged(
                dose.reference(),
                dose.product(),
                dose.day(),
                vaccine.vaccine(),
                counts ? place + 1 : 0,
                ruling.verdict(),
                counts && asked.filter(one -> timely(one, so, dose.day())).isPresent(),
                Optional.ofNullable(ruling.from()),
                ruling.clause(),
                ruling.confidence().name(),
                schedule.version()));
        so.given(dose.day());
        if (counts) {
            so.count(series.series(), place, dose.day());
        }
    }

    private Series chosen(Vaccine vaccine, String product) {
        return vaccine.series().stream()
                .filter(series -> series.when() != null && suits(series) && series.gives(product))
                .findFirst()
                .or(() -> vaccine.series().stream()
                        .filter(series -> series.when() == null && series.gives(product))
                        .findFirst())
                .orElse(vaccine.series().getFirst());
    }

    private boolean timely(Dose dose, Progress so, LocalDate day) {
        LocalDate by = by(dose, so);
        return by == null || day.isBefore(by);
    }

    /** The first day on which this dose is late, or null where the rules do not say. */
    LocalDate by(Dose dose, Progress so) {
        if (dose.by() != null) {
            return dose.by().completedAfter(child.birth());
        }
        return dose.within() == null || so.lastCounted() == null
                ? null
                : dose.within().completedAfter(so.lastCounted());
    }

    private record Ruling(Verdict verdict, LocalDate from, String clause, Schedule.Confidence confidence) {}

    private Ruling ruling(Given dose, Vaccine vaccine, Schedule schedule, Progress so, Series series, int place) {
        LocalDate day = dose.day();
        Dose last = series.doses().getLast();
        if (day.equals(so.lastGiven())) {
            return new Ruling(Verdict.SAME_DAY, null, last.clause(), last.confidence());
        }
        Optional<Ages> ages = vaccine.agesOf(dose.product());
        if (ages.isPresent() && !fits(ages.get(), day)) {
            return new Ruling(
                    Verdict.WRONG_AGE, null, ages.get().clause(), ages.get().confidence());
        }
        if (place >= series.doses().size() || so.counted() >= vaccine.needed(series, child.birth(), day)) {
            return new Ruling(Verdict.NOT_NEEDED, null, last.clause(), last.confidence());
        }
        Dose asked = series.doses().get(place);
        if (!asked.counts(dose.product())) {
            return new Ruling(Verdict.WRONG_PRODUCT, null, asked.clause(), asked.confidence());
        }
        LocalDate young = asked.from().completedAfter(child.birth());
        if (day.isBefore(young)) {
            return new Ruling(Verdict.TOO_EARLY, young, asked.clause(), asked.confidence());
        }
        LocalDate apart = so.lastCounted() == null || asked.after() == null
                ? day
                : asked.after().completedAfter(so.lastCounted());
        if (day.isBefore(apart)) {
            return new Ruling(Verdict.INTERVAL, apart, asked.clause(), asked.confidence());
        }
        LocalDate other = afterOther(asked).orElse(day);
        if (day.isBefore(other)) {
            return new Ruling(Verdict.OTHER_VACCINE, other, asked.clause(), asked.confidence());
        }
        return between(dose, schedule)
                .orElseGet(() -> new Ruling(Verdict.COUNTED, null, asked.clause(), asked.confidence()));
    }

    boolean fits(Ages ages, LocalDate day) {
        return (ages.from() == null || !day.isBefore(ages.from().completedAfter(child.birth())))
                && (ages.below() == null || day.isBefore(ages.below().completedAfter(child.birth())));
    }

    /** The first day after the interval from the other vaccine this dose speaks of, where that was given. */
    Optional<LocalDate> afterOther(Dose asked) {
        return Optional.ofNullable(asked.since())
                .flatMap(since -> Optional.ofNullable(progress(since.vaccine()).lastCounted())
                        .map(since.after()::completedAfter));
    }

    private Optional<Ruling> between(Given dose, Schedule schedule) {
        if (schedules.product(dose.product()).kind() != Product.Kind.LIVE_INJECTED) {
            return Optional.empty();
        }
        Gap live = schedule.general().liveGap();
        Gap globulin = schedule.general().globulinGap();
        return last(Product.Kind.LIVE_INJECTED, dose.day())
                .filter(other -> !live.except().contains(dose.product()))
                .flatMap(other -> tooSoon(dose, other, live, Verdict.LIVE_GAP))
                .or(() -> last(Product.Kind.GLOBULIN, dose.day().plusDays(1))
                        .filter(other -> !globulin.except().contains(dose.product()))
                        .flatMap(other -> tooSoon(dose, other, globulin, Verdict.GLOBULIN_GAP)));
    }

    private static Optional<Ruling> tooSoon(Given dose, LocalDate other, Gap gap, Verdict verdict) {
        LocalDate from = gap.interval().completedAfter(other);
        return dose.day().isBefore(from)
                ? Optional.of(new Ruling(verdict, from, gap.clause(), gap.confidence()))
                : Optional.empty();
    }
}
