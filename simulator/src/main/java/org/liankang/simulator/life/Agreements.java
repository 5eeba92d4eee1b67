package org.liankang.simulator.life;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.liankang.simulator.chance.Dice;
import org.liankang.simulator.life.Event.Agreement;
import org.liankang.simulator.life.Event.Diagnosed;
import org.liankang.simulator.life.Event.Visit;

/**
 * Family-doctor contracts, one per calendar year: about 85 % of the priority groups and about 45 % of all residents.
 * A renewal is signed in the December before and runs from 1 January; a first contract runs from its signing day.
 */
final class Agreements {

    private static final double PRIORITY = 0.87;
    private static final double OTHERS = 0.25;

    void add(Setting setting, List<Event> events, Dice dice) {
        List<Event> known = List.copyOf(events);
        double inclination = dice.unit();
        boolean before = false;
        for (int year = setting.from().getYear(); year <= setting.end().getYear(); year++) {
            LocalDate january = LocalDate.of(year, 1, 1);
            LocalDate day = january.isBefore(setting.from()) ? setting.from() : january;
            List<String> packages = packages(setting, known, day);
            double mood = dice.chance(0.06) ? dice.unit() : inclination;
            boolean signs = mood < (packages.size() > 1 ? PRIORITY : OTHERS);
            LocalDate signed = before ? january.minusDays(1L + dice.below(31)) : first(setting, january, year, dice);
            before = signs;
            if (signs && setting.covers(signed)) {
                LocalDate from = signed.isBefore(january) ? january : signed;
                events.add(new Agreement(signed, from, LocalDate.of(year, 12, 31), packages));
            }
        }
    }

    private static LocalDate first(Setting setting, LocalDate january, int year, Dice dice) {
        if (year == setting.from().getYear()) {
            LocalDate soon = setting.from().plusDays(dice.below(30));
            LocalDate last = LocalDate.of(year, 12, 31); // who arrives in December signs for what is left of the year
            return soon.isAfter(last) ? last : soon;
        }
        return year == setting.from().getYear() + 1
                ? january.plusDays(dice.below(45))
                : january.plusDays(dice.below(150));
    }

    private static List<String> packages(Setting setting, List<Event> events, LocalDate day) {
        List<String> packages = new ArrayList<>();
        packages.add("basic");
        int age = setting.person().ageOn(day);
        if (age >= 65) {
            packages.add("elderly");
        }
        if (age < 7) {
            packages.add("child");
        }
        for (Event event : events) {
            if (event instanceof Diagnosed diagnosed && !diagnosed.date().isAfter(day)) {
                packages.add(diagnosed.disease().code());
            }
            if (event instanceof Visit visit
                    && visit.service() == Service.DELIVERY
                    && !visit.date().isAfter(day)
                    && visit.date().plusDays(42).isAfter(day)) {
                packages.add("maternal");
            }
        }
        return packages;
    }
}
