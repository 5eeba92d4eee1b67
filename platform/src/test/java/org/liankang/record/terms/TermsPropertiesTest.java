package org.liankang.record.terms;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.liankang.base.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What holds for any code system and any value set over it. */
class TermsPropertiesTest {

    private static final String SYSTEM = "urn:test:any";
    private static final String SET = "urn:test:vs:any";
    private static final int CODES = 12;

    /** Codes c0 to c11, each under some with lower numbers: any hierarchy without circles. */
    @Provide
    Arbitrary<JsonNode> systems() {
        return Arbitraries.integers()
                .between(0, (1 << CODES) - 1)
                .list()
                .ofSize(CODES)
                .map(TermsPropertiesTest::system);
    }

    private static JsonNode system(List<Integer> parents) {
        ObjectNode system = Json.object().put("resourceType", "CodeSystem");
        system.put("url", SYSTEM)
                .put("status", "active")
                .put("content", "complete")
                .put("caseSensitive", true);
        system.putArray("property").addObject().put("code", "odd").put("type", "boolean");
        ArrayNode concepts = system.putArray("concept");
        for (int i = 0; i < CODES; i++) {
            ObjectNode concept = concepts.addObject().put("code", "c" + i).put("display", "概念" + i);
            ArrayNode properties = concept.putArray("property");
            if (i % 2 == 1) {
                properties.addObject().put("code", "odd").put("valueBoolean", true);
            }
            if (i % 5 == 4) {
                properties.addObject().put("code", "inactive").put("valueBoolean", true);
            }
            for (int j = 0; j < i; j++) {
                // A quarter of the possible parents, so that hierarchies are neither lines nor heaps.
                if ((parents.get(i) >> j & 1) == 1 && (parents.get(j) >> i & 1) == 1) {
                    properties.addObject().put("code", "parent").put("valueCode", "c" + j);
                }
            }
        }
        return system;
    }

    @Provide
    Arbitrary<JsonNode> sets() {
        Arbitrary<JsonNode> part = Combinators.combine(
                        Arbitraries.of(
                                "is-a",
                                "descendent-of",
                                "is-not-a",
                                "generalizes",
                                "in",
                                "not-in",
                                "regex",
                                "odd",
                                "listed",
                                "all"),
                        Arbitraries.integers().between(0, CODES - 1))
                .as(TermsPropertiesTest::part);
        return Combinators.combine(
                        part.list().ofMinSize(1).ofMaxSize(3), part.list().ofMaxSize(2), Arbitraries.of(true, false))
                .as((includes, excludes, inactive) -> {
                    ObjectNode set = Json.object()
                            .put("resourceType", "ValueSet")
                            .put("url", SET)
                            .put("status", "active");
                    ObjectNode compose = set.putObject("compose").put("inactive", inactive);
                    compose.putArray("include").addAll(includes);
                    compose.putArray("exclude").addAll(excludes);
                    return set;
                });
    }

    private static JsonNode part(String how, int code) {
        ObjectNode part = Json.object().put("system", SYSTEM);
        switch (how) {
            case "all" -> {}
            case "listed" -> part.putArray("concept").addObject().put("code", "c" + code);
            case "odd" ->
                part.putArray("filter")
                        .addObject()
                        .put("property", "odd")
                        .put("op", "=")
                        .put("value", "true");
            case "regex" ->
                part.putArray("filter")
                        .addObject()
                        .put("property", "code")
                        .put("op", "regex")
                        .put("value", "c" + code % 2 + ".*");
            default ->
                part.putArray("filter")
                        .addObject()
                        .put("property", "concept")
                        .put("op", how)
                        .put("value", "c" + code);
        }
        return part;
    }

    private static Terminology terminology(JsonNode... definitions) {
        Held held = new Held();
        List.of(definitions).forEach(held::put);
        return new Terminology(List.of(Shelves.of(held)), Shelves.CLOCK);
    }

    /** Listing a set and asking for one code are written apart; they must say the same of every code. */
    @Property(tries = 300)
    void a_code_is_in_the_expansion_exactly_when_it_is_valid(
            @ForAll("systems") JsonNode system, @ForAll("sets") JsonNode set) {
        Terminology terms = terminology(system, set);
        Set<Coding> expansion = terms.expansion(SET).orElse(finding -> {
            throw new AssertionError(finding);
        });
        for (int i = 0; i < CODES; i++) {
            Coding coding = new Coding(SYSTEM, "c" + i);
            Checked checked = terms.check(SET, coding, "").orElse(finding -> {
                throw new AssertionError(finding);
            });
            assertThat(checked.valid()).as(coding + " in " + set).isEqualTo(expansion.contains(coding));
        }
    }

    @Property(tries = 200)
    void subsumes_is_an_order_and_agrees_with_below_and_above(@ForAll("systems") JsonNode resource) {
        CodeSystem system = new CodeSystem(resource, List.of());
        List<String> codes = new ArrayList<>();
        system.all().forEach(concept -> codes.add(concept.code()));
        for (String a : codes) {
            assertThat(system.subsumes(a, a)).isTrue();
            for (String b : codes) {
                assertThat(system.below(a).contains(b)).isEqualTo(system.subsumes(a, b));
                assertThat(system.above(b).contains(a)).isEqualTo(system.subsumes(a, b));
                assertThat(system.reach(a).holds(b)).isEqualTo(system.subsumes(a, b));
                if (!a.equals(b)) {
                    assertThat(system.subsumes(a, b) && system.subsumes(b, a)).isFalse();
                }
                for (String c : codes) {
                    if (system.subsumes(a, b) && system.subsumes(b, c)) {
                        assertThat(system.subsumes(a, c)).isTrue();
                    }
                }
            }
        }
    }

    @Provide
    Arbitrary<String> diagnoses() {
        return Combinators.combine(
                        Arbitraries.of("I", "E", "C", "D"),
                        Arbitraries.integers().between(0, 99),
                        Arbitraries.of("", ".0", ".x00", ".900", ".x00x002", ".100x011+N08.3*"))
                .as((letter, number, rest) -> "%s%02d%s".formatted(letter, number, rest));
    }

    /** Also for diagnoses that are not listed. */
    @Property(tries = 300)
    void the_classification_of_diagnoses_is_an_order_too(
            @ForAll("diagnoses") String a, @ForAll("diagnoses") String b, @ForAll("diagnoses") String c) {
        CodeSystem icd =
                Shelves.all().codeSystem("urn:oid:2.16.156.10011.2.3.3.11.3").orElseThrow();
        for (String upper : List.of(a, a.substring(0, 3), "I10-I15", "C00-C97", "E00-E90")) {
            for (String lower : List.of(b, a)) {
                assertThat(icd.reach(upper).holds(lower))
                        .as(upper + " " + lower)
                        .isEqualTo(icd.subsumes(upper, lower));
                if (icd.subsumes(upper, lower) && icd.subsumes(lower, c)) {
                    assertThat(icd.subsumes(upper, c)).isTrue();
                }
            }
        }
    }
}
