package org.liankang.uses.round;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * How one day of a vehicle stands to the rules. All times are minutes of the day.
 *
 * @param leave when the vehicle leaves its base
 * @param back when it is back; {@code leave} on a day without stops
 * @param latest when it has to be back
 * @param most stops a day may have
 */
public record DayCheck(int leave, int back, int latest, int stops, int most, List<OfVillage> villages) {

    /**
     * @param village code of the village
     * @param owed rounds owed in the month
     * @param planned rounds planned in the month
     * @param near another day of the village that is closer than the rules ask for
     */
    public record OfVillage(String village, int owed, int planned, Optional<LocalDate> near) {}

    public DayCheck {
        villages = List.copyOf(villages);
    }
}
