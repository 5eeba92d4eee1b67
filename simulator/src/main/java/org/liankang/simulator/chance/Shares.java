package org.liankang.simulator.chance;

import java.util.stream.IntStream;

/** Whole numbers that add up to a total and keep the proportions: the largest-remainder method. */
public final class Shares {

    private Shares() {}

    public static int[] of(int total, double[] weights) {
        double sum = 0;
        for (double weight : weights) {
            sum += weight;
        }
        int[] result = new int[weights.length];
        double[] remainder = new double[weights.length];
        int given = 0;
        for (int i = 0; i < weights.length; i++) {
            double exact = total * weights[i] / sum;
            result[i] = (int) exact;
            remainder[i] = weights[i] > 0 ? exact - result[i] : -1;
            given += result[i];
        }
        int[] order = IntStream.range(0, weights.length)
                .boxed()
                .sorted((a, b) -> Double.compare(remainder[b], remainder[a]))
                .mapToInt(Integer::intValue)
                .toArray();
        for (int i = 0; given < total; i++, given++) {
            result[order[i % order.length]]++;
        }
        return result;
    }
}
