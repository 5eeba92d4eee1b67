package org.liankang.simulator.truth;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.liankang.simulator.life.History;
import org.liankang.simulator.people.Household;
import org.liankang.simulator.region.Division;
import org.liankang.simulator.region.Sex;

/** Residents present on one day by division, sex and age band. */
final class CensusCount {

    private final LocalDate date;
    private final List<Division> divisions;
    private final int[][][] cells;
    private final int[] elderly;

    CensusCount(LocalDate date, List<Division> divisions) {
        this.date = date;
        this.divisions = divisions;
        cells = new int[divisions.size()][2][Bands.COUNT];
        elderly = new int[divisions.size()];
    }

    void count(Household home, History history) {
        if (!history.presentOn(date)) {
            return;
        }
        int age = history.person().ageOn(date);
        int division = home.division().index();
        cells[division][history.person().sex().ordinal()][Bands.of(age)]++;
        if (age >= 65) {
            elderly[division]++;
        }
    }

    Map<String, Object> asMap() {
        Map<String, Object> result = new LinkedHashMap<>();
        Map<String, Object> byDivision = new LinkedHashMap<>();
        Map<String, Object> old = new LinkedHashMap<>();
        Map<String, Object> detail = new LinkedHashMap<>();
        int total = 0;
        int oldTotal = 0;
        for (Division division : divisions) {
            int[][] own = cells[division.index()];
            int sum = sum(own[0]) + sum(own[1]);
            total += sum;
            oldTotal += elderly[division.index()];
            byDivision.put(division.code(), sum);
            old.put(division.code(), elderly[division.index()]);
            detail.put(division.code(), Map.of(Sex.MALE.code(), own[0], Sex.FEMALE.code(), own[1]));
        }
        result.put("date", date.toString());
        result.put("total", total);
        result.put("aged65", oldTotal);
        result.put("byDivision", byDivision);
        result.put("aged65ByDivision", old);
        result.put("cells", detail);
        return result;
    }

    private static int sum(int[] values) {
        int sum = 0;
        for (int value : values) {
            sum += value;
        }
        return sum;
    }
}
