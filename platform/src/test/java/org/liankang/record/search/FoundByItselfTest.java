package org.liankang.record.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.BigRange;
import org.junit.jupiter.api.Test;
import org.liankang.base.json.Json;
import org.liankang.record.search.Parameters.Kind;
import org.liankang.record.search.Questions.Pair;
import org.liankang.record.search.Questions.Reading;
import tools.jackson.databind.JsonNode;

/** What a resource says of itself finds it, whatever parameter it is said by. */
class FoundByItselfTest {

    private static final Setting SETTING = Setting.strict(Instant.parse("2024-06-01T00:00:00Z"));

    private final Parameters parameters = SearchFixtures.withNational();
    private final Questions questions = new Questions(parameters, Terms.NONE);
    private final Matching matching = new Matching(parameters);

    private boolean matches(String type, JsonNode resource, String name, String value) {
        Reading reading = questions.read(type, List.of(new Pair(name, value)), SETTING);
        assertThat(reading).as(name + "=" + value).isInstanceOf(Reading.Understood.class);
        Matching.Seen seen =
                new Matching.Seen(resource.path("id").asString(""), parameters.index(type, resource, Map.of()), 0, 0);
        return matching.matches(((Reading.Understood) reading).question().query(), seen, Matching.NONE);
    }

    @Test
    void every_value_of_every_parameter_finds_its_resource() {
        Map<String, Integer> asked = new TreeMap<>();
        List<String> lost = new ArrayList<>();
        for (JsonNode resource : SearchFixtures.resources()) {
            String type = resource.path("resourceType").asString();
            parameters.of(type).forEach((name, parameter) -> {
                for (String value : values(type, name, parameter.kind(), resource)) {
                    asked.merge(parameter.kind().name(), 1, Integer::sum);
                    if (!matches(type, resource, name, value)) {
                        lost.add(type + "?" + name + "=" + value);
                    }
                    if (matches(type, resource, name + ":missing", "true")) {
                        lost.add(type + "?" + name + ":missing");
                    }
                }
            });
        }
        assertThat(lost).isEmpty();
        assertThat(asked).containsOnlyKeys("TOKEN", "REFERENCE", "STRING", "DATE", "QUANTITY", "URI");
        assertThat(asked.values()).allMatch(count -> count > 3);
    }

    private List<String> values(String type, String name, Kind kind, JsonNode resource) {
        if (kind == Kind.COMPOSITE || name.equals("deceased")) {
            return List.of();
        }
        List<String> values = new ArrayList<>();
        for (JsonNode node : Values.of(parameters.shape(type).alone(name), resource)) {
            written(kind, node).ifPresent(values::add);
        }
        return values;
    }

    /** How a client would write the value that it sees in the document. */
    private static Optional<String> written(Kind kind, JsonNode node) {
        return switch (kind) {
            case TOKEN -> token(node);
            case REFERENCE ->
                Optional.of(escaped(node.isString() ? node.asString() : Json.text(node, "reference")))
                        .filter(text -> !text.isEmpty());
            case STRING ->
                Optional.of(
                                node.isString()
                                        ? node.asString()
                                        : node.path("family").asString(Json.text(node, "text")))
                        .map(FoundByItselfTest::escaped)
                        .filter(text -> !text.isBlank());
            case URI -> Optional.of(escaped(node.asString()));
            case DATE ->
                Optional.of(node.isString() ? node.asString() : "ap" + Json.text(node, "start"))
                        .filter(text -> text.length() > 2);
            case NUMBER, QUANTITY ->
                Optional.of(node.path("value").asString("")
                        + "|" + escaped(Json.text(node, "system"))
                        + "|" + escaped(Json.text(node, "code")));
            case COMPOSITE, SPECIAL -> Optional.empty();
        };
    }

    private static Optional<String> token(JsonNode node) {
        JsonNode holder = node.path("coding").isArray() ? node.path("coding").path(0) : node;
        if (holder.isValueNode()) {
            return Optional.of(escaped(holder.asString()));
        }
        String code = holder.path("code").asString(holder.path("value").asString(""));
        return code.isEmpty()
                ? Optional.empty()
                : Optional.of(escaped(Json.text(holder, "system")) + "|" + escaped(code));
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\")
                .replace("|", "\\|")
                .replace(",", "\\,")
                .replace("$", "\\$");
    }

    @Property
    void a_date_is_eq_or_gt_or_lt_and_ne_is_what_eq_is_not(
            @ForAll("dates") String said, @ForAll("dates") String wanted) {
        JsonNode observation = Json.object().put("effectiveDateTime", said);
        prefixes("date", observation, wanted);
    }

    @Property
    void a_period_is_eq_or_gt_or_lt_and_ne_is_what_eq_is_not(
            @ForAll("dates") String start, @ForAll("dates") String end, @ForAll("dates") String wanted) {
        var observation = Json.object();
        observation.putObject("effectivePeriod").put("start", start).put("end", end);
        boolean forward = Times.range(end)
                        .orElseThrow()
                        .high()
                        .compareTo(Times.range(start).orElseThrow().low())
                >= 0;
        if (forward) {
            prefixes("date", observation, wanted);
        }
    }

    @Property
    void a_number_is_eq_or_gt_or_lt_and_ne_is_what_eq_is_not(
            @ForAll @BigRange(min = "-1000", max = "1000") BigDecimal said,
            @ForAll @BigRange(min = "-1000", max = "1000") BigDecimal wanted) {
        var observation = Json.object();
        observation.putObject("valueQuantity").put("value", said);
        prefixes("value-quantity", observation, wanted.toPlainString());
        assertThat(matches("Observation", observation, "value-quantity", said.toPlainString()))
                .isTrue();
    }

    private void prefixes(String name, JsonNode observation, String wanted) {
        boolean eq = matches("Observation", observation, name, "eq" + wanted);
        boolean gt = matches("Observation", observation, name, "gt" + wanted);
        boolean lt = matches("Observation", observation, name, "lt" + wanted);
        boolean ge = matches("Observation", observation, name, "ge" + wanted);
        boolean le = matches("Observation", observation, name, "le" + wanted);
        boolean sa = matches("Observation", observation, name, "sa" + wanted);
        boolean eb = matches("Observation", observation, name, "eb" + wanted);
        assertThat(matches("Observation", observation, name, "ne" + wanted)).isEqualTo(!eq);
        assertThat(eq || gt || lt).isTrue();
        assertThat(ge || le).isTrue();
        assertThat(!gt || ge).isTrue();
        assertThat(!lt || le).isTrue();
        assertThat(!sa || gt).isTrue();
        assertThat(!eb || lt).isTrue();
        assertThat(sa && eb).isFalse();
        if (eq) {
            assertThat(matches("Observation", observation, name, "ap" + wanted)).isTrue();
        }
    }

    @Provide
    Arbitrary<String> dates() {
        return Arbitraries.of(
                "2023",
                "2024",
                "2024-02",
                "2024-03",
                "2024-02-28",
                "2024-02-29",
                "2024-03-01",
                "2024-02-29T10:00:00Z",
                "2024-02-29T10:00:00.5Z",
                "2024-02-29T18:00:00+08:00",
                "2024-02-29T23:59:59Z");
    }
}
