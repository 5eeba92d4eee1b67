package org.liankang.simulator.truth;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.liankang.simulator.life.Event.Found;
import org.liankang.simulator.people.Person;
import org.liankang.simulator.region.Division;
import org.liankang.simulator.region.Institution;
import org.liankang.simulator.region.Region;

/**
 * The official indicators of one calendar year, by division and institution: from what people lived, by the formula of each,
 * without the platform's definitions. The year ends on {@code asOf}.
 */
final class IndicatorCount {

    private static final List<String> SEVERE_DISORDERS =
            List.of("F20", "F22", "F25", "F31", "F06.801", "F70.1", "F71.1", "F72.1", "F73.1", "F78.1", "F79.1");

    private final Region region;
    private final Window window;
    private final Tally tally = new Tally();
    private final AdultCount adults;
    private final ChildCount children;
    private final BirthCount births;
    private final InfectionCount infections;

    IndicatorCount(Region region, int year, LocalDate asOf) {
        this.region = region;
        window = Window.of(year, asOf);
        adults = new AdultCount(window, tally);
        children = new ChildCount(window, tally);
        births = new BirthCount(window, tally);
        infections = new InfectionCount(window, tally);
    }

    /** A household, because a birth is its mother's too. */
    void count(Division division, List<Lived> home) {
        Institution centre = region.centre(division);
        Map<String, Lived> known = new HashMap<>();
        home.forEach(lived -> known.put(lived.person().id(), lived));
        Set<String> deliveries = new HashSet<>();
        for (Lived lived : home) {
            adults.count(lived, centre);
            mental(lived, centre);
            children.count(lived, centre);
            infections.count(lived, centre);
            Person mother = lived.person().mother();
            if (mother != null) {
                boolean first =
                        deliveries.add(mother.id() + " " + lived.person().birth());
                births.count(known.get(mother.id()), lived, first, centre);
            }
        }
    }

    private void mental(Lived lived, Institution centre) {
        LocalDate recorded = lived.of(Found.class).stream()
                .filter(found ->
                        SEVERE_DISORDERS.stream().anyMatch(found.diagnosis().code()::startsWith))
                .map(Found::date)
                .filter(day -> !day.isAfter(window.asOf()))
                .min(LocalDate::compareTo)
                .orElse(null);
        adults.mental(lived, recorded != null, recorded, centre);
    }

    Map<String, Object> asMap() {
        return tally.asMap();
    }
}
