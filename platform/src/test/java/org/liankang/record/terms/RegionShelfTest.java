package org.liankang.record.terms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liankang.base.json.Json;
import org.liankang.base.policy.Policies;
import org.liankang.base.policy.PolicyConfig;
import org.liankang.base.policy.PolicyError;
import tools.jackson.databind.JsonNode;

/** The definitions of regions/, and what a file there must be. */
class RegionShelfTest {

    private final RegionShelf shelf = Shelves.region();

    @Test
    void every_value_set_of_the_region_can_be_listed() {
        for (JsonNode set : shelf.all(Kind.VALUE_SET)) {
            Set<Coding> codes = Shelves.all().expansion(Json.text(set, "url")).orElse(finding -> {
                throw new AssertionError(finding);
            });
            assertThat(codes).as(Json.text(set, "url")).isNotEmpty();
        }
    }

    @Test
    void every_code_a_concept_map_names_exists_on_both_sides() {
        for (JsonNode map : shelf.all(Kind.CONCEPT_MAP)) {
            for (JsonNode group : map.path("group")) {
                CodeSystem from = system(group, "source");
                CodeSystem to = system(group, "target");
                for (JsonNode element : group.path("element")) {
                    named(from, element);
                    element.path("target").forEach(target -> named(to, target));
                }
            }
        }
    }

    private static CodeSystem system(JsonNode group, String end) {
        return Shelves.all().codeSystem(Json.text(group, end)).orElseThrow();
    }

    private static void named(CodeSystem system, JsonNode code) {
        Concept concept = system.find(Json.text(code, "code")).orElseThrow();
        assertThat(concept.names().toList()).contains(Json.text(code, "display"));
    }

    /** The forms are where answers are asked; the code system repeats them and may not fall behind. */
    @Test
    void every_answer_a_form_offers_is_in_the_code_system_under_the_same_name() throws IOException {
        CodeSystem answers = Shelves.all().codeSystem("urn:liankang:answer").orElseThrow();
        Set<String> offered = new TreeSet<>();
        try (Stream<Path> forms = Files.list(Path.of("../regions/national/forms"))) {
            for (Path form : forms.toList()) {
                options(Json.parse(Files.readAllBytes(form)))
                        .filter(option -> answers.url().equals(Json.text(option, "system")))
                        .forEach(option -> {
                            offered.add(Json.text(option, "code"));
                            named(answers, option);
                        });
            }
        }
        assertThat(answers.all().stream().map(Concept::code)).containsExactlyInAnyOrderElementsOf(offered);
    }

    private static Stream<JsonNode> options(JsonNode item) {
        return Stream.concat(
                Json.each(item.path("answerOption")).map(option -> option.path("valueCoding")),
                Json.each(item.path("item")).flatMap(RegionShelfTest::options));
    }

    /** The page tells senders the codes; the code systems tell machines. */
    @Test
    void the_conventions_page_lists_the_same_codes() throws IOException {
        String page = Files.readString(Path.of("../docs/conventions.md"));
        for (String name : List.of("institution-kind", "staff-kind")) {
            String listed = page.substring(page.indexOf("Codes of `urn:liankang:" + name));
            listed = listed.substring(0, listed.indexOf(".\n"));
            for (Concept concept : Shelves.all()
                    .codeSystem("urn:liankang:" + name)
                    .orElseThrow()
                    .all()) {
                assertThat(listed).contains("`" + concept.code() + "`");
            }
        }
        String table = page.substring(page.indexOf("### Kinds of service"));
        Set<String> services = new TreeSet<>();
        var row = Pattern.compile("(?m)^\\| `([a-z-]+)`").matcher(table);
        while (row.find()) {
            services.add(row.group(1));
        }
        assertThat(Shelves.all().codeSystem("urn:liankang:service").orElseThrow().all().stream()
                        .map(Concept::code))
                .containsExactlyInAnyOrderElementsOf(services);
    }

    @Test
    void a_search_below_a_block_also_finds_codes_nobody_listed() {
        Reach hypertension = Shelves.all().below("urn:oid:2.16.156.10011.2.3.3.11.3", "I10-I15");
        assertThat(hypertension.codes())
                .contains("I10", "I10.x00x002", "I15.000")
                .doesNotContain("I20.000");
        assertThat(hypertension.holds("I14.x00x999")).isTrue();
        assertThat(hypertension.holds("I16.000")).isFalse();
        assertThat(Shelves.all().codesAbove("urn:oid:2.16.156.10011.2.3.3.11.3", "I10.x00x002"))
                .contains("I10", "I10-I15", "I00-I99");
        assertThat(Shelves.all().codesBelow("urn:nobody", "a")).containsExactly("a");
    }

    @Test
    void a_file_that_is_no_definition_stops_the_start_with_its_name(@TempDir Path folder) throws IOException {
        Path terms = Files.createDirectories(folder.resolve("national/terms"));
        Files.createDirectories(folder.resolve("here"));
        Policies policies = new Policies(new PolicyConfig(folder, "here"));
        Files.writeString(terms.resolve("a.json"), "{\n\"resourceType\": }");
        assertThatThrownBy(() -> new RegionShelf(policies))
                .isInstanceOf(PolicyError.class)
                .hasMessageContaining("a.json:2");
        Files.writeString(terms.resolve("a.json"), "{\"resourceType\": \"Patient\"}");
        assertThatThrownBy(() -> new RegionShelf(policies)).hasMessageContaining("neither a CodeSystem");
        Files.writeString(terms.resolve("a.json"), "{\"resourceType\": \"ValueSet\", \"url\": \"urn:a\"}");
        assertThatThrownBy(() -> new RegionShelf(policies)).hasMessageContaining("does not say its version");
    }
}
