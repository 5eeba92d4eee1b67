package org.liankang.simulator.truth;

import java.time.LocalDate;
import java.time.Period;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.liankang.simulator.life.Event.Vaccinated;
import org.liankang.simulator.life.History;
import org.liankang.simulator.people.Person;

/** Children who became one year old in a calendar year, and which doses they had by its end. */
final class VaccinationCount {

    private static final int FLOATING_MONTHS = 3;
    private static final int YEAR = 12;

    private final LocalDate asOf;
    private final Map<String, Integer> counts = new LinkedHashMap<>();

    VaccinationCount(LocalDate asOf) {
        this.asOf = asOf;
        List.of("children", "hepb3", "polio3", "dtap3", "mmr1", "mmr1Timely", "basic")
                .forEach(name -> counts.put(name, 0));
    }

    void count(History history) {
        Person person = history.person();
        boolean floating = person.since().isAfter(person.birth()) && months(person.since(), asOf) < FLOATING_MONTHS;
        if (person.birth().getYear() != asOf.getYear() - 1 || !history.presentOn(asOf) || floating) {
            return;
        }
        boolean hepb = doses(history, Set.of("hepb"), 0).size() >= 3;
        boolean polio = doses(history, Set.of("ipv", "bopv"), 2).size() >= 3;
        boolean dtap = doses(history, Set.of("dtap"), 2).size() >= 3;
        boolean bcg = !doses(history, Set.of("bcg"), 0).isEmpty();
        List<LocalDate> mmr = doses(history, Set.of("mmr"), 8);
        boolean timely = !mmr.isEmpty() && months(person.birth(), mmr.getFirst()) < YEAR;
        add("children", true);
        add("hepb3", hepb);
        add("polio3", polio);
        add("dtap3", dtap);
        add("mmr1", !mmr.isEmpty());
        add("mmr1Timely", timely);
        add("basic", bcg && hepb && polio && dtap && !mmr.isEmpty());
    }

    private void add(String name, boolean one) {
        counts.merge(name, one ? 1 : 0, Integer::sum);
    }

    private List<LocalDate> doses(History history, Set<String> products, int fromMonth) {
        LocalDate birth = history.person().birth();
        return history.of(Vaccinated.class).stream()
                .filter(dose ->
                        products.contains(dose.product()) && !dose.date().isAfter(asOf))
                .map(Vaccinated::date)
                .filter(day -> months(birth, day) >= fromMonth)
                .distinct()
                .sorted()
                .toList();
    }

    private static long months(LocalDate from, LocalDate to) {
        return Period.between(from, to).toTotalMonths();
    }

    Map<String, Object> asMap() {
        return new LinkedHashMap<>(counts);
    }
}
