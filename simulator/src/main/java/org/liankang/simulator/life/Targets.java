package org.liankang.simulator.life;

import java.util.ArrayList;
import java.util.List;

/** Control targets and danger values of the national rules, third edition (domain.md 1.7 and 1.8). */
public final class Targets {

    private Targets() {}

    /** Pressure below 140/90 (from age 65 below 150/90), or fasting glucose below 7.0 mmol/L given in tenths. */
    public static boolean controlled(Disease disease, int systolic, int diastolic, int glucose, int age) {
        return switch (disease) {
            case HYPERTENSION -> systolic < (age >= 65 ? 150 : 140) && diastolic < 90;
            case DIABETES -> glucose < 70;
        };
    }

    static List<String> danger(Disease disease, int systolic, int diastolic, int glucose) {
        List<String> signs = new ArrayList<>();
        if (systolic >= 180 || diastolic >= 110) {
            signs.add("blood-pressure");
        }
        if (disease == Disease.DIABETES && (glucose >= 167 || glucose <= 39)) {
            signs.add("glucose");
        }
        return signs;
    }
}
