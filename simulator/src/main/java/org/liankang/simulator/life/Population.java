package org.liankang.simulator.life;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.liankang.simulator.chance.Dice;
import org.liankang.simulator.life.Event.Death;
import org.liankang.simulator.life.Event.Visit;
import org.liankang.simulator.people.Household;
import org.liankang.simulator.people.Households;
import org.liankang.simulator.people.Person;
import org.liankang.simulator.people.Scenario;
import org.liankang.simulator.region.Mortality;
import org.liankang.simulator.region.Reasons;
import org.liankang.simulator.region.Region;
import org.liankang.simulator.region.Sex;

/** Lives the years of a household: deaths first, then births, then everything that needs to know both. */
public final class Population {

    private static final long TWINS = 0x72135;
    /** Of births; pairs of a boy and a girl only, because the simulated ID numbers tell no others apart. Synthetic assumption. */
    private static final double TWIN_BIRTHS = 0.012;

    private final Scenario scenario;
    private final Households households;
    private final Mortality mortality;
    private final double[] fertility;
    private final Reasons deaths;
    private final Reasons maternalDeaths;
    private final Diseases diseases;
    private final Attendance attendance;
    private final Agreements agreements = new Agreements();
    private final Vaccinations vaccinations;
    private final OtherServices others;

    public Population(Region region, Scenario scenario) {
        this.scenario = scenario;
        households = new Households(region, scenario);
        mortality = region.mortality();
        fertility = region.fertility();
        deaths = region.reasons("death");
        maternalDeaths = region.reasons("maternal");
        diseases = new Diseases(region);
        attendance = new Attendance(region);
        vaccinations = new Vaccinations(scenario.seed());
        others = new OtherServices(region, scenario.seed());
    }

    /** The household of an index with the whole history of everybody in it; a baby follows its mother directly. */
    public Lives live(long index, long number, int room) {
        Dice dice = Dice.of(scenario.seed(), index);
        Household home = households.found(index, number, room, dice);
        List<History> histories = new ArrayList<>();
        for (Person person : home.members()) {
            live(home, person, dice.split(), histories);
        }
        return new Lives(home, histories);
    }

    private void live(Household home, Person person, Dice dice, List<History> histories) {
        LocalDate first = person.since().isAfter(scenario.start()) ? person.since() : scenario.start();
        Death death = death(person, first, dice);
        List<Person> babies = new ArrayList<>();
        List<Event> events = new ArrayList<>();
        if (person.sex() == Sex.FEMALE) {
            death = births(home, person, first, death, babies, events, dice);
        }
        LocalDate last = death == null ? scenario.end() : death.date();
        Setting setting = new Setting(home, person, first, last, scenario.end(), death != null);
        diseases.add(setting, events, dice.split());
        attendance.add(setting, events, dice.split());
        if (person.mother() != null) {
            attendance.newbornVisit(setting, events, dice.split());
        }
        Visit terminal = death == null || death.cause().setting().equals("maternal")
                ? null
                : attendance.terminal(setting, death, dice.split());
        if (terminal != null) {
            events.removeIf(
                    event -> event instanceof Visit visit && !visit.end().isBefore(terminal.date()));
            events.add(terminal);
        }
        agreements.add(setting, events, dice.split());
        vaccinations.add(setting, events);
        others.add(setting, babies, events, terminal);
        events.sort(Comparator.comparing(Event::date));
        if (death != null) {
            events.add(death);
        }
        histories.add(new History(person, events));
        for (Person baby : babies) {
            live(home, baby, dice.split(), histories);
        }
    }

    /** Walks the hazard year by year; in the first year of life six deaths in ten fall in the first four weeks. */
    private Death death(Person person, LocalDate first, Dice dice) {
        LocalDate date = first;
        if (person.birth().equals(first)) {
            if (dice.chance(mortality.rate(person.sex(), 0))) {
                LocalDate day = first.plusDays(dice.chance(0.6) ? dice.between(1, 27) : dice.between(28, 360));
                return day.isAfter(scenario.end()) ? null : dead(person, day, dice);
            }
            date = first.plusYears(1);
        }
        double left = dice.exponential();
        while (!date.isAfter(scenario.end())) {
            double hazard = mortality.rate(person.sex(), person.ageOn(date));
            if (left < hazard) {
                LocalDate day = date.plusDays(1 + (long) (left / hazard * 365));
                return day.isAfter(scenario.end()) ? null : dead(person, day, dice);
            }
            left -= hazard;
            date = date.plusYears(1);
        }
        return null;
    }

    private Death dead(Person person, LocalDate day, Dice dice) {
        return new Death(day, deaths.pick(person.ageOn(day), person.sex(), day.getMonthValue(), dice));
    }

    /** Gives birth at most every second year; about six mothers in 100 000 die within six weeks. */
    private Death births(
            Household home,
            Person mother,
            LocalDate first,
            Death death,
            List<Person> babies,
            List<Event> events,
            Dice dice) {
        Death fate = death;
        int last = 0;
        for (int year = first.getYear(); year <= scenario.end().getYear(); year++) {
            int age = year - mother.birth().getYear();
            if (age < 0 || age >= fertility.length || year - last < 2 || !dice.chance(fertility[age])) {
                continue;
            }
            Person baby = households.newborn(mother, home.members().getFirst().family(), year, babies.size(), dice);
            LocalDate born = baby.birth();
            if (!born.isAfter(first) || born.isAfter(scenario.end()) || fate != null && !born.isBefore(fate.date())) {
                continue;
            }
            Visit delivery = attendance.delivery(mother, born, dice);
            boolean dying = dice.chance(0.00006);
            LocalDate day = born.plusDays(dice.between(0, 41));
            if (dying && !day.isAfter(scenario.end())) {
                fate = new Death(day, maternalDeaths.pick(mother.ageOn(day), Sex.FEMALE, day.getMonthValue(), dice));
            }
            babies.add(baby);
            Dice pair = Dice.of(scenario.seed() ^ TWINS, Dice.mix(mother.number()) + year);
            if (pair.chance(TWIN_BIRTHS)) {
                babies.add(households.twin(baby, babies.size(), pair));
            }
            if (!delivery.end().isAfter(scenario.end())
                    && (fate == null || !delivery.end().isAfter(fate.date()))) {
                events.add(delivery);
            }
            last = year;
        }
        return fate;
    }
}
