package org.liankang.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.Period;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.liankang.simulator.Haishu.Run;
import tools.jackson.databind.JsonNode;

/** Counts a few fields again, from the documents alone and by the definitions of README.md. */
class TruthTest {

    private static final Run RUN = Run.of(700, 5);
    private static final List<JsonNode> RESOURCES = RUN.resources();
    private static final LocalDate LAST = LocalDate.of(2025, 12, 31);
    private static final Map<String, JsonNode> PATIENTS = new HashMap<>();
    private static final Map<String, String> KINDS = new HashMap<>();

    static {
        for (JsonNode resource : RESOURCES) {
            if (Haishu.patient(resource)) {
                PATIENTS.put("Patient/" + resource.get("id").asString(), resource);
            } else if (type(resource, "Organization")) {
                KINDS.put(
                        "Organization/" + resource.get("id").asString(),
                        resource.at("/type/0/coding/0/code").asString());
            }
        }
    }

    private static boolean type(JsonNode resource, String type) {
        return resource.get("resourceType").asString().equals(type);
    }

    private static LocalDate day(JsonNode resource, String pointer) {
        return LocalDate.parse(resource.at(pointer).asString().substring(0, 10));
    }

    private static boolean present(JsonNode patient, LocalDate date) {
        return !LocalDate.parse(patient.at("/extension/0/valueDate").asString()).isAfter(date)
                && (!patient.has("deceasedDateTime")
                        || day(patient, "/deceasedDateTime").isAfter(date));
    }

    private static int age(JsonNode patient, LocalDate date) {
        return Period.between(day(patient, "/birthDate"), date).getYears();
    }

    private static List<JsonNode> encounters(String service) {
        return RESOURCES.stream()
                .filter(resource -> type(resource, "Encounter")
                        && resource.at("/type/0/coding/0/code").asString().equals(service))
                .toList();
    }

    @Test
    void thePopulationOfEveryDateIsThePatientsPresentOnIt() {
        for (JsonNode census : RUN.truth().get("population")) {
            LocalDate date = LocalDate.parse(census.get("date").asString());
            List<JsonNode> present = PATIENTS.values().stream()
                    .filter(patient -> present(patient, date))
                    .toList();
            assertThat(census.get("total").asInt()).isEqualTo(present.size());
            assertThat(census.get("aged65").asInt()).isEqualTo((int)
                    present.stream().filter(patient -> age(patient, date) >= 65).count());
            long old = present.stream()
                    .filter(patient -> patient.at("/address/0/extension/0/valueCode")
                            .asString()
                            .equals("330203009"))
                    .count();
            assertThat(census.at("/byDivision/330203009").asLong()).isEqualTo(old);
        }
        assertThat(RUN.truth().get("population").size()).isEqualTo(26);
    }

    @Test
    void birthsAreThePatientsWithAMotherAndDeathsTheDatesOfDeath() {
        for (int year = 2021; year <= 2026; year++) {
            int of = year;
            long boys = PATIENTS.values().stream()
                    .filter(patient -> patient.get("extension").size() > 1
                            && day(patient, "/birthDate").getYear() == of
                            && patient.get("gender").asString().equals("male"))
                    .count();
            long dead = PATIENTS.values().stream()
                    .filter(patient -> patient.has("deceasedDateTime")
                            && day(patient, "/deceasedDateTime").getYear() == of)
                    .count();
            JsonNode vital = RUN.truth().at("/vital/" + year);
            assertThat(vital.at("/births/male").asLong()).isEqualTo(boys);
            int counted = 0;
            for (String sex : List.of("male", "female")) {
                for (JsonNode band : vital.at("/deaths/" + sex)) {
                    counted += band.asInt();
                }
            }
            assertThat(counted).isEqualTo((int) dead);
        }
    }

