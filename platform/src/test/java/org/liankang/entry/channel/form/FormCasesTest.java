package org.liankang.entry.channel.form;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.IParser;
import ca.uhn.fhir.parser.StrictErrorHandler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.liankang.base.finding.Finding;
import org.liankang.base.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One file, one situation: what was typed into which form, and the findings or the transaction that must come of it. */
class FormCasesTest {

    private static final Path CASES = Path.of("src/test/resources/org/liankang/entry/channel/form/cases");
    private static final Path ACTUAL = Path.of("target/form-cases");

    /** What FHIR R4 does not know stops it. */
    private static final IParser STRICT = FhirContext.forR4Cached().newJsonParser();

    static {
        STRICT.setParserErrorHandler(new StrictErrorHandler());
    }

    @TestFactory
    Stream<DynamicTest> answers_become_findings_or_facts() throws IOException {
        try (Stream<Path> files = Files.list(CASES)) {
            List<Path> cases = files.sorted().toList();
            assertThat(cases).isNotEmpty();
            return cases.stream()
                    .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> holds(file)));
        }
    }

    private static void holds(Path file) throws IOException {
        JsonNode situation = Json.parse(Files.readAllBytes(file));
        Form form = Forms.read(Path.of("../regions/national/forms", Json.text(situation, "form") + ".json"));
        Filling filling = new Filling(form, answers(situation.path("answers")), visit(situation));
        ObjectNode actual = Json.object();
        switch (filling.complete(counting())) {
            case Filled.Ready ready -> {
                STRICT.parseResource(Json.text(ready.bundle()));
                actual.set("bundle", ready.bundle());
            }
            case Filled.Refused refused -> {
                var findings = actual.putArray("findings");
                refused.findings().stream().map(FormCasesTest::line).forEach(findings::add);
            }
        }
        ObjectNode advice = actual.putObject("page");
        form.all()
                .filter(item -> !item.alert().isEmpty())
                .filter(item -> item.rows().map(filling::beginnings).orElse(List.of("")).stream()
                        .anyMatch(row -> filling.asked(item, row)))
                .forEach(item -> advice.withArray("alerts").add(item.link()));
        form.all()
                .forEach(item -> filling.suggested(item)
                        .ifPresent(value -> advice.withObject("suggested").put(item.link(), value)));
        if (!pretty(actual).equals(pretty(situation.path("expected")))) {
            Files.createDirectories(ACTUAL);
            ObjectNode whole = (ObjectNode) situation.deepCopy();
            whole.set("expected", actual);
            Files.writeString(ACTUAL.resolve(file.getFileName()), pretty(whole) + "\n");
        }
        assertThat(pretty(actual)).isEqualTo(pretty(situation.path("expected")));
    }

    private static String line(Finding finding) {
        return finding.where() + " " + finding.code();
    }

    private static String pretty(JsonNode node) {
        return Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(node);
    }

    private static Map<String, List<String>> answers(JsonNode node) {
        Map<String, List<String>> answers = new HashMap<>();
        node.propertyStream()
                .forEach(property -> answers.put(
                        property.getKey(),
                        property.getValue().isArray()
                                ? Json.each(property.getValue())
                                        .map(JsonNode::asString)
                                        .toList()
                                : List.of(property.getValue().asString())));
        return answers;
    }

    private static Visit visit(JsonNode situation) {
        Map<String, String> known = new HashMap<>();
        situation
                .path("known")
                .propertyStream()
                .forEach(property ->
                        known.put(property.getKey(), property.getValue().asString()));
        return new Visit(
                "p1",
                "centre",
                Optional.of("doctor"),
                OffsetDateTime.parse("2026-11-20T09:30:00+08:00"),
                Optional.of("42"),
                known,
                Set.of("centre", "hospital"));
    }

    private static Supplier<UUID> counting() {
        AtomicLong next = new AtomicLong();
        return () -> new UUID(0, next.incrementAndGet());
    }
}
