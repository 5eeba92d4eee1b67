package org.liankang.simulator.life;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.liankang.simulator.chance.Dice;
import org.liankang.simulator.life.Event.Certified;
import org.liankang.simulator.life.Event.Vaccinated;
import org.liankang.simulator.people.Person;
import org.liankang.simulator.region.Sex;

/**
 * Doses of vaccine that children get: mostly in time, some late, some never, a few too early. Doses from before the
 * simulated years are written down too, as a certificate brings them. Drawn from a stream of its own, so that nothing
 * else of a life depends on it. How many are late or missed is a synthetic assumption.
 */
final class Vaccinations {

    private static final int ADULT = 18;
    private static final long STREAM = 0x7acc1e;
    private static final double SLOW = 0.08;
    private static final double REFUSED = 0.012;
    private static final double TOO_EARLY = 0.004;
    private static final double CERTIFIED_IN_TIME = 0.97;
    /** Of these a few are given too early; of live ones none, because a second would then come too soon as well. */
    private static final Set<String> KILLED = Set.of("hepb", "ipv", "dtap", "mpsv-a");

    private static final LocalDate DTAP_AT_TWO_MONTHS = LocalDate.of(2025, 1, 1);
    private static final LocalDate HPV_SINCE = LocalDate.of(2025, 11, 10);
    private static final LocalDate HPV_BORN_AFTER = LocalDate.of(2011, 11, 10);

    /**
     * A dose of the schedule.
     *
     * @param months age at which it is given
     * @param apart days from the dose before of the same vaccine
     */
    private record Planned(String vaccine, String product, int months, int apart) {}

    /** In the order of age; the national schedule as docs/immunisation.md has it. */
    private static final List<Planned> SCHEDULE = List.of(
            new Planned("hepb", "hepb", 0, 0),
            new Planned("bcg", "bcg", 0, 0),
            new Planned("hepb", "hepb", 1, 28),
            new Planned("polio", "ipv", 2, 0),
            new Planned("dtap", "dtap", 2, 0),
            new Planned("polio", "ipv", 3, 28),
            new Planned("dtap", "dtap", 3, 0),
            new Planned("polio", "bopv", 4, 28),
            new Planned("dtap", "dtap", 4, 28),
            new Planned("dtap", "dtap", 5, 28),
            new Planned("hepb", "hepb", 6, 60),
            new Planned("dtap", "dtap", 6, 28),
            new Planned("mpsv-a", "mpsv-a", 6, 0),
            new Planned("mmr", "mmr", 8, 0),
            new Planned("je", "je-live", 8, 0),
            new Planned("mpsv-a", "mpsv-a", 9, 93),
            new Planned("dtap", "dtap", 18, 185),
            new Planned("mmr", "mmr", 18, 28),
            new Planned("hepa", "hepa-live", 18, 0),
            new Planned("je", "je-live", 24, 366),
            new Planned("mpsv-ac", "mpsv-ac", 36, 0),
            new Planned("polio", "bopv", 48, 28),
            new Planned("dtap", "dtap", 72, 366),
            new Planned("mpsv-ac", "mpsv-ac", 72, 1097),
            new Planned("hpv", "hpv2", 156, 0),
            new Planned("hpv", "hpv2", 162, 185));

    private final long seed;

    Vaccinations(long seed) {
        this.seed = seed;
    }

    /** Everything given to somebody who is not grown up at the end, up to the last day of their life here. */
    void add(Setting setting, List<Event> events) {
        Person person = setting.person();
        if (person.ageOn(setting.end()) >= ADULT) {
            return;
        }
        Dice dice = Dice.of(seed ^ STREAM, person.number());
        boolean slow = dice.chance(SLOW);
        if (dice.chance(0.99)) {
            LocalDate issued = person.birth()
                    .plusDays(dice.chance(CERTIFIED_IN_TIME) ? dice.between(0, 27) : dice.between(35, 120));
            if (lives(setting, issued)) {
                events.add(new Certified(issued));
            }
        }
        doses(setting, slow, dice, events);
    }

    private static void doses(Setting setting, boolean slow, Dice dice, List<Event> events) {
        Person person = setting.person();
        Map<String, LocalDate> last = new HashMap<>();
        Map<String, Integer> counts = new HashMap<>();
        LocalDate visit = person.birth().plusDays(dice.chance(0.97) ? dice.below(2) : dice.between(2, 6));
        int months = 0;
        for (Planned dose : SCHEDULE) {
            if (dose.months() != months) {
                months = dose.months();
                LocalDate day = whole(person.birth(), months).plusDays(delay(slow, dice));
                if (dose.vaccine().equals("hpv") && day.isBefore(HPV_SINCE)) {
                    day = HPV_SINCE.plusDays(dice.between(3, 200));
                }
                // Visits keep four weeks apart, so that live vaccines share a day or keep their distance.
                visit = day.isBefore(visit.plusDays(28)) ? visit.plusDays(28) : day;
            }
            boolean refused = dice.chance(REFUSED);
            boolean early = dice.chance(TOO_EARLY);
            int minute = dice.between(500, 660);
            if (refused || !asked(dose, person, visit, counts)) {
                continue;
            }
            LocalDate before = last.get(dose.vaccine());
            LocalDate day = before != null && visit.isBefore(before.plusDays(dose.apart()))
                    ? before.plusDays(dose.apart())
                    : visit;
            LocalDate wrong = whole(person.birth(), months).minusDays(3);
            boolean spoilt = early && KILLED.contains(dose.product()) && before != null;
            if (spoilt && wrong.isAfter(before.plusDays(7)) && lives(setting, wrong)) {
                events.add(new Vaccinated(wrong, minute, dose.product()));
            }
            if (lives(setting, day)) {
                events.add(new Vaccinated(day, minute, product(dose, day)));
                last.put(dose.vaccine(), day);
                counts.merge(dose.vaccine(), 1, Integer::sum);
            }
            visit = day;
        }
    }

    private static boolean lives(Setting setting, LocalDate day) {
        return day.isBefore(setting.to()) || !setting.dies() && day.equals(setting.to());
    }

    /** Until 2025 DT was given at six years. */
    private static String product(Planned dose, LocalDate day) {
        return dose.vaccine().equals("dtap") && dose.months() == 72 && day.isBefore(DTAP_AT_TWO_MONTHS)
                ? "dt"
                : dose.product();
    }

    /** DTaP was given at 3, 4 and 5 months until 2025, since then at 2, 4 and 6. */
    private static boolean asked(Planned dose, Person person, LocalDate day, Map<String, Integer> counts) {
        if (dose.vaccine().equals("hpv")) {
            return person.sex() == Sex.FEMALE && person.birth().isAfter(HPV_BORN_AFTER);
        }
        if (!dose.vaccine().equals("dtap")) {
            return true;
        }
        int had = counts.getOrDefault("dtap", 0);
        return switch (dose.months()) {
            case 2 -> !day.isBefore(DTAP_AT_TWO_MONTHS);
            case 3 -> had == 0;
            case 5 -> day.isBefore(DTAP_AT_TWO_MONTHS);
            case 6 -> had < 3;
            default -> true;
        };
    }

    private static int delay(boolean slow, Dice dice) {
        return slow ? dice.between(10, 220) : dice.chance(0.85) ? dice.between(0, 14) : dice.between(15, 60);
    }

    private static LocalDate whole(LocalDate birth, int months) {
        LocalDate day = birth.plusMonths(months);
        return day.getDayOfMonth() < birth.getDayOfMonth() ? day.plusDays(1) : day;
    }
}
