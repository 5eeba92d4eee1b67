package org.liankang.simulator.region;

/** An ICD-10 code (medical-insurance edition) with how often, to whom, when in the year and at what cost it happens. */
public record Diagnosis(
        String setting,
        String code,
        String name,
        String sex,
        int ageFrom,
        int ageTo,
        double weight,
        Season season,
        int days,
        int cost) {

    /** How a reason varies over the twelve months. */
    public enum Season {
        FLAT(1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1),
        WINTER(2.0, 1.8, 1.3, 0.9, 0.7, 0.5, 0.4, 0.4, 0.6, 0.8, 1.2, 1.9),
        SUMMER(0.4, 0.4, 0.6, 0.9, 1.3, 1.8, 2.0, 1.9, 1.4, 0.8, 0.5, 0.4),
        AUTUMN(0.6, 0.6, 1.0, 1.6, 1.4, 0.8, 0.5, 0.7, 1.7, 1.6, 0.9, 0.6);

        private final double[] months;

        Season(double... months) {
            this.months = months;
        }

        double of(int month) {
            return months[month - 1];
        }
    }

    boolean fits(Sex person, int age) {
        return age >= ageFrom && age <= ageTo && (sex.equals("any") || sex.equals(person.code()));
    }
}
