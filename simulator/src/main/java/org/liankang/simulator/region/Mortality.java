package org.liankang.simulator.region;

/** Deaths per person-year by single year of age and sex. */
public record Mortality(double[] male, double[] female) {

    public double rate(Sex sex, int age) {
        double[] rates = sex == Sex.MALE ? male : female;
        return rates[Math.min(age, rates.length - 1)];
    }

    /** Life expectancy at birth, domain.md 9.7: a complete life table with a0 = 0.1 and one half elsewhere. */
    public double lifeExpectancy(Sex sex) {
        double alive = 1;
        double years = 0;
        double[] rates = sex == Sex.MALE ? male : female;
        for (int age = 0; age < rates.length - 1; age++) {
            double part = age == 0 ? 0.1 : 0.5;
            double dying = alive * Math.min(1, rates[age] / (1 + (1 - part) * rates[age]));
            alive -= dying;
            years += alive + part * dying;
        }
        return years + alive / rates[rates.length - 1];
    }
}
