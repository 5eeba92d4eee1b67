package org.liankang.simulator.life;

import java.time.LocalDate;
import java.util.List;
import org.liankang.simulator.life.Event.Care;
import org.liankang.simulator.life.Event.Found;
import org.liankang.simulator.life.Event.Mode;
import org.liankang.simulator.region.Diagnosis;
import org.liankang.simulator.region.Institution;

/** Takes down what the programmes do for one resident; what would fall on a day they do not live here is left out. */
record Diary(Setting setting, List<Event> events) {

    /** At the own health centre. */
    void care(LocalDate day, int minute, Service service, Mode mode, Fact... facts) {
        careAt(null, day, minute, service, mode, facts);
    }

    void careAt(Institution at, LocalDate day, int minute, Service service, Mode mode, Fact... facts) {
        if (setting.covers(day)) {
            events.add(new Care(day, minute, service, mode, at, List.of(facts)));
        }
    }

    void found(LocalDate recorded, LocalDate onset, Diagnosis diagnosis) {
        if (setting.covers(recorded)) {
            events.add(new Found(recorded, onset, diagnosis));
        }
    }
}
