package org.liankang.uses.indicator;

import java.util.List;

/**
 * Events and years lived in one age band, and the measures that need only their rates.
 *
 * @param band first age of the band, three digits; empty for rows without a band
 */
record BandRate(String band, double events, double years) {

    private static final double WIDTH = 5;

    int age() {
        return Integer.parseInt(band);
    }

    /** The chance of dying within five years at this band's rate. */
    private double dying() {
        double rate = events / years;
        return WIDTH * rate / (1 + WIDTH / 2 * rate);
    }

    /** Unconditional probability of dying between the first and the last band, in ‰-free units (0 to 1). */
    static double prematureMortality(List<BandRate> bands) {
        return 1 - bands.stream().mapToDouble(b -> 1 - b.dying()).reduce(1, (one, other) -> one * other);
    }

    /** Standard error of {@link #prematureMortality} by Chiang's variance of each band. */
    static double prematureMortalityError(List<BandRate> bands) {
        double surviving = 1 - prematureMortality(bands);
        double sum = bands.stream()
                .filter(b -> b.events > 0)
                .mapToDouble(b -> b.dying() * b.dying() / (b.events * (1 - b.dying())))
                .sum();
        return surviving * Math.sqrt(sum);
    }

    /** Children a woman would have who passed through all bands at these rates. */
    static double totalFertility(List<BandRate> bands) {
        return bands.stream()
                .filter(b -> b.years > 0)
                .mapToDouble(b -> WIDTH * b.events / b.years)
                .sum();
    }
}
