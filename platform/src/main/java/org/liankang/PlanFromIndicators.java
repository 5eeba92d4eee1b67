package org.liankang;

import java.time.Clock;
import java.time.YearMonth;
import java.util.Optional;
import org.liankang.uses.indicator.Indicators;
import org.liankang.uses.indicator.Scope;
import org.liankang.uses.indicator.Value;
import org.liankang.uses.plan.ComputedValues;
import org.springframework.stereotype.Component;

/** Gives the plan what the indicators compute; the two books do not know each other. */
@Component
class PlanFromIndicators implements ComputedValues {

    private final Indicators indicators;
    private final Clock clock;

    PlanFromIndicators(Indicators indicators, Clock clock) {
        this.indicators = indicators;
        this.clock = clock;
    }

    @Override
    public Optional<Computed> value(String indicatorCode) {
        return indicators
                .value(indicatorCode, Scope.region(), YearMonth.now(clock))
                .filter(value -> value.state() != Value.State.NO_DATA)
                .map(value -> new Computed(value.value(), value.asOf(), value.state() == Value.State.TOO_SMALL));
    }
}
