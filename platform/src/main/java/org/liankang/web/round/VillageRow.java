package org.liankang.web.round;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.liankang.uses.round.Shortfall;
import org.liankang.uses.round.Village;
import org.liankang.web.component.Tone;

/**
 * A village's month.
 *
 * @param division name of its street or town
 * @param owed rounds owed; 0 with a clinic of its own
 * @param done days that were a round, as far as the record has them
 * @param planned days planned
 * @param shortfall why fewer than owed are planned
 * @param located reference of the Location that its place is taken from; empty when the region's file tells it
 */
public record VillageRow(
        Village village,
        String division,
        int owed,
        List<LocalDate> planned,
        List<LocalDate> done,
        Optional<Shortfall> shortfall,
        String located) {

    /** How well it is covered: by what was done, else by what is planned. */
    public Tone tone() {
        if (owed == 0) {
            return Tone.QUIET;
        }
        if (done.size() >= owed) {
            return Tone.GOOD;
        }
        return planned.size() >= owed ? Tone.ACCENT : planned.isEmpty() ? Tone.BAD : Tone.WARN;
    }
}
