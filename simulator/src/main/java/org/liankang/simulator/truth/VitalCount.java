package org.liankang.simulator.truth;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.liankang.simulator.life.Event.Death;
import org.liankang.simulator.life.History;
import org.liankang.simulator.region.Sex;

/** Births and deaths of one calendar year, as far as it lies inside the simulated years. */
final class VitalCount {

    private final int[] births = new int[2];
    private final int[][] deaths = new int[2][Bands.COUNT];
    private final Map<String, int[]> causes = new TreeMap<>();
    private int infant;
    private int neonatal;
    private int underFive;
    private int maternal;

    static String causeGroup(String code) {
        char letter = code.charAt(0);
        int number = Integer.parseInt(code.substring(1, 3));
        return switch (letter) {
            case 'I' -> "circulatory";
            case 'C' -> number <= 97 ? "cancer" : "other";
            case 'E' -> number >= 10 && number <= 14 ? "diabetes" : "other";
            case 'J' -> number >= 30 && number <= 98 ? "chronic-respiratory" : "other";
            case 'V', 'W', 'X', 'Y' -> "external";
            case 'O' -> "maternal";
            default -> "other";
        };
    }

    void born(Sex sex) {
        births[sex.ordinal()]++;
    }

    void died(History history, Death death) {
        LocalDate birth = history.person().birth();
        int age = history.person().ageOn(death.date());
        int band = Bands.of(age);
        deaths[history.person().sex().ordinal()][band]++;
        String group = causeGroup(death.cause().code());
        causes.computeIfAbsent(group, key -> new int[Bands.COUNT])[band]++;
        infant += age < 1 ? 1 : 0;
        neonatal += ChronoUnit.DAYS.between(birth, death.date()) <= 27 ? 1 : 0;
        underFive += age < 5 ? 1 : 0;
        maternal += group.equals("maternal") ? 1 : 0;
    }

    Map<String, Object> asMap() {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("births", Map.of("male", births[0], "female", births[1]));
        result.put("deaths", Map.of("male", deaths[0], "female", deaths[1]));
        result.put("deathsByCause", causes);
        result.put("neonatalDeaths", neonatal);
        result.put("infantDeaths", infant);
        result.put("underFiveDeaths", underFive);
        result.put("maternalDeaths", maternal);
        return result;
    }
}
