package org.liankang.simulator;

import org.liankang.simulator.people.Scenario;

/** Idempotency keys: the same scenario sent again is recognised Bundle by Bundle. */
final class Keys {

    private Keys() {}

    static String prefix(Scenario scenario) {
        return "sim-" + scenario.region() + "-" + scenario.seed() + "-" + scenario.residents()
                + (scenario.years() == 5 ? "" : "-" + scenario.years() + "y") + "-" + scenario.end() + "-";
    }
}
