package org.liankang.record.terms;

import java.util.HashSet;
import java.util.Set;
import org.liankang.base.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The operations on code systems: what a code means, and which of two contains the other. */
final class CodeSystems {

    private static final Set<String> LOOKUP =
            Set.of("code", "system", "version", "coding", "displayLanguage", "property");
    private static final Set<String> SUBSUMES = Set.of("codeA", "codeB", "system", "version", "codingA", "codingB");

    private final Library library;

    CodeSystems(Library library) {
        this.library = library;
    }

    ObjectNode lookup(Ask ask) {
        ask.only(LOOKUP);
        JsonNode coding = ask.object("coding").orElse(Json.object());
        String code = coding.isEmpty() ? ask.needed("code") : Json.text(coding, "code");
        String system = coding.isEmpty() ? ask.needed("system") : Json.text(coding, "system");
        String version = coding.isEmpty() ? ask.text("version") : Json.text(coding, "version");
        CodeSystem known = library.needed(Canonical.of(system, version));
        Concept concept = known.find(code)
                .orElseThrow(() -> new Unanswerable(
                        "concept-unknown", "code", "the code " + code + " is not known in " + known.url()));
        return describe(known, concept, Set.copyOf(ask.texts("property")), ask.text("displayLanguage"));
    }

    private static ObjectNode describe(CodeSystem system, Concept concept, Set<String> wanted, String language) {
        Reply reply = new Reply();
        String title = Json.text(system.resource(), "title");
        reply.text("name", "valueString", title.isEmpty() ? Json.text(system.resource(), "name") : title);
        if (title.isEmpty() && Json.text(system.resource(), "name").isEmpty()) {
            reply.text("name", "valueString", system.url());
        }
        reply.text("version", "valueString", system.version());
        String display = concept.display(language);
        reply.text("display", "valueString", display.isEmpty() ? concept.code() : display);
        boolean all = wanted.isEmpty() || wanted.contains("*");
        if (all || wanted.contains("designation")) {
            for (Concept.Designation designation : concept.designations()) {
                ArrayNode parts = reply.parts("designation");
                Reply.part(parts, "language", "valueCode", designation.language());
                Reply.part(parts, "use", "valueCoding", designation.use());
                Reply.part(parts, "value", "valueString", designation.value());
            }
        }
        if (all || wanted.contains("definition")) {
            property(reply, "definition", "valueString", concept.definition());
        }
        Set<String> said = new HashSet<>();
        for (JsonNode property : concept.properties()) {
            String name = Json.text(property, "code");
            said.add(name);
            if (all || wanted.contains(name)) {
                property.propertyStream()
                        .filter(field -> field.getKey().startsWith("value"))
                        .forEach(field -> {
                            ArrayNode parts = reply.parts("property");
                            Reply.part(parts, "code", "valueCode", name);
                            Reply.part(parts, "value", field.getKey(), field.getValue());
                        });
            }
        }
        related(reply, "parent", all || wanted.contains("parent"), said, system.parents(concept.code()));
        related(reply, "child", all || wanted.contains("child"), said, system.children(concept.code()));
        return reply.json();
    }

    private static void related(Reply reply, String name, boolean wanted, Set<String> said, Set<String> codes) {
        if (wanted && !said.contains(name)) {
            codes.forEach(code -> property(reply, name, "valueCode", code));
        }
    }

    private static void property(Reply reply, String name, String type, String value) {
        if (!value.isEmpty()) {
            ArrayNode parts = reply.parts("property");
            Reply.part(parts, "code", "valueCode", name);
            Reply.part(parts, "value", type, value);
        }
    }

    ObjectNode subsumes(Ask ask) {
        ask.only(SUBSUMES);
        JsonNode codingA = ask.object("codingA").orElse(Json.object());
        JsonNode codingB = ask.object("codingB").orElse(Json.object());
        String system = codingA.isEmpty() ? ask.needed("system") : Json.text(codingA, "system");
        if (!codingB.isEmpty() && !system.equals(Json.text(codingB, "system"))) {
            throw Ask.invalid("codingB", "must be of the same system as codingA");
        }
        String version = codingA.isEmpty() ? ask.text("version") : Json.text(codingA, "version");
        CodeSystem known = library.needed(Canonical.of(system, version));
        String a = written(known, codingA.isEmpty() ? ask.needed("codeA") : Json.text(codingA, "code"), "codeA");
        String b = written(known, codingB.isEmpty() ? ask.needed("codeB") : Json.text(codingB, "code"), "codeB");
        return new Reply().text("outcome", "valueCode", relation(known, a, b)).json();
    }

    static String relation(CodeSystem system, String a, String b) {
        if (a.equals(b)) {
            return "equivalent";
        }
        return system.subsumes(a, b) ? "subsumes" : system.subsumes(b, a) ? "subsumed-by" : "not-subsumed";
    }

    /** The code as the system writes it. */
    private static String written(CodeSystem system, String code, String where) {
        return ValueSets.concept(system, code)
                .map(Concept::code)
                .orElseThrow(() -> new Unanswerable(
                        "concept-unknown", where, "the code " + code + " is not known in " + system.url()));
    }
}