    @Test
    void managedConformAndControlledFollowFromEncountersAndPressures() {
        Map<String, TreeMap<LocalDate, String>> visits = new HashMap<>();
        for (JsonNode encounter : encounters("hypertension-followup")) {
            if (!day(encounter, "/period/start").isAfter(LAST)) {
                visits.computeIfAbsent(encounter.at("/subject/reference").asString(), key -> new TreeMap<>())
                        .put(
                                day(encounter, "/period/start"),
                                "Encounter/" + encounter.get("id").asString());
            }
        }
        Map<String, int[]> pressures = new HashMap<>();
        for (JsonNode resource : RESOURCES) {
            if (type(resource, "Observation")
                    && resource.at("/code/coding/0/code").asString().equals("85354-9")) {
                pressures.put(resource.at("/encounter/reference").asString(), new int[] {
                    resource.at("/component/0/valueQuantity/value").asInt(),
                    resource.at("/component/1/valueQuantity/value").asInt()
                });
            }
        }
        int managed = 0;
        int conform = 0;
        int controlled = 0;
        for (Map.Entry<String, TreeMap<LocalDate, String>> entry : visits.entrySet()) {
            JsonNode patient = PATIENTS.get(entry.getKey());
            TreeMap<LocalDate, String> own = entry.getValue();
            assertThat(age(patient, own.firstKey())).isGreaterThanOrEqualTo(35);
            if (!present(patient, LAST)) {
                continue;
            }
            managed++;
            LocalDate january = LocalDate.of(2025, 1, 1);
            LocalDate enrolled = own.firstKey().isAfter(january) ? own.firstKey() : january;
            int inYear = own.tailMap(january).size();
            conform += inYear >= (ChronoUnit.DAYS.between(enrolled, LAST) + 1) / 90 ? 1 : 0;
            int[] pressure = pressures.get(own.lastEntry().getValue());
            controlled +=
                    inYear > 0 && pressure[0] < (age(patient, own.lastKey()) >= 65 ? 150 : 140) && pressure[1] < 90
                            ? 1
                            : 0;
        }
        JsonNode truth = RUN.truth().at("/services/2025/hypertension");
        assertThat(List.of(managed, conform, controlled))
                .isEqualTo(List.of(
                        truth.get("managed").asInt(),
                        truth.get("conform").asInt(),
                        truth.get("controlled").asInt()));
    }

    @Test
    void completeExamsAreThoseWithEveryMeasurementOfTheRule() {
        Map<String, Set<String>> measured = new HashMap<>();
        for (JsonNode resource : RESOURCES) {
            if (type(resource, "Observation") && resource.has("encounter")) {
                measured.computeIfAbsent(resource.at("/encounter/reference").asString(), key -> new HashSet<>())
                        .add(resource.at("/code/coding/0/code").asString());
            }
        }
        Set<String> people = new HashSet<>();
        for (JsonNode encounter : encounters("elderly-exam")) {
            JsonNode patient = PATIENTS.get(encounter.at("/subject/reference").asString());
            boolean complete = measured.get("Encounter/" + encounter.get("id").asString())
                    .containsAll(List.of(
                            "718-7",
                            "1742-6",
                            "1920-8",
                            "14631-6",
                            "14682-9",
                            "22664-7",
                            "14771-0",
                            "14647-2",
                            "14927-8",
                            "14646-4",
                            "22748-8",
                            "11524-6",
                            "45036-6",
                            "self-care-score"));
            if (complete
                    && day(encounter, "/period/start").getYear() == 2025
                    && present(patient, LAST)
                    && age(patient, LAST) >= 65) {
                people.add(encounter.at("/subject/reference").asString());
            }
        }
        assertThat(RUN.truth().at("/services/2025/elderly/examinedComplete").asInt())
                .isEqualTo(people.size());
    }

    @Test
    void visitsAreEncountersByServiceAndKindOfProvider() {
        int total = 0;
        int inside = 0;
        int primary = 0;
        for (String service : List.of("outpatient", "emergency", "inpatient")) {
            for (JsonNode encounter : encounters(service)) {
                if (day(encounter, "/period/start").getYear() == 2025) {
                    String kind =
                            KINDS.get(encounter.at("/serviceProvider/reference").asString());
                    total++;
                    inside += kind.equals("out-of-area") ? 0 : 1;
                    primary += Set.of("community-centre", "township-centre", "station")
                                    .contains(kind)
                            ? 1
                            : 0;
                }
            }
        }
        JsonNode all = RUN.truth().at("/services/2025/visits/all");
        assertThat(List.of(total, inside, primary))
                .isEqualTo(List.of(
                        all.get("total").asInt(),
                        all.get("inside").asInt(),
                        all.get("primary").asInt()));
    }

    @Test
    void contractsAreValidFromTheirStartToTheirEnd() {
        Set<String> signed = new HashSet<>();
        for (JsonNode resource : RESOURCES) {
            if (type(resource, "Contract")
                    && !day(resource, "/applies/start").isAfter(Haishu.END)
                    && !day(resource, "/applies/end").isBefore(Haishu.END)
                    && present(PATIENTS.get(resource.at("/subject/0/reference").asString()), Haishu.END)) {
                signed.add(resource.at("/subject/0/reference").asString());
            }
        }
        JsonNode last =
                new ArrayList<>(RUN.truth().get("contracts").valueStream().toList()).getLast();
        assertThat(last.get("date").asString()).isEqualTo(Haishu.END.toString());
        assertThat(last.at("/total/signed").asInt()).isEqualTo(signed.size());
    }

    private static int numerator(String code) {
        return RUN.truth().at("/indicators/2025/" + code + "/numerator").asInt();
    }

    private static int denominator(String code) {
        return RUN.truth().at("/indicators/2025/" + code + "/denominator").asInt();
    }

