package org.liankang.simulator.life;

import java.util.List;
import org.liankang.simulator.chance.Dice;
import org.liankang.simulator.life.Event.Care;
import org.liankang.simulator.life.Event.Visit;
import org.liankang.simulator.people.Person;
import org.liankang.simulator.region.Institution;
import org.liankang.simulator.region.Kind;
import org.liankang.simulator.region.Region;

/**
 * What the programmes do beyond the follow-ups, the elders' exam and vaccination. Each kind of care is drawn from a stream of
 * its own, so that nothing else of a life depends on it.
 */
final class OtherServices {

    private static final long CHILD = 0xc411d;
    private static final long MOTHER = 0x307e6;
    private static final long MENTAL = 0x3e27a;
    private static final long INFECTION = 0x1fec7;
    private static final long SLOW = 0x510d1;
    private static final long SCREENING = 0x5c6ee;

    private final long seed;
    private final ChildCare children;
    private final MotherCare mothers;
    private final MentalCare minds;
    private final InfectionCare infections;
    private final SlowDiseases slow;
    private final Screenings screenings = new Screenings();

    OtherServices(Region region, long seed) {
        this.seed = seed;
        Institution hospital = region.institutions().stream()
                .filter(i -> i.kind() == Kind.HOSPITAL)
                .findFirst()
                .orElseThrow();
        children = new ChildCare(region.reasons("birth-defect"));
        mothers = new MotherCare(region.fertility());
        minds = new MentalCare(region.prevalence("mental"), region.reasons("onset-mental"));
        infections = new InfectionCare(region.reasons("onset-tuberculosis"), hospital);
        slow = new SlowDiseases(
                region.prevalence("copd"),
                region.reasons("onset-copd"),
                region.prevalence("dyslipidaemia"),
                region.reasons("onset-dyslipidaemia"));
    }

    /** Everything up to the last day of a life here; {@code terminal} is the admission that ends it, or null. */
    void add(Setting setting, List<Person> babies, List<Event> events, Visit terminal) {
        Diary diary = new Diary(setting, events);
        children.add(diary, dice(setting, CHILD));
        mothers.add(babies, diary, dice(setting, MOTHER));
        minds.add(diary, dice(setting, MENTAL));
        infections.add(diary, dice(setting, INFECTION));
        slow.add(diary, dice(setting, SLOW));
        screenings.add(diary, dice(setting, SCREENING));
        if (terminal != null) {
            events.removeIf(event -> event instanceof Care care && !care.date().isBefore(terminal.date()));
        }
    }

    /** A baby has its mother's running number, a twin also the other's birthday. */
    private Dice dice(Setting setting, long stream) {
        Person person = setting.person();
        long own = Dice.mix(person.number())
                + 2 * person.birth().toEpochDay()
                + person.sex().ordinal();
        return Dice.of(seed ^ stream, own);
    }
}
