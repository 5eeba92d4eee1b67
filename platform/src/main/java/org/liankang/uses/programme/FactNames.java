package org.liankang.uses.programme;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The names under which definitions know what was measured and answered ({@code facts.yaml}). What has no name here is
 * not kept by this book.
 */
record FactNames(Map<String, Measurement> measurements, List<String> answers) {

    /**
     * @param unit a value in another unit is not taken: better no fact than a wrong one; null where there is none
     */
    record Measurement(String system, String code, String unit, String confidence) {

        Measurement {
            if (system == null || code == null) {
                throw new IllegalArgumentException("a measurement needs a system and a code");
            }
        }
    }

    FactNames {
        measurements = Map.copyOf(measurements);
        answers = List.copyOf(answers);
        for (String answer : answers) {
            if (measurements.containsKey(answer)) {
                throw new IllegalArgumentException(answer + " is both a measurement and an answer");
            }
        }
    }

    boolean knows(String name) {
        return measurements.containsKey(name) || answers.contains(name);
    }

    /** Looks names up by code. */
    Codes codes() {
        Map<String, Map.Entry<String, Measurement>> byCode = new HashMap<>();
        measurements
                .entrySet()
                .forEach(e -> byCode.put(key(e.getValue().system(), e.getValue().code()), e));
        return new Codes(Map.copyOf(byCode), Set.copyOf(answers));
    }

    private static String key(String system, String code) {
        return system + "|" + code;
    }

    record Codes(Map<String, Map.Entry<String, Measurement>> byCode, Set<String> answers) {

        Optional<Map.Entry<String, Measurement>> find(String system, String code) {
            return Optional.ofNullable(byCode.get(key(system, code)));
        }
    }
}
