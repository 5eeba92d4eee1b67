package org.liankang.simulator.fhir;

import java.util.ArrayList;
import java.util.List;
import org.liankang.simulator.life.Event.Care;
import org.liankang.simulator.life.Event.Certified;
import org.liankang.simulator.life.Event.Examination;
import org.liankang.simulator.life.Event.FollowUp;
import org.liankang.simulator.life.Event.Referral;
import org.liankang.simulator.life.History;
import org.liankang.simulator.people.Household;
import org.liankang.simulator.people.Scenario;
import org.liankang.simulator.region.Region;
import org.liankang.simulator.staff.Workforce;

/**
 * Turns a household into Bundles. A history is never cut, and a baby is in the same Bundle as its mother, so no Bundle
 * needs another household Bundle; members are put together as long as they stay below the usual size.
 */
public final class HouseholdDocuments {

    private static final int USUAL = 120;

    private final Surroundings surroundings;

    public HouseholdDocuments(Region region, Workforce workforce, Scenario scenario) {
        surroundings = Surroundings.of(region, workforce, scenario.end());
    }

    public List<Bundle> bundles(Household home, List<History> histories) {
        List<Bundle> bundles = new ArrayList<>();
        List<History> together = new ArrayList<>();
        int size = 0;
        for (int i = 0; i < histories.size(); ) {
            int to = i + 1;
            while (to < histories.size() && histories.get(to).person().mother() != null) {
                to++;
            }
            List<History> family = histories.subList(i, to);
            int more = family.stream().mapToInt(HouseholdDocuments::resources).sum();
            if (size > 0 && size + more > USUAL) {
                bundles.add(bundle(home, together));
                together.clear();
                size = 0;
            }
            together.addAll(family);
            size += more;
            i = to;
        }
        bundles.add(bundle(home, together));
        return bundles;
    }

    /** How many resources a history becomes. */
    private static int resources(History history) {
        return 1
                + history.events().stream()
                        .mapToInt(event -> switch (event) {
                            case FollowUp visit ->
                                (visit.glucose() > 0 ? 4 : 3) + (visit.referral() == Referral.NONE ? 0 : 1);
                            case Examination exam -> exam.complete() ? 18 : 16;
                            case Care care -> CareDocuments.resources(care);
                            case Certified _ -> 0;
                            default -> 1;
                        })
                        .sum();
    }

    private Bundle bundle(Household home, List<History> histories) {
        try (BundleWriter out = new BundleWriter()) {
            histories.forEach(history -> new ResidentDocuments(out, home, history, surroundings).write());
            String sender = surroundings
                    .workforce()
                    .team(home.division(), home.index())
                    .centre()
                    .creditCode();
            return new Bundle(sender, out.finish(), out.resources());
        }
    }
}