    @Test
    void earlyBookingFollowsFromThePeriodToldAndTheVisits() {
        int births = 0;
        for (int year = 2022; year <= 2025; year++) {
            int of = year;
            List<JsonNode> babies = PATIENTS.values().stream()
                    .filter(patient -> patient.get("extension").size() > 1
                            && day(patient, "/birthDate").getYear() == of)
                    .toList();
            Set<String> early = new HashSet<>();
            for (JsonNode baby : babies) {
                String mother = baby.at("/extension/1/valueReference/reference").asString();
                if (bookedEarly(mother, day(baby, "/birthDate"))) {
                    early.add(mother);
                }
            }
            JsonNode counted = RUN.truth().at("/indicators/" + year + "/early-booking-rate");
            assertThat(List.of(early.size(), babies.size()))
                    .isEqualTo(List.of(
                            counted.path("numerator").asInt(),
                            counted.path("denominator").asInt()));
            births += babies.size();
        }
        assertThat(births).isPositive();
    }

    private static boolean bookedEarly(String mother, LocalDate birth) {
        TreeMap<String, LocalDate> told = new TreeMap<>();
        for (JsonNode resource : RESOURCES) {
            if (type(resource, "Observation")
                    && resource.has("valueDateTime")
                    && resource.at("/subject/reference").asString().equals(mother)) {
                boolean due = resource.at("/code/coding/0/code").asString().equals("11778-8");
                LocalDate period = day(resource, "/valueDateTime").minusDays(due ? 280 : 0);
                if (ChronoUnit.DAYS.between(period, birth) < 330 && period.isBefore(birth)) {
                    told.put(resource.get("effectiveDateTime").asString(), period);
                }
            }
        }
        return !told.isEmpty()
                && Stream.of("antenatal-first", "antenatal-visit")
                        .flatMap(service -> encounters(service).stream())
                        .filter(visit ->
                                visit.at("/subject/reference").asString().equals(mother))
                        .map(visit -> ChronoUnit.DAYS.between(told.lastEntry().getValue(), day(visit, "/period/start")))
                        .anyMatch(days -> days >= 0 && days < 91);
    }

    @Test
    void screeningForTwoCancersFollowsFromBothEncountersOfThreeYears() {
        Map<String, Set<String>> screened = new HashMap<>();
        for (String service : List.of("cervical-screening", "breast-screening")) {
            for (JsonNode encounter : encounters(service)) {
                LocalDate date = day(encounter, "/period/start");
                if (date.isAfter(LAST.minusYears(3)) && !date.isAfter(LAST)) {
                    screened.computeIfAbsent(encounter.at("/subject/reference").asString(), none -> new HashSet<>())
                            .add(service);
                }
            }
        }
        int women = 0;
        int both = 0;
        for (Map.Entry<String, JsonNode> patient : PATIENTS.entrySet()) {
            int age = age(patient.getValue(), LAST);
            if (present(patient.getValue(), LAST)
                    && age >= 35
                    && age < 65
                    && patient.getValue().get("gender").asString().equals("female")) {
                women++;
                both += screened.getOrDefault(patient.getKey(), Set.of()).size() == 2 ? 1 : 0;
            }
        }
        assertThat(List.of(both, women))
                .isEqualTo(List.of(numerator("two-cancer-screening"), denominator("two-cancer-screening")));
        assertThat(both).isPositive().isLessThan(women);
    }

    @Test
    void placesAddUpToTheRegion() {
        RUN.truth().at("/indicators/2025").properties().forEach(indicator -> {
            for (String by : List.of("byDivision", "byInstitution")) {
                for (int i = 0; i < 2; i++) {
                    int part = i;
                    long sum = indicator
                            .getValue()
                            .get(by)
                            .valueStream()
                            .mapToLong(place -> place.get(part).asLong())
                            .sum();
                    assertThat(sum)
                            .as(indicator.getKey())
                            .isEqualTo(indicator
                                    .getValue()
                                    .get(i == 0 ? "numerator" : "denominator")
                                    .asLong());
                }
            }
        });
    }

    @Test
    void bedsAndStaffMatchThePlanPerResident() {
        JsonNode resources = RUN.truth().get("resources");
        int beds = 0;
        Set<String> physicians = new HashSet<>();
        for (JsonNode resource : RESOURCES) {
            if (type(resource, "Organization")) {
                for (JsonNode extension : resource.get("extension")) {
                    beds += extension.get("url").asString().equals("urn:liankang:bed-count")
                            ? extension.get("valueInteger").asInt()
                            : 0;
                }
            }
            if (type(resource, "PractitionerRole")
                    && Set.of("physician", "general-practitioner")
                            .contains(resource.at("/code/0/coding/0/code").asString())) {
                physicians.add(resource.at("/practitioner/reference").asString());
            }
        }
        assertThat(resources.get("beds").asInt()).isEqualTo(beds).isEqualTo(5);
        assertThat(resources.get("physicians").asInt())
                .isEqualTo(physicians.size())
                .isEqualTo(4);
    }
}
