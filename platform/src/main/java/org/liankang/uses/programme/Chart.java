package org.liankang.uses.programme;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * All the engine knows of a resident. The order in which things were learned is not part of it: the constructors sort.
 *
 * @param begins the day the record first heard of the resident; nothing is due before it
 */
record Chart(Resident resident, LocalDate begins, List<Diagnosis> diagnoses, List<Visit> visits, List<Told> dates) {

    Chart {
        diagnoses = diagnoses.stream()
                .sorted(Comparator.comparing(Diagnosis::since).thenComparing(Diagnosis::reference))
                .toList();
        visits = visits.stream()
                .sorted(Comparator.comparing(Visit::day).thenComparing(Visit::reference))
                .toList();
        dates = dates.stream()
                .sorted(Comparator.comparing(Told::told)
                        .thenComparing(Told::rank, Comparator.reverseOrder())
                        .thenComparing(Told::position)
                        .thenComparing(Told::reference)
                        .thenComparing(Told::day)
                        .thenComparing(Told::name))
                .toList();
    }

    Chart(Resident resident, LocalDate begins, List<Diagnosis> diagnoses, List<Visit> visits) {
        this(resident, begins, diagnoses, visits, List.of());
    }

    /** All that was told of a day under this name, the last word last. */
    List<Told> told(String name) {
        return dates.stream().filter(told -> told.name().equals(name)).toList();
    }

    /**
     * @param patient reference of the Patient that describes them
     * @param birthDate null when unknown
     * @param deceased null while alive
     * @param since living here since, null when not said
     * @param centre reference of the Organization that keeps the health file, or empty
     */
    record Resident(
            long id,
            String patient,
            LocalDate birthDate,
            String gender,
            LocalDate deceased,
            LocalDate since,
            String division,
            String centre) {}

    /**
     * @param ended first day it no longer holds, or null
     */
    record Diagnosis(String reference, String code, LocalDate since, LocalDate ended) {

        boolean holds(LocalDate day) {
            return !day.isBefore(since) && (ended == null || day.isBefore(ended));
        }
    }

    /**
     * A day that schedules hang on.
     *
     * @param name of {@code facts.yaml}, section {@code dates}
     * @param day the day it tells of
     * @param told the day it was told
     * @param rank of several told on the same day the one with the lowest rank holds
     */
    record Told(String reference, String name, LocalDate day, LocalDate told, int rank, long position) {}

    /** The chart without visits of other kinds than these. */
    Chart only(Set<String> kinds) {
        return new Chart(
                resident,
                begins,
                diagnoses,
                visits.stream().filter(visit -> kinds.contains(visit.service())).toList(),
                dates);
    }

    /**
     * A service received.
     *
     * @param facts recorded in it, in the order they were measured
     */
    record Visit(String reference, int version, long position, String service, LocalDate day, List<Fact> facts) {

        Visit {
            facts = List.copyOf(facts);
        }

        boolean has(String name) {
            for (Fact fact : facts) {
                if (fact.name().equals(name)) {
                    return true;
                }
            }
            return false;
        }

        /** The number last measured under this name. */
        Optional<BigDecimal> number(String name) {
            for (int at = facts.size() - 1; at >= 0; at--) {
                Fact fact = facts.get(at);
                if (fact.number() != null && fact.name().equals(name)) {
                    return Optional.of(fact.number());
                }
            }
            return Optional.empty();
        }

        Task.Evidence evidence() {
            return new Task.Evidence(reference, version, position, day);
        }
    }

    /**
     * @param number null when it is no number
     * @param words a code or {@code true} or {@code false}; empty for free text, which is not kept
     */
    record Fact(String name, BigDecimal number, String words) {}
}
