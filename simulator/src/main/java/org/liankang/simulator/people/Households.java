package org.liankang.simulator.people;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.liankang.simulator.chance.Dice;
import org.liankang.simulator.chance.Weighted;
import org.liankang.simulator.region.Division;
import org.liankang.simulator.region.Names;
import org.liankang.simulator.region.Pyramid;
import org.liankang.simulator.region.Region;
import org.liankang.simulator.region.Sex;

/**
 * Founds households. A shape is a word of age classes: two equal digits at the front are a couple, later digits are
 * children or a grandparent ({@code 330} is a couple in their thirties with a child under ten).
 */
public final class Households {

    private final Scenario scenario;
    private final Weighted<String> shapes;
    private final Weighted<Division> divisions;
    private final Pyramid pyramid;
    private final Names names;
    private final List<String> localAreas;
    private final List<String> migrantAreas;
    private final List<String> streetWords;
    private final String addressPrefix;

    public Households(Region region, Scenario scenario) {
        this.scenario = scenario;
        shapes = region.householdShapes();
        divisions = Weighted.of(region.divisions(), Division::weight);
        pyramid = region.pyramid();
        names = region.names();
        localAreas = region.idAreas("local");
        migrantAreas = region.idAreas("migrant");
        streetWords = region.streetWords();
        addressPrefix = region.addressPrefix();
    }

    /** The household of an index; {@code number} is the running number of its first member, {@code room} how many may live in it. */
    public Household found(long index, long number, int room, Dice dice) {
        String shape = shapes.pick(dice);
        Division division = divisions.pick(dice);
        boolean migrant = shape.charAt(0) < '6' && dice.chance(division.migrantShare());
        LocalDate since = since(migrant, dice);
        String family = names.family(dice);
        String key = Long.toUnsignedString(Dice.mix(Dice.mix(scenario.seed()) + index), 36);
        List<Person> members = new ArrayList<>();
        boolean couple = shape.length() > 1 && shape.charAt(0) == shape.charAt(1);
        double quantile = dice.unit();
        for (int i = 0; i < Math.min(shape.length(), room); i++) {
            int digit = shape.charAt(i) - '0';
            Sex sex = couple && i < 2 ? Sex.values()[i] : pyramid.sex(digit, dice);
            double share =
                    couple && i == 1 ? reflected(quantile + dice.normal(0, 0.15)) : i == 0 ? quantile : dice.unit();
            String name = i == 0 || digit < shape.charAt(0) - '0' ? family : names.family(dice);
            members.add(person("p" + key + i, number + i, sex, pyramid.age(digit, share), since, migrant, name, dice));
        }
        return new Household(index, division, address(division, dice), members);
    }

    /** A baby; its running number is the mother's, which no other person born in the simulated years has in the same year. */
    public Person newborn(Person mother, String family, int year, int order, Dice dice) {
        int slot = IdNumber.slot(mother.number(), scenario.seed());
        LocalDate birth = LocalDate.ofYearDay(year, IdNumber.dayOfYear(slot));
        Sex sex = dice.chance(MALE_BIRTHS) ? Sex.MALE : Sex.FEMALE;
        String area = localAreas.get((int) (mother.number() / IdNumber.SLOTS) % localAreas.size());
        return new Person(
                mother.id() + "b" + order,
                mother.number(),
                sex,
                birth,
                birth,
                IdNumber.write(area, birth, sex, slot),
                family,
                names.given(sex, year, dice),
                mother);
    }

    /** The other child of the same birth, of the other sex: ID numbers of the same day differ by it. */
    public Person twin(Person first, int order, Dice dice) {
        Sex sex = first.sex() == Sex.MALE ? Sex.FEMALE : Sex.MALE;
        int slot = IdNumber.slot(first.number(), scenario.seed());
        return new Person(
                first.mother().id() + "b" + order,
                first.number(),
                sex,
                first.birth(),
                first.birth(),
                IdNumber.write(first.idNumber().substring(0, 6), first.birth(), sex, slot),
                first.family(),
                names.given(sex, first.birth().getYear(), dice),
                first.mother());
    }

    /** 110.73 boys for 100 girls, the plan's value for 2020. */
    private static final double MALE_BIRTHS = 110.73 / 210.73;

    private Person person(
            String id, long number, Sex sex, int age, LocalDate since, boolean migrant, String family, Dice dice) {
        int slot = IdNumber.slot(number, scenario.seed());
        int day = IdNumber.dayOfYear(slot);
        LocalDate start = scenario.start();
        int year = start.getYear() - age - (day < start.getDayOfYear() ? 0 : 1);
        LocalDate birth = LocalDate.ofYearDay(year, day);
        int cycle = (int) (number / IdNumber.SLOTS) % localAreas.size();
        String area = migrant
                ? migrantAreas.get(cycle + localAreas.size() * dice.below(migrantAreas.size() / localAreas.size()))
                : localAreas.get(cycle);
        LocalDate from = since.isAfter(birth) ? since : birth;
        return new Person(
                id,
                number,
                sex,
                birth,
                from,
                IdNumber.write(area, birth, sex, slot),
                family,
                names.given(sex, year, dice),
                null);
    }

    /** One migrant household in four comes during the simulated years. */
    private LocalDate since(boolean migrant, Dice dice) {
        int window = (int) (scenario.end().toEpochDay() - scenario.start().toEpochDay());
        if (!migrant) {
            return scenario.start().minusDays(7000L + dice.below(12000));
        }
        return dice.chance(0.25)
                ? scenario.start().plusDays(1 + dice.below(window))
                : scenario.start().minusDays(1L + dice.below(4000));
    }

    private String address(Division division, Dice dice) {
        String word = streetWords.get(dice.below(streetWords.size()));
        String place = division.urban()
                ? word + "路" + dice.between(1, 899) + "弄" + dice.between(1, 60) + "号" + dice.between(1, 18) + "0"
                        + dice.between(1, 4) + "室"
                : word + "村" + dice.between(1, 260) + "号";
        return addressPrefix + division.name() + place;
    }

    private static double reflected(double value) {
        double folded = Math.abs(value) % 2;
        return folded >= 1 ? Math.nextDown(2 - folded) : folded;
    }
}
