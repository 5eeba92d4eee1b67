package org.liankang.uses.indicator;

import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A value out of summed rows: pure, so that the published vectors can be put to it.
 *
 * @param value null when there is nothing to compute it from
 */
record Measure(Double value, Double low, Double high, Value.State state) {

    private static final double Z = 1.96;

    /** An interval this wide says nothing about a life: the published rule for small areas. */
    private static final double WIDEST = 10;

    private static final int[] LIFE_BANDS = IntStream.concat(
                    IntStream.of(0, 1), IntStream.iterate(5, age -> age <= 90, age -> age + 5))
            .toArray();
    private static final int[] PREMATURE_BANDS =
            IntStream.iterate(30, age -> age <= 65, age -> age + 5).toArray();

    private static final Measure NONE = new Measure(null, null, null, Value.State.NO_DATA);

    static Measure of(Definition definition, List<BandRate> bands) {
        double numerator = sum(bands, BandRate::events);
        double denominator = sum(bands, BandRate::years);
        boolean small = denominator <= definition.smallest() && definition.smallest() > 0;
        return switch (definition.calculation()) {
            case COUNT -> plain(definition.multiplier() * numerator, false);
            case RATIO -> denominator == 0 ? NONE : plain(definition.multiplier() * numerator / denominator, small);
            case TOTAL_FERTILITY ->
                denominator == 0 ? NONE : plain(definition.multiplier() * BandRate.totalFertility(bands), small);
            case ABRIDGED_LIFE_TABLE -> lifeExpectancy(bands, small);
            case PREMATURE_MORTALITY -> prematureMortality(definition, bands, small);
        };
    }

    private static Measure plain(double value, boolean small) {
        return new Measure(value, null, null, small ? Value.State.TOO_SMALL : Value.State.COMPUTED);
    }

    private static Measure lifeExpectancy(List<BandRate> bands, boolean small) {
        double[] years = byBand(bands, LIFE_BANDS, BandRate::years);
        double[] deaths = byBand(bands, LIFE_BANDS, BandRate::events);
        LifeTable table = LifeTable.of(LIFE_BANDS, years, deaths);
        double error = Z * table.standardError(0);
        boolean impossible = IntStream.range(0, years.length).anyMatch(band -> deaths[band] > years[band]);
        return withError(table.expectancy(0), error, small || impossible || !(error <= WIDEST));
    }

    private static Measure prematureMortality(Definition definition, List<BandRate> bands, boolean small) {
        double[] years = byBand(bands, PREMATURE_BANDS, BandRate::years);
        double[] deaths = byBand(bands, PREMATURE_BANDS, BandRate::events);
        List<BandRate> complete = IntStream.range(0, years.length)
                .mapToObj(band -> new BandRate("", deaths[band], years[band]))
                .toList();
        double value = definition.multiplier() * BandRate.prematureMortality(complete);
        return withError(value, Z * definition.multiplier() * BandRate.prematureMortalityError(complete), small);
    }

    private static Measure withError(double value, double error, boolean small) {
        if (!Double.isFinite(value)) {
            return NONE;
        }
        return new Measure(
                value,
                Double.isFinite(error) ? (Double) (value - error) : null,
                Double.isFinite(error) ? (Double) (value + error) : null,
                small ? Value.State.TOO_SMALL : Value.State.COMPUTED);
    }

    private static double[] byBand(List<BandRate> bands, int[] ages, ToDoubleFunction<BandRate> part) {
        Map<Integer, Double> byAge =
                bands.stream().collect(Collectors.toMap(BandRate::age, part::applyAsDouble, Double::sum));
        return IntStream.of(ages)
                .mapToDouble(age -> byAge.getOrDefault(age, 0.0))
                .toArray();
    }

    static double sum(List<BandRate> bands, ToDoubleFunction<BandRate> part) {
        return bands.stream().mapToDouble(part).sum();
    }
}
