package org.liankang.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.liankang.simulator.Haishu.Run;
import org.liankang.simulator.fhir.Bundle;
import org.liankang.simulator.people.IdNumber;
import org.liankang.simulator.region.CreditCode;
import tools.jackson.databind.JsonNode;

class BundleStreamTest {

    private static final Run RUN = Run.of(250, 7);

    @Test
    void theSameScenarioGivesTheSameBytes() {
        List<Bundle> again = Run.of(250, 7).bundles();
        assertThat(again).hasSameSizeAs(RUN.bundles());
        for (int i = 0; i < again.size(); i++) {
            assertThat(again.get(i).json()).isEqualTo(RUN.bundles().get(i).json());
        }
    }

    @Test
    void anotherSeedGivesOtherPeople() {
        Set<String> names = new HashSet<>();
        RUN.resources().stream()
                .filter(Haishu::patient)
                .forEach(patient -> names.add(patient.get("id").asString()));
        Run.of(40, 8).resources().stream()
                .filter(Haishu::patient)
                .forEach(patient ->
                        assertThat(names).doesNotContain(patient.get("id").asString()));
    }

    @Test
    void aHouseholdDoesNotDependOnHowManyFollow() {
        List<JsonNode> few =
                Run.of(60, 7).resources().stream().filter(Haishu::patient).toList();
        List<String> all = RUN.resources().stream()
                .filter(Haishu::patient)
                .map(patient -> patient.at("/identifier/0/value").asString())
                .toList();
        assertThat(few.subList(0, 55))
                .allSatisfy(patient -> assertThat(all)
                        .contains(patient.at("/identifier/0/value").asString()));
    }

    @Test
    void everyReferenceResolvesInTheDirectoryOrInItsOwnBundle() {
        Set<String> directory = new HashSet<>();
        for (JsonNode bundle : RUN.parsed()) {
            Set<String> own = new HashSet<>();
            bundle.get("entry")
                    .forEach(entry -> own.add(entry.at("/request/url").asString()));
            List<String> references = new ArrayList<>();
            bundle.findValues("reference").forEach(reference -> references.add(reference.asString()));
            references.removeIf(reference -> own.contains(reference) || directory.contains(reference));
            assertThat(references).isEmpty();
            if (!own.stream().anyMatch(url -> url.startsWith("Patient/"))) {
                directory.addAll(own);
            }
        }
    }

    @Test
    void everyEntryIsAPutOfItsOwnAddressAndNoAddressIsUsedTwice() {
        Set<String> seen = new HashSet<>();
        List<String> wrong = new ArrayList<>();
        for (JsonNode bundle : RUN.parsed()) {
            assertThat(bundle.get("type").asString()).isEqualTo("transaction");
            for (JsonNode entry : bundle.get("entry")) {
                JsonNode resource = entry.get("resource");
                String address = resource.get("resourceType").asString() + "/"
                        + resource.get("id").asString();
                boolean sound = entry.at("/request/url").asString().equals(address)
                        && entry.at("/request/method").asString().equals("PUT")
                        && entry.get("fullUrl").asString().endsWith("/" + address)
                        && resource.get("id").asString().length() <= 20
                        && seen.add(address);
                if (!sound) {
                    wrong.add(address);
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void everyIdentityNumberAndCreditCodeHasItsCheckCharacterAndIsUnique() {
        Set<String> numbers = new HashSet<>();
        for (JsonNode resource : RUN.resources()) {
            String value = resource.at("/identifier/0/value").asString("");
            switch (resource.get("resourceType").asString()) {
                case "Patient" ->
                    assertThat(IdNumber.valid(value) && numbers.add(value))
                            .as(value)
                            .isTrue();
                case "Organization" ->
                    assertThat(CreditCode.valid(value) && numbers.add(value))
                            .as(value)
                            .isTrue();
                default -> {}
            }
        }
        assertThat(RUN.bundles()).allMatch(bundle -> numbers.contains(bundle.institution()));
    }

    @Test
    void theCheckCharactersAgreeWithTheVectorsOfTheStandards() {
        assertThat(List.of("11010519491231002X", "33030319900101001X", "440524188001010014", "33020319850615123X"))
                .allMatch(IdNumber::valid);
        assertThat(List.of("91350100M000100Y43", "123303034700123484")).allMatch(CreditCode::valid);
        assertThat(IdNumber.valid("110105194912310021")).isFalse();
        assertThat(CreditCode.valid("91350100M000100Y44")).isFalse();
    }

    @Test
    void nothingHappensBeforeBirthOrAfterDeathOrAfterTheEndDate() {
        List<String> wrong = new ArrayList<>();
        for (JsonNode bundle : RUN.parsed()) {
            String death = null;
            String birth = null;
            for (JsonNode entry : bundle.get("entry")) {
                JsonNode resource = entry.get("resource");
                if (Haishu.patient(resource)) {
                    birth = resource.get("birthDate").asString();
                    death = resource.has("deceasedDateTime")
                            ? resource.get("deceasedDateTime").asString().substring(0, 10)
                            : Haishu.END.toString();
                } else if (resource.has("period") && birth != null) {
                    String from = resource.at("/period/start").asString().substring(0, 10);
                    String to = resource.at("/period/end").asString().substring(0, 10);
                    if (from.compareTo(birth) < 0 || to.compareTo(from) < 0 || to.compareTo(death) > 0) {
                        wrong.add(resource.get("id").asString());
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
    }
}
