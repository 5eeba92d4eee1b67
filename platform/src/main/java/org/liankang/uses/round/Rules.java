package org.liankang.uses.round;

import java.util.List;

/** {@code rounds/rules.yaml}: every rule with the clause it follows and how sure that is. */
record Rules(Rounds rounds, Apart apart, Tours tours, Stops stops, Road road, Done done) {

    /** A route over more villages than this cannot be put in its best order by trying. */
    private static final int MOST_STOPS = 8;

    Rules {
        if (rounds.month() < 1 || rounds.month() > 31 || apart.days() < 1) {
            throw new IllegalArgumentException("a village is owed 1 to 31 rounds a month, at least one day apart");
        }
        if (tours.stops() < 1 || tours.stops() > MOST_STOPS) {
            throw new IllegalArgumentException("a tour has 1 to " + MOST_STOPS + " stops");
        }
        if (stops.minutes() < 1 || stops.person() < 0 || stops.most() < stops.minutes()) {
            throw new IllegalArgumentException("a stop takes a minute at least, and its most is not below that");
        }
        if (!(road.detour() >= 1) || !(road.speed() > 0) || done.people() < 1) {
            throw new IllegalArgumentException(
                    "a road is no shorter than the straight line and is driven at some speed");
        }
    }

    /** @param month rounds a month owed to a village without a clinic */
    record Rounds(int month, String clause, String confidence, String note) {}

    /** @param days at least so many between two rounds of a village */
    record Apart(int days, String clause, String confidence, String note) {}

    /** @param stops at most so many a day of a vehicle */
    record Tours(int stops, String clause, String confidence, String note) {}

    /** @param minutes each stop takes @param person more for each resident due @param most at most */
    record Stops(int minutes, int person, int most, String clause, String confidence, String note) {}

    /** @param detour road length over the great circle @param speed km/h */
    record Road(double detour, double speed, String clause, String confidence, String note) {}

    /** @param classes of visits made in the village @param people with such a visit on a day make it a round */
    record Done(List<String> classes, int people, String clause, String confidence, String note) {}

    /** What the stops of a month for a village take when so many of its residents are due in it. */
    int minutes(int due, int visits) {
        int each = (due + visits - 1) / Math.max(1, visits);
        return Math.min(stops.most(), stops.minutes() + stops.person() * each);
    }
}
