package org.liankang.simulator.chance;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** A choice among values by weight. */
public final class Weighted<T> {

    private final List<T> values;
    private final double[] cumulative;

    private Weighted(List<T> values, double[] cumulative) {
        this.values = values;
        this.cumulative = cumulative;
    }

    public static <T> Weighted<T> of(List<T> candidates, ToDoubleFunction<? super T> weight) {
        List<T> values = candidates.stream()
                .filter(value -> weight.applyAsDouble(value) > 0)
                .toList();
        double[] cumulative = new double[values.size()];
        double sum = 0;
        for (int i = 0; i < cumulative.length; i++) {
            sum += weight.applyAsDouble(values.get(i));
            cumulative[i] = sum;
        }
        return new Weighted<>(values, cumulative);
    }

    public boolean isEmpty() {
        return values.isEmpty();
    }

    public T pick(Dice dice) {
        return at(dice.unit());
    }

    /** The value at a share of the total weight, from 0 to below 1. */
    public T at(double share) {
        int found = Arrays.binarySearch(cumulative, share * cumulative[cumulative.length - 1]);
        int index = found < 0 ? -found - 1 : found + 1;
        return values.get(Math.min(index, values.size() - 1));
    }
}
