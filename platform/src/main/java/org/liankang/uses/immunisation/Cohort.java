package org.liankang.uses.immunisation;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.liankang.base.policy.Interval;
import org.liankang.uses.immunisation.ImmunisationStore.Counted;
import org.liankang.uses.immunisation.ImmunisationStore.Member;
import org.liankang.uses.immunisation.Schedule.Dose;
import org.liankang.uses.immunisation.Schedule.Series;
import org.liankang.uses.immunisation.Schedule.Vaccine;

/**
 * Children born in a range of days.
 *
 * @param children alive and still to be asked
 * @param unknown of these, without any dose on record though the record began late; they are in no rate
 * @param certified with a certificate issued within the time the schedule names
 * @param certifiable old enough for that time to be over
 * @param doses in the schedule's order
 */
public record Cohort(int children, int unknown, int certified, int certifiable, List<Coverage> doses) {

    /** A child's sex and birth decide whether a vaccine is for it; the first series of a vaccine gives the doses. */
    static Cohort of(Schedule schedule, List<Member> members, List<Counted> counted, LocalDate today) {
        Map<String, Counted> given = new HashMap<>();
        counted.forEach(one -> given.put(one.resident() + " " + one.vaccine() + " " + one.number(), one));
        List<Member> known =
                members.stream().filter(member -> !member.unknown()).toList();
        List<Coverage> doses = new ArrayList<>();
        for (Vaccine vaccine : schedule.vaccines()) {
            Series series = vaccine.series().getFirst();
            for (Dose dose : series.doses()) {
                int due = 0;
                int got = 0;
                int timely = 0;
                for (Member member : known) {
                    Counted one = given.get(member.resident() + " " + vaccine.vaccine() + " " + dose.dose());
                    boolean asked =
                            concerns(vaccine, member) && !today.isBefore(over(schedule, dose, member.birth(), vaccine));
                    due += one != null || asked ? 1 : 0;
                    got += one != null ? 1 : 0;
                    timely += one != null && one.timely() ? 1 : 0;
                }
                doses.add(new Coverage(vaccine.vaccine(), dose.dose(), due, got, timely));
            }
        }
        Interval within = schedule.general().certificateWithin().interval();
        int certifiable = (int) members.stream()
                .filter(member -> !today.isBefore(within.completedAfter(member.birth())))
                .count();
        int certified = (int) members.stream()
                .filter(member -> member.certified() != null
                        && !today.isBefore(within.completedAfter(member.birth()))
                        && !member.certified().isAfter(within.completedAfter(member.birth())))
                .count();
        return new Cohort(members.size(), members.size() - known.size(), certified, certifiable, List.copyOf(doses));
    }

    private static boolean concerns(Vaccine vaccine, Member member) {
        return (vaccine.sex() == null || vaccine.sex().equals(member.gender()))
                && (vaccine.bornAfter() == null || member.birth().isAfter(vaccine.bornAfter()));
    }

    /** The first day on which a child without the dose is late, whatever it got before. */
    private static LocalDate over(Schedule schedule, Dose dose, LocalDate birth, Vaccine vaccine) {
        LocalDate over = dose.by() != null
                ? dose.by().completedAfter(birth)
                : schedule.general()
                        .overdueAfter()
                        .interval()
                        .completedAfter(dose.at().completedAfter(birth));
        return vaccine.givenFrom() != null && over.isBefore(vaccine.givenFrom()) ? vaccine.givenFrom() : over;
    }
}
