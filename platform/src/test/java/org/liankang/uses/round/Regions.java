package org.liankang.uses.round;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Small regions for tests: villages and vehicles of any kind under the usual rules. */
final class Regions {

    static final String TOWN = "330203106";
    static final String ELSEWHERE = "330203200";

    private Regions() {}

    static Rules rules(int month, int apart, int stops) {
        return new Rules(
                new Rules.Rounds(month, "clause", "L", null),
                new Rules.Apart(apart, "clause", "L", null),
                new Rules.Tours(stops, "clause", "L", null),
                new Rules.Stops(40, 8, 150, "clause", "L", null),
                new Rules.Road(1.4, 30, "clause", "L", null),
                new Rules.Done(List.of("HH"), 1, "clause", "L", null));
    }

    static Village village(String division, String name, double latitude, double longitude) {
        return new Village(division, name, new Spot(latitude, longitude), false, 0);
    }

    static Vehicle vehicle(String code, Set<DayOfWeek> days, int hours, List<String> divisions) {
        return new Vehicle(
                code,
                code,
                code,
                "base of " + code,
                29.75,
                121.3,
                divisions,
                days,
                LocalTime.of(8, 0),
                LocalTime.of(8 + hours, 0),
                Set.of(),
                "L");
    }

    static RoundPolicy policy(
            Rules rules, List<Village> villages, List<Vehicle> vehicles, Map<String, Integer> minutes) {
        return new RoundPolicy(
                rules,
                villages,
                new RoundPolicy.Fleet("", "", vehicles),
                minutes,
                Pattern.compile("镇(.{1,20}?村)"),
                "digest");
    }
}
