package org.liankang.simulator.life;

import java.time.LocalDate;
import org.liankang.simulator.chance.Dice;
import org.liankang.simulator.life.Event.Mode;
import org.liankang.simulator.region.Prevalence;
import org.liankang.simulator.region.Reasons;

/**
 * Chronic obstructive lung disease, followed every three months since its service began, and dyslipidaemia with a yearly
 * test below the age of the elders' exam. Who is managed and how regularly: synthetic assumptions.
 */
final class SlowDiseases {

    private static final LocalDate COPD_SERVICE = LocalDate.of(2024, 9, 13);
    private static final int LIPIDS_SINCE = 2026;
    private static final int FROM_AGE = 35;
    private static final int EXAM_AGE = 65;

    private final Prevalence copd;
    private final Reasons copdOnset;
    private final Prevalence dyslipidaemia;
    private final Reasons dyslipidaemiaOnset;

    SlowDiseases(Prevalence copd, Reasons copdOnset, Prevalence dyslipidaemia, Reasons dyslipidaemiaOnset) {
        this.copd = copd;
        this.copdOnset = copdOnset;
        this.dyslipidaemia = dyslipidaemia;
        this.dyslipidaemiaOnset = dyslipidaemiaOnset;
    }

    void add(Diary diary, Dice dice) {
        LocalDate lungs = recorded(diary, copd, copdOnset, dice.split());
        Dice breath = dice.split();
        if (lungs != null && breath.chance(0.62)) {
            copd(diary, lungs, breath);
        }
        LocalDate lipids = recorded(diary, dyslipidaemia, dyslipidaemiaOnset, dice.split());
        Dice tests = dice.split();
        if (lipids != null && tests.chance(0.7)) {
            lipids(diary, lipids, tests);
        }
    }

    /** The day it was recorded, or null for whoever does not have it yet. */
    private static LocalDate recorded(Diary diary, Prevalence prevalence, Reasons onset, Dice dice) {
        Setting setting = diary.setting();
        double age = prevalence.ageReaching(setting.person().sex(), dice.unit());
        if (age > 120) {
            return null;
        }
        LocalDate recognised = setting.person().birth().plusDays((long) (age * 365.25));
        LocalDate recorded = recognised.isBefore(setting.from()) ? setting.from() : recognised;
        if (recorded.isAfter(setting.to())) {
            return null;
        }
        diary.found(
                recorded, recognised, onset.pick((int) age, setting.person().sex(), recorded.getMonthValue(), dice));
        return recorded;
    }

    private static void copd(Diary diary, LocalDate recorded, Dice dice) {
        Setting setting = diary.setting();
        LocalDate since = recorded.isAfter(COPD_SERVICE) ? recorded : COPD_SERVICE;
        int severity = dice.between(4, 24);
        boolean loose = dice.chance(0.25);
        LocalDate day = since.plusDays(dice.between(5, 80));
        while (!day.isAfter(setting.to())) {
            Dice own = dice.split();
            boolean lost = own.chance(0.03);
            int cat = Math.clamp(severity + own.between(-3, 3), 0, 40);
            boolean worse = own.chance(0.03);
            if (lost) {
                diary.care(day, minute(own), Service.COPD_FOLLOWUP, Mode.PHONE, new Fact.Flag("lost", true));
            } else {
                diary.care(
                        day,
                        minute(own),
                        Service.COPD_FOLLOWUP,
                        own.chance(0.8) ? Mode.CLINIC : Mode.HOME,
                        new Fact.Score("cat-score", cat),
                        new Fact.Score("mmrc-grade", Math.min(cat / 8, 4)),
                        new Fact.Flag("complication", worse),
                        new Fact.Flag("adverse-reaction", own.chance(0.02)),
                        new Fact.Choice("adherence", own.chance(0.75) ? "regular" : "intermittent"));
            }
            day = day.plusDays(
                    worse || lost ? own.between(10, 14) : loose ? own.between(95, 160) : own.between(78, 92));
        }
        for (int year = since.getYear(); year <= setting.to().getYear(); year++) {
            LocalDate test = LocalDate.of(year, 4, 1).plusDays(dice.below(200));
            int percent = dice.between(35, 92);
            if (dice.chance(0.7) && !test.isBefore(since)) {
                diary.care(
                        test,
                        minute(dice),
                        Service.LUNG_FUNCTION,
                        Mode.CLINIC,
                        new Fact.Quantity("19926-5", 100 * dice.between(45, 69), "%"),
                        new Fact.Quantity("fev1-percent-predicted", 100 * percent, "%"));
            }
        }
    }

    private static void lipids(Diary diary, LocalDate recorded, Dice dice) {
        Setting setting = diary.setting();
        for (int year = LIPIDS_SINCE; year <= setting.to().getYear(); year++) {
            LocalDate day = LocalDate.of(year, 2, 1).plusDays(dice.below(280));
            Dice own = dice.split();
            int age = setting.person().ageOn(day);
            if (own.chance(0.75) && !day.isBefore(recorded) && age >= FROM_AGE && age < EXAM_AGE) {
                diary.care(
                        day,
                        minute(own),
                        Service.LIPID_CHECK,
                        Mode.CLINIC,
                        new Fact.Quantity("14647-2", (int) Math.clamp(own.normal(540, 90), 300, 950), "mmol/L"),
                        new Fact.Quantity("14927-8", (int) Math.clamp(own.normal(190, 70), 50, 800), "mmol/L"),
                        new Fact.Quantity("14646-4", (int) Math.clamp(own.normal(125, 25), 60, 250), "mmol/L"),
                        new Fact.Quantity("22748-8", (int) Math.clamp(own.normal(330, 75), 100, 650), "mmol/L"));
            }
        }
    }

    private static int minute(Dice dice) {
        return dice.between(8 * 60, 16 * 60);
    }
}
