package org.liankang.simulator.region;

import java.util.List;

/**
 * Share of people with a recorded diagnosis by exact age: straight lines between the ages of the data file. A person's
 * fixed liability and this curve give the day of diagnosis, so that the prevalence at every age is the curve.
 */
public final class Prevalence {

    private final double[] ages;
    private final double[][] shares;

    Prevalence(List<double[]> rows) {
        ages = rows.stream().mapToDouble(row -> row[0]).toArray();
        shares = new double[][] {
            rows.stream().mapToDouble(row -> row[1] / 100).toArray(),
            rows.stream().mapToDouble(row -> row[2] / 100).toArray()
        };
    }

    public double at(Sex sex, double age) {
        double[] share = shares[sex.ordinal()];
        if (age < ages[0]) {
            return 0;
        }
        for (int i = 1; i < ages.length; i++) {
            if (age < ages[i]) {
                return share[i - 1] + (share[i] - share[i - 1]) * (age - ages[i - 1]) / (ages[i] - ages[i - 1]);
            }
        }
        return share[share.length - 1];
    }

    /** The age at which the curve first reaches a liability, or infinity when it never does. */
    public double ageReaching(Sex sex, double liability) {
        double[] share = shares[sex.ordinal()];
        if (liability <= share[0]) {
            return ages[0];
        }
        for (int i = 1; i < ages.length; i++) {
            if (liability <= share[i]) {
                return ages[i - 1] + (liability - share[i - 1]) / (share[i] - share[i - 1]) * (ages[i] - ages[i - 1]);
            }
        }
        return Double.POSITIVE_INFINITY;
    }
}
