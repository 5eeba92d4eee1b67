package org.liankang.uses.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.liankang.base.json.Json;
import org.liankang.base.policy.Policies;
import org.liankang.base.policy.PolicyConfig;
import org.liankang.base.policy.PolicyError;
import tools.jackson.databind.JsonNode;

/** The rules, held to the situations in {@code cases/}: one file each, documents and which rules they fail. */
class RuleCasesTest {

    @TestFactory
    Stream<DynamicTest> in_this_situation() throws Exception {
        return files().map(file -> DynamicTest.dynamicTest(
                file.getFileName().toString().replace(".yaml", "").replace('-', ' '), () -> holds(file)));
    }

    @Test
    void there_is_a_situation_that_every_rule_fails() throws Exception {
        Set<String> failed = new TreeSet<>();
        for (Path file : files().toList()) {
            expected(Policies.yaml(file)).values().forEach(failed::addAll);
        }
        assertThat(failed)
                .containsExactlyInAnyOrderElementsOf(
                        District.RULES.rules().stream().map(Rule::code).toList());
    }

    @Test
    void a_broken_rule_stops_the_start_with_file_and_rule(@TempDir Path regions) throws IOException {
        Path folder = Files.createDirectories(regions.resolve("national/quality"));
        Files.createDirectories(regions.resolve("here"));
        Files.copy(Path.of("../regions/national/quality/kinds.yaml"), folder.resolve("kinds.yaml"));
        String good = Files.readString(Path.of("../regions/national/quality/diagnoses.yaml"));
        Map<String, String> broken = Map.of(
                "from: 2017-01-01", "from: yesterday",
                "kinds: [diagnosis]", "kinds: [diagnose]",
                "check: {required: [", "check: {demanded: [",
                "recordedDate, equal", "recorded-date, equal",
                "    confidence: H\n", "    confidence: Z\n",
                "rule: diagnosis-onset\n", "rule: diagnosis-code\n");
        broken.forEach((right, wrong) -> {
            write(folder.resolve("diagnoses.yaml"), good.replaceFirst(java.util.regex.Pattern.quote(right), wrong));
            assertThatThrownBy(() -> Rulebook.read(new Policies(new PolicyConfig(regions, "here"))))
                    .as(wrong)
                    .isInstanceOf(PolicyError.class)
                    .hasMessageContaining("diagnoses.yaml");
        });
        write(folder.resolve("diagnoses.yaml"), good.replaceFirst("kinds: \\[diagnosis\\]", "kinds: [diagnose]"));
        assertThatThrownBy(() -> Rulebook.read(new Policies(new PolicyConfig(regions, "here"))))
                .hasMessageContaining("diagnosis-code", "diagnose");
    }

    private static void holds(Path file) {
        JsonNode situation = Policies.yaml(file);
        District district = new District();
        for (JsonNode document : situation.path("documents")) {
            if (document.has("at")) {
                district.feed.at(Json.text(document, "at"));
            }
            district.feed.put(document.path("resident").asLong(0), document.path("body"));
        }
        district.read(3);
        assertThat(new TreeMap<>(district.failing())).isEqualTo(expected(situation));
    }

    private static Map<String, TreeSet<String>> expected(JsonNode situation) {
        Map<String, TreeSet<String>> expected = new TreeMap<>();
        situation.path("fails").propertyStream().forEach(entry -> {
            TreeSet<String> rules = new TreeSet<>();
            Json.each(entry.getValue()).forEach(rule -> rules.add(rule.asString()));
            expected.put(entry.getKey(), rules);
        });
        return expected;
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }

    private static Stream<Path> files() throws Exception {
        Path folder = Path.of(RuleCasesTest.class.getResource("cases").toURI());
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList().stream();
        }
    }
}
