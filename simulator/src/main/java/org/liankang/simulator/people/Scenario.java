package org.liankang.simulator.people;

import java.time.LocalDate;

/** What is asked for. The same scenario gives the same bytes. */
public record Scenario(String region, int residents, int years, long seed, LocalDate end) {

    public Scenario {
        if (residents < 1 || residents > 1_000_000) {
            throw new IllegalArgumentException("--residents must be from 1 to 1000000, not " + residents);
        }
        if (years < 1 || years > 20) {
            throw new IllegalArgumentException("--years must be from 1 to 20, not " + years);
        }
    }

    /** First simulated day. */
    public LocalDate start() {
        return end.minusYears(years).plusDays(1);
    }
}
