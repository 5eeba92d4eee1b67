package org.liankang.web.round;

import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.liankang.identity.place.Division;
import org.liankang.identity.place.Divisions;
import org.liankang.uses.round.Planned;
import org.liankang.uses.round.Rounds;
import org.liankang.uses.round.Shortfall;
import org.liankang.uses.round.Vehicle;
import org.liankang.uses.round.Village;
import org.liankang.web.view.Language;
import org.liankang.web.view.Texts;
import org.springframework.stereotype.Component;

/** Puts a month's plan together with what was done of it. Counts only; nobody is named here. */
@Component
class MonthPage {

    private final Rounds rounds;
    private final Divisions divisions;
    private final Clock clock;

    MonthPage(Rounds rounds, Divisions divisions, Clock clock) {
        this.rounds = rounds;
        this.divisions = divisions;
        this.clock = clock;
    }

    /** @param tours in the order of days and vehicles */
    record Content(Optional<Planned> plan, List<TourRow> tours, List<VillageRow> villages) {

        int owed() {
            return villages.stream().mapToInt(VillageRow::owed).sum();
        }

        /** Of the rounds owed; what a village gets beyond it does not make up for another. */
        int planned() {
            return villages.stream()
                    .mapToInt(row -> Math.min(row.owed(), row.planned().size()))
                    .sum();
        }

        int done() {
            return villages.stream()
                    .mapToInt(row -> Math.min(row.owed(), row.done().size()))
                    .sum();
        }
    }

    Content of(YearMonth month, Texts t) {
        Optional<Planned> plan = rounds.plan(month);
        Map<String, Map<LocalDate, Integer>> visited = rounds.visited(month);
        return new Content(plan, tours(plan, visited, t), villages(plan, visited));
    }

    private List<TourRow> tours(Optional<Planned> plan, Map<String, Map<LocalDate, Integer>> visited, Texts t) {
        LocalDate today = LocalDate.now(clock);
        Map<String, List<Planned.Stop>> byTour = new LinkedHashMap<>();
        plan.map(Planned::stops)
                .orElse(List.of())
                .forEach(stop -> byTour.computeIfAbsent(stop.day() + stop.vehicle(), none -> new ArrayList<>())
                        .add(stop));
        List<TourRow> tours = new ArrayList<>();
        for (List<Planned.Stop> stops : byTour.values()) {
            Planned.Stop first = stops.getFirst();
            tours.add(new TourRow(
                    first.vehicle(),
                    rounds.vehicle(first.vehicle())
                            .map(vehicle -> name(vehicle, t))
                            .orElse(first.vehicle()),
                    first.day(),
                    hours(first.arrive() - first.drive(), stops.getLast().leave()),
                    stops.stream().map(stop -> stop(stop, visited)).toList(),
                    first.day().isBefore(today)));
        }
        return tours;
    }

    private TourRow.Stop stop(Planned.Stop stop, Map<String, Map<LocalDate, Integer>> visited) {
        Optional<Village> village = rounds.village(stop.village());
        return new TourRow.Stop(
                stop,
                village.map(Village::name).orElse(stop.village()),
                village.map(this::division).orElse(""),
                hours(stop.arrive(), stop.leave()),
                visited.getOrDefault(stop.village(), Map.of()).getOrDefault(stop.day(), 0));
    }

    private List<VillageRow> villages(Optional<Planned> plan, Map<String, Map<LocalDate, Integer>> visited) {
        Map<String, List<LocalDate>> planned = new TreeMap<>();
        plan.map(Planned::stops)
                .orElse(List.of())
                .forEach(stop -> planned.computeIfAbsent(stop.village(), none -> new ArrayList<>())
                        .add(stop.day()));
        Map<String, Shortfall> lacking = plan.map(Planned::shortfalls).orElse(List.of()).stream()
                .collect(Collectors.toMap(Shortfall::village, one -> one));
        Map<String, String> located = rounds.located();
        return rounds.villages().stream()
                .map(village -> new VillageRow(
                        village,
                        division(village),
                        rounds.owed(village),
                        planned.getOrDefault(village.code(), List.of()).stream()
                                .sorted()
                                .toList(),
                        visited.getOrDefault(village.code(), Map.of()).entrySet().stream()
                                .filter(day -> rounds.round(day.getValue()))
                                .map(Map.Entry::getKey)
                                .sorted()
                                .toList(),
                        Optional.ofNullable(lacking.get(village.code())),
                        located.getOrDefault(village.code(), "")))
                .sorted(Comparator.comparing((VillageRow row) -> row.village().division())
                        .thenComparing(row -> row.village().name()))
                .toList();
    }

    private String division(Village village) {
        return divisions.find(village.division()).map(Division::name).orElse("");
    }

    static String name(Vehicle vehicle, Texts t) {
        return t.language() == Language.ENGLISH && vehicle.nameEnglish() != null
                ? vehicle.nameEnglish()
                : vehicle.name();
    }

    /** @param from minutes of the day */
    private static String hours(int from, int to) {
        return RoundTime.of(from) + "–" + RoundTime.of(to);
    }
}
