package org.liankang.web.round;

import java.time.LocalDate;
import java.util.List;
import org.liankang.uses.round.Planned;

/**
 * A day of a vehicle.
 *
 * @param hours from its first leaving to its last stop, as shown
 * @param over the day is over
 */
public record TourRow(String vehicle, String name, LocalDate day, String hours, List<Stop> stops, boolean over) {

    /**
     * @param village its name
     * @param division the name of its street or town
     * @param hours as shown
     * @param visited residents visited at home that day, as far as the record has it
     */
    public record Stop(Planned.Stop stop, String village, String division, String hours, int visited) {}

    public String path() {
        return path(vehicle, day);
    }

    static String path(String vehicle, LocalDate day) {
        return org.springframework.web.util.UriComponentsBuilder.fromPath("/rounds/tour")
                .queryParam("vehicle", vehicle)
                .queryParam("day", day)
                .encode()
                .toUriString();
    }

    public int due() {
        return stops.stream().mapToInt(stop -> stop.stop().due()).sum();
    }
}
