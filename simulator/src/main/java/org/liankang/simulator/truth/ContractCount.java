package org.liankang.simulator.truth;

import java.time.LocalDate;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.liankang.simulator.life.Disease;
import org.liankang.simulator.life.Event.Agreement;
import org.liankang.simulator.life.Event.Diagnosed;
import org.liankang.simulator.life.Event.Visit;
import org.liankang.simulator.life.History;
import org.liankang.simulator.life.Service;
import org.liankang.simulator.people.Household;
import org.liankang.simulator.region.Division;

/** Residents with a contract that is valid on one day, by division and priority group. */
final class ContractCount {

    private enum Group {
        ELDERLY,
        CHILD,
        MATERNAL,
        HYPERTENSION,
        DIABETES,
        ANY
    }

    private final LocalDate date;
    private final List<Division> divisions;
    private final int[] signed;
    private final int[] people;
    private final int[] groupSigned = new int[Group.values().length];
    private final int[] groupPeople = new int[Group.values().length];

    ContractCount(LocalDate date, List<Division> divisions) {
        this.date = date;
        this.divisions = divisions;
        signed = new int[divisions.size()];
        people = new int[divisions.size()];
    }

    void count(Household home, History history) {
        if (!history.presentOn(date)) {
            return;
        }
        boolean valid =
                history.of(Agreement.class).stream().anyMatch(a -> !a.from().isAfter(date) && !a.to().isBefore(date));
        people[home.division().index()]++;
        signed[home.division().index()] += valid ? 1 : 0;
        for (Group group : groups(history)) {
            groupPeople[group.ordinal()]++;
            groupSigned[group.ordinal()] += valid ? 1 : 0;
        }
    }

    private EnumSet<Group> groups(History history) {
        EnumSet<Group> groups = EnumSet.noneOf(Group.class);
        int age = history.person().ageOn(date);
        if (age >= 65) {
            groups.add(Group.ELDERLY);
        }
        if (age < 7) {
            groups.add(Group.CHILD);
        }
        if (history.of(Visit.class).stream()
                .anyMatch(v -> v.service() == Service.DELIVERY
                        && !v.date().isAfter(date)
                        && v.date().plusDays(42).isAfter(date))) {
            groups.add(Group.MATERNAL);
        }
        for (Diagnosed diagnosed : history.of(Diagnosed.class)) {
            if (!diagnosed.date().isAfter(date)) {
                groups.add(diagnosed.disease() == Disease.HYPERTENSION ? Group.HYPERTENSION : Group.DIABETES);
            }
        }
        if (!groups.isEmpty()) {
            groups.add(Group.ANY);
        }
        return groups;
    }

    Map<String, Object> asMap() {
        Map<String, Object> byDivision = new LinkedHashMap<>();
        int valid = 0;
        int all = 0;
        for (Division division : divisions) {
            int i = division.index();
            byDivision.put(division.code(), pair(signed[i], people[i]));
            valid += signed[i];
            all += people[i];
        }
        Map<String, Object> byGroup = new LinkedHashMap<>();
        for (Group group : Group.values()) {
            byGroup.put(
                    group.name().toLowerCase(Locale.ROOT),
                    pair(groupSigned[group.ordinal()], groupPeople[group.ordinal()]));
        }
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("date", date.toString());
        result.put("total", pair(valid, all));
        result.put("byDivision", byDivision);
        result.put("byPriorityGroup", byGroup);
        return result;
    }

    private static Map<String, Object> pair(int signed, int residents) {
        Map<String, Object> pair = new LinkedHashMap<>();
        pair.put("signed", signed);
        pair.put("residents", residents);
        return pair;
    }
}
