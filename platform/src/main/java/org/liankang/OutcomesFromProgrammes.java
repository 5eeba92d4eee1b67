package org.liankang;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import org.liankang.uses.contract.Outcomes;
import org.liankang.uses.programme.Panels;
import org.springframework.stereotype.Component;

/** Tells the contracts what the programmes' care came to; the two books do not know each other. */
@Component
class OutcomesFromProgrammes implements Outcomes {

    private final Panels panels;

    OutcomesFromProgrammes(Panels panels) {
        this.panels = panels;
    }

    @Override
    public List<Course> courses(
            Collection<Long> residents, String programme, String service, LocalDate from, LocalDate until) {
        return panels.courses(residents, programme, service, from, until).stream()
                .map(one -> new Course(one.resident(), one.classification(), one.visit()))
                .toList();
    }
}
