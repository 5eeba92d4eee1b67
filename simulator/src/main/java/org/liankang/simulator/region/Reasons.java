package org.liankang.simulator.region;

import java.util.Arrays;
import java.util.List;
import org.liankang.simulator.chance.Dice;
import org.liankang.simulator.chance.Weighted;

/** Picks why somebody comes: by age, sex and month; all choices of a setting are laid out once. */
public final class Reasons {

    private static final int AGES = 121;
    private final List<Weighted<Diagnosis>> choices;

    Reasons(List<Diagnosis> all, String setting) {
        List<Diagnosis> own = all.stream()
                .filter(diagnosis -> diagnosis.setting().equals(setting))
                .toList();
        @SuppressWarnings({"unchecked", "rawtypes"})
        Weighted<Diagnosis>[] table = new Weighted[AGES * 2 * 12];
        for (int age = 0; age < AGES; age++) {
            for (Sex sex : Sex.values()) {
                int at = age;
                List<Diagnosis> fitting = own.stream()
                        .filter(diagnosis -> diagnosis.fits(sex, at))
                        .toList();
                for (int month = 1; month <= 12; month++) {
                    int when = month;
                    table[index(age, sex, month)] =
                            Weighted.of(fitting, d -> d.weight() * d.season().of(when));
                }
            }
        }
        choices = Arrays.asList(table);
    }

    private static int index(int age, Sex sex, int month) {
        return (age * 2 + sex.ordinal()) * 12 + month - 1;
    }

    public Diagnosis pick(int age, Sex sex, int month, Dice dice) {
        Weighted<Diagnosis> choice = choices.get(index(Math.min(age, AGES - 1), sex, month));
        if (choice.isEmpty()) {
            throw new IllegalStateException("no reason for age " + age);
        }
        return choice.pick(dice);
    }
}
