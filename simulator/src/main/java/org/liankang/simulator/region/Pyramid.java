package org.liankang.simulator.region;

import java.util.ArrayList;
import java.util.List;
import org.liankang.simulator.chance.Dice;
import org.liankang.simulator.chance.Weighted;

/** The age-sex structure, drawn from by ten-year class: digit 0 for 0-9 up to 8 for 80 and over. */
public final class Pyramid {

    /** Per cent of all residents in one band of the data file. */
    public record Band(int from, int to, double male, double female) {
        public double both() {
            return male + female;
        }
    }

    private record Year(int age, double weight) {}

    private final List<Band> bands;
    private final List<Weighted<Year>> classes = new ArrayList<>();
    private final double[] maleShare = new double[9];

    Pyramid(List<Band> bands) {
        this.bands = bands;
        for (int digit = 0; digit < 9; digit++) {
            int from = digit * 10;
            int to = digit == 8 ? 120 : from + 9;
            List<Year> years = new ArrayList<>();
            double male = 0;
            double both = 0;
            for (Band band : bands) {
                if (band.from() >= from && band.from() <= to) {
                    male += band.male();
                    both += band.both();
                    years.addAll(years(band));
                }
            }
            maleShare[digit] = male / both;
            classes.add(Weighted.of(years, Year::weight));
        }
    }

    /** Five single years alike; the open band thins out by a quarter each year. */
    private static List<Year> years(Band band) {
        List<Year> years = new ArrayList<>();
        boolean open = band.to() - band.from() > 4;
        double weight = open ? band.both() * 0.25 : band.both() / 5;
        for (int age = band.from(); age <= band.to(); age++) {
            years.add(new Year(age, weight));
            weight *= open ? 0.75 : 1;
        }
        return years;
    }

    public List<Band> bands() {
        return bands;
    }

    public int age(int digit, double quantile) {
        return classes.get(digit).at(quantile).age();
    }

    public Sex sex(int digit, Dice dice) {
        return dice.chance(maleShare[digit]) ? Sex.MALE : Sex.FEMALE;
    }
}
