package org.liankang;

import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Optional;
import org.liankang.uses.indicator.Indicators;
import org.liankang.uses.indicator.Scope;
import org.liankang.uses.indicator.Value;
import org.liankang.uses.plan.ComputedValues;
import org.springframework.stereotype.Component;

/** Gives the plan the values of the indicators: the books do not know each other, the composition does. */
@Component
class PlanValues implements ComputedValues {

    private final Indicators indicators;
    private final Clock clock;

    PlanValues(Indicators indicators, Clock clock) {
        this.indicators = indicators;
        this.clock = clock;
    }

    @Override
    public Optional<Computed> value(String indicatorCode) {
        return indicators
                .value(indicatorCode, Scope.region(), YearMonth.from(LocalDate.now(clock)))
                .filter(value -> value.value() != null)
                .map(value -> new Computed(value.value(), value.asOf(), value.state() == Value.State.TOO_SMALL));
    }
}
