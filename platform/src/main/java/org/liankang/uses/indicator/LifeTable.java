package org.liankang.uses.indicator;

/**
 * The abridged life table of the domain notes (9.7), with Chiang's standard errors: from deaths and years lived by age
 * band to life expectancy. The last band is open.
 */
final class LifeTable {

    /** Deaths in the first year of life fall early in it; elsewhere they are taken as evenly spread. */
    private static final double INFANT_SHARE = 0.1;

    private static final double EVEN_SHARE = 0.5;

    private final double[] expectancy;
    private final double[] error;

    private LifeTable(double[] expectancy, double[] error) {
        this.expectancy = expectancy;
        this.error = error;
    }

    /**
     * @param ages first age of each band, ascending from 0
     * @param years person-years lived in each band
     * @param deaths deaths in each band
     */
    static LifeTable of(int[] ages, double[] years, double[] deaths) {
        int last = ages.length - 1;
        var survivors = new double[last + 1];
        var lived = new double[last + 1];
        var variance = new double[last + 1];
        survivors[0] = 100_000;
        for (int band = 0; band <= last; band++) {
            double rate = deaths[band] / years[band];
            if (band == last) {
                lived[band] = survivors[band] / rate;
                variance[band] = 4 / (deaths[band] * rate * rate);
            } else {
                double width = ages[band + 1] - ages[band];
                double share = share(ages[band]);
                double dying = Math.min(1, width * rate / (1 + width * (1 - share) * rate));
                survivors[band + 1] = survivors[band] * (1 - dying);
                lived[band] = width * (survivors[band + 1] + share * (survivors[band] - survivors[band + 1]));
                variance[band] = deaths[band] == 0 ? 0 : dying * dying * (1 - dying) / deaths[band];
            }
        }
        return fromTheTop(ages, survivors, lived, variance);
    }

    private static LifeTable fromTheTop(int[] ages, double[] survivors, double[] lived, double[] variance) {
        int last = ages.length - 1;
        var expectancy = new double[last + 1];
        var error = new double[last + 1];
        double livedAbove = 0;
        double weighted = 0;
        for (int band = last; band >= 0; band--) {
            livedAbove += lived[band];
            expectancy[band] = livedAbove / survivors[band];
            double weight = band == last
                    ? survivors[band] / 2
                    : survivors[band]
                            * ((1 - share(ages[band])) * (ages[band + 1] - ages[band]) + expectancy[band + 1]);
            weighted += variance[band] * weight * weight;
            error[band] = Math.sqrt(weighted) / survivors[band];
        }
        return new LifeTable(expectancy, error);
    }

    private static double share(int age) {
        return age == 0 ? INFANT_SHARE : EVEN_SHARE;
    }

    /** Years still expected at the start of a band; not finite when nobody died in the open band. */
    double expectancy(int band) {
        return expectancy[band];
    }

    double standardError(int band) {
        return error[band];
    }
}
