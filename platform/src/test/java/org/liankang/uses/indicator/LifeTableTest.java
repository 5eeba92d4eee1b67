package org.liankang.uses.indicator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The published vectors of the domain notes, section 9.7. */
class LifeTableTest {

    private static final int[] AGES = IntStream.concat(
                    IntStream.of(0, 1), IntStream.iterate(5, a -> a <= 90, a -> a + 5))
            .toArray();
    private static final double[] POPULATION = {
        7060, 35059, 46974, 48489, 43219, 38561, 46009, 57208, 61435, 55601, 50209, 56416, 46411, 39820, 37978, 37039,
        33288, 23306, 11936, 11936
    };
    private static final double[] DEATHS = {
        17, 9, 4, 8, 20, 15, 24, 33, 50, 71, 100, 163, 263, 304, 536, 872, 1390, 1605, 1936, 1937
    };
    private static final double[] EXPECTED = {
        80.1696, 79.3625, 75.4419, 70.4730, 65.5291, 60.6751, 55.7884, 50.9275, 46.0674, 41.2451, 36.4932, 31.8334,
        27.2603, 22.9719, 18.7686, 14.9586, 11.5168, 8.6188, 6.1639, 6.1621
    };

    @Test
    void expectancy_at_every_age_is_the_published_one() {
        LifeTable table = LifeTable.of(AGES, POPULATION, DEATHS);
        for (int band = 0; band < AGES.length; band++) {
            assertThat(table.expectancy(band)).as("at age " + AGES[band]).isCloseTo(EXPECTED[band], within(5e-5));
        }
    }

    @Test
    void standard_errors_at_birth_and_at_65_are_the_published_ones() {
        LifeTable table = LifeTable.of(AGES, POPULATION, DEATHS);
        assertThat(table.standardError(0)).isCloseTo(0.146389, within(5e-7));
        assertThat(table.standardError(14)).isCloseTo(0.098401, within(5e-7));
        assertThat(table.expectancy(0) - 1.96 * table.standardError(0)).isCloseTo(79.8827, within(5e-5));
        assertThat(table.expectancy(0) + 1.96 * table.standardError(0)).isCloseTo(80.4565, within(5e-5));
    }

    @Test
    void premature_mortality_is_the_computed_one() {
        double[] deaths = {10, 15, 25, 45, 80, 120, 190, 260};
        double[] years = {50000, 52000, 55000, 54000, 50000, 46000, 40000, 32000};
        List<BandRate> bands = IntStream.range(0, 8)
                .mapToObj(band -> new BandRate("", deaths[band], years[band]))
                .toList();
        assertThat(100 * BandRate.prematureMortality(bands)).isCloseTo(8.9997, within(5e-5));
    }

    @Test
    void total_fertility_is_five_times_the_sum_of_the_rates() {
        List<BandRate> bands = List.of(new BandRate("020", 30, 1000), new BandRate("025", 70, 1000));
        assertThat(BandRate.totalFertility(bands)).isCloseTo(0.5, within(1e-12));
    }
}
