package org.liankang.uses.programme;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The names under which definitions know what was measured and answered ({@code facts.yaml}). What has no name here is
 * not kept by this book.
 */
record FactNames(Map<String, Measurement> measurements, List<String> answers, Map<String, List<Source>> dates) {

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

    /**
     * Where a day that schedules hang on is told; exactly one of observation, answer, visits and diagnosis.
     *
     * @param system with {@code code}: an Observation with a valueDateTime
     * @param answer linkId of a question whose answer is a date
     * @param visits kinds of service: the day of the Encounter
     * @param end the Encounter's last day instead of its first
     * @param diagnosis beginnings of ICD-10 codes: the day of the Condition
     * @param within kinds of service: only what was told in an Encounter of these counts
     * @param shift days from the day told to the day meant
     */
    record Source(
            String system,
            String code,
            String answer,
            List<String> visits,
            Boolean end,
            List<String> diagnosis,
            List<String> within,
            Integer shift) {

        Source {
            visits = visits == null ? List.of() : List.copyOf(visits);
            diagnosis = diagnosis == null ? List.of() : List.copyOf(diagnosis);
            within = within == null ? List.of() : List.copyOf(within);
            end = end != null && end;
            shift = shift == null ? 0 : shift;
            int kinds = (code == null ? 0 : 1)
                    + (answer == null ? 0 : 1)
                    + (visits.isEmpty() ? 0 : 1)
                    + (diagnosis.isEmpty() ? 0 : 1);
            if (kinds != 1 || (system == null) != (code == null)) {
                throw new IllegalArgumentException(
                        "a date is told by exactly one of: system and code, answer, visits, diagnosis");
            }
        }
    }

    FactNames {
        measurements = Map.copyOf(measurements);
        answers = List.copyOf(answers);
        dates = dates == null ? Map.of() : Map.copyOf(dates);
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
        List<Dating> datings = new ArrayList<>();
        dates.forEach((name, sources) -> {
            for (int rank = 0; rank < sources.size(); rank++) {
                datings.add(new Dating(name, rank, sources.get(rank)));
            }
        });
        return new Codes(Map.copyOf(byCode), Set.copyOf(answers), List.copyOf(datings));
    }

    /** @param rank of several sources of a date told at the same time the first holds */
    record Dating(String name, int rank, Source source) {}

    private static String key(String system, String code) {
        return system + "|" + code;
    }

    record Codes(Map<String, Map.Entry<String, Measurement>> byCode, Set<String> answers, List<Dating> datings) {

        Optional<Map.Entry<String, Measurement>> find(String system, String code) {
            return Optional.ofNullable(byCode.get(key(system, code)));
        }

        /** Whether a date told so counts when it was told in an Encounter of this kind, or (empty) in none. */
        boolean counts(String name, int rank, String service) {
            return datings.stream()
                    .filter(d -> d.name().equals(name) && d.rank() == rank)
                    .map(d -> d.source().within())
                    .anyMatch(within -> within.isEmpty() || within.contains(service));
        }
    }
}
