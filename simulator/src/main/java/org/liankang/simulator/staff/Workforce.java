package org.liankang.simulator.staff;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.liankang.simulator.chance.Dice;
import org.liankang.simulator.chance.Shares;
import org.liankang.simulator.people.Scenario;
import org.liankang.simulator.region.Division;
import org.liankang.simulator.region.Institution;
import org.liankang.simulator.region.Kind;
import org.liankang.simulator.region.Names;
import org.liankang.simulator.region.Region;
import org.liankang.simulator.region.Sex;

/**
 * Staff, beds and teams for a number of residents, by the plan's 2020 figures on the seventh census: per 1000 residents
 * 5.67 physicians, 5.88 nurses and 7.28 beds, per 10 000 residents 6.18 general practitioners, 1.5 childcare places per 1000.
 */
public final class Workforce {

    private static final int RESIDENTS_PER_TEAM = 2000;

    private final Scenario scenario;
    private final Names names;
    private final List<Institution> institutions;
    private final List<List<Staff>> byInstitution = new ArrayList<>();
    private final List<Staff> all = new ArrayList<>();
    private final List<List<Team>> teams = new ArrayList<>();
    private final int[] beds;
    private final int[] childcare;
    private final Dice dice;

    public Workforce(Region region, Scenario scenario) {
        this.scenario = scenario;
        names = region.names();
        institutions = region.institutions();
        dice = Dice.of(scenario.seed(), -1);
        institutions.forEach(institution -> byInstitution.add(new ArrayList<>()));
        int generalists = per10000(6.18);
        hire(
                StaffKind.GENERAL_PRACTITIONER,
                generalists,
                i -> i.kind().centre() ? i.shares().physicians() : 0);
        hire(StaffKind.PHYSICIAN, per10000(56.7) - generalists, i -> i.shares().physicians());
        hire(StaffKind.NURSE, per10000(58.8), i -> i.shares().nurses());
        hire(
                StaffKind.PUBLIC_HEALTH,
                per10000(5),
                i -> i.kind() == Kind.CDC ? 0.6 : i.kind() == Kind.MATERNAL_CHILD ? 0.4 : 0);
        hire(StaffKind.PHARMACIST, per10000(5.5), i -> i.shares().physicians());
        hire(StaffKind.TECHNICIAN, per10000(6.5), i -> i.shares().physicians());
        hireEach(StaffKind.ADMINISTRATOR, i -> i.kind() == Kind.BUREAU || i.kind() == Kind.EMERGENCY_CENTRE);
        hireEach(StaffKind.PUBLIC_HEALTH, i -> i.kind().centre());
        hireEach(
                StaffKind.VILLAGE_DOCTOR,
                i -> i.kind() == Kind.STATION && i.name().contains("村"));
        beds = Shares.of(per10000(72.8), weights(i -> i.shares().beds()));
        childcare = Shares.of(per10000(15), weights(i -> i.shares().childcare()));
        double total = region.divisions().stream().mapToDouble(Division::weight).sum();
        for (Division division : region.divisions()) {
            int residents = (int) (scenario.residents() * division.weight() / total);
            teams.add(form(
                    division,
                    region.centre(division),
                    Math.max(1, Math.round(residents / (float) RESIDENTS_PER_TEAM))));
        }
    }

    private int per10000(double rate) {
        return (int) Math.round(rate * scenario.residents() / 10_000);
    }

    private double[] weights(ToDoubleFunction<Institution> weight) {
        return institutions.stream()
                .mapToDouble(i -> i.inside() ? weight.applyAsDouble(i) : 0)
                .toArray();
    }

    private void hire(StaffKind kind, int count, ToDoubleFunction<Institution> weight) {
        int[] shares = Shares.of(count, weights(weight));
        for (Institution institution : institutions) {
            for (int i = 0; i < shares[institution.index()]; i++) {
                hireOne(kind, institution);
            }
        }
    }

    private void hireEach(StaffKind kind, Predicate<Institution> where) {
        institutions.stream().filter(where).forEach(institution -> hireOne(kind, institution));
    }

    private void hireOne(StaffKind kind, Institution at) {
        Sex sex = dice.chance(kind == StaffKind.NURSE ? 0.04 : 0.45) ? Sex.MALE : Sex.FEMALE;
        Staff staff = new Staff(
                all.size() + 1, kind, at, sex, names.family(dice), names.given(sex, dice.between(1966, 1999), dice));
        all.add(staff);
        byInstitution.get(at.index()).add(staff);
    }

    /** A team is led by a general practitioner where the centre has one, else by whom it has. */
    private List<Team> form(Division division, Institution centre, int count) {
        List<Staff> here = byInstitution.get(centre.index());
        List<Staff> doctors =
                here.stream().filter(staff -> staff.kind().physician()).toList();
        List<Staff> others = here.stream()
                .filter(staff -> staff.kind() == StaffKind.NURSE || staff.kind() == StaffKind.PUBLIC_HEALTH)
                .toList();
        List<Team> formed = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Set<Staff> members = new LinkedHashSet<>();
            if (!doctors.isEmpty()) {
                members.add(doctors.get(i % doctors.size()));
            }
            members.add(others.get(i % others.size()));
            members.add(others.getLast());
            formed.add(new Team(
                    "team-" + division.code() + "-" + (i + 1),
                    division.name() + "第" + (i + 1) + "家庭医生团队",
                    division,
                    centre,
                    List.copyOf(members)));
        }
        return formed;
    }

    public List<Staff> all() {
        return all;
    }

    public List<Staff> at(Institution institution) {
        return byInstitution.get(institution.index());
    }

    public List<Team> teams(Division division) {
        return teams.get(division.index());
    }

    /** The team of a household. */
    public Team team(Division division, long household) {
        List<Team> here = teams.get(division.index());
        return here.get((int) (household % here.size()));
    }

    /** Somebody who sees patients there, chosen by a number, or null where nobody is known. */
    public Staff doctor(Institution at, int choice) {
        List<Staff> here = byInstitution.get(at.index());
        int doctors = 0;
        while (doctors < here.size() && here.get(doctors).kind().physician()) {
            doctors++;
        }
        int among = doctors > 0 ? doctors : here.size();
        return among == 0 ? null : here.get(choice % among);
    }

    public int beds(Institution institution) {
        return beds[institution.index()];
    }

    public int childcarePlaces(Institution institution) {
        return childcare[institution.index()];
    }
}
