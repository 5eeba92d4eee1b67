package org.liankang.record.terms;

import java.util.Locale;
import java.util.stream.Stream;
import org.liankang.base.json.Json;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A concept as a member of a value set, with the names the set gives it.
 *
 * @param version of the code system it was found in, or empty
 */
record Member(String system, String version, Concept concept) {

    Coding coding() {
        return new Coding(system, concept.code());
    }

    /** Every word of the text is found in one of its names or is the beginning of its code. */
    boolean matches(String text) {
        String code = concept.code().toLowerCase(Locale.ROOT);
        String[] names =
                concept.names().map(name -> name.toLowerCase(Locale.ROOT)).toArray(String[]::new);
        return Stream.of(text.toLowerCase(Locale.ROOT).strip().split("\\s+"))
                .allMatch(word -> code.startsWith(word) || Stream.of(names).anyMatch(name -> name.contains(word)));
    }

    ObjectNode json(boolean designations, String language) {
        ObjectNode contains = Json.object();
        if (!system.isEmpty()) {
            contains.put("system", system);
        }
        if (concept.groups()) {
            contains.put("abstract", true);
        }
        if (concept.inactive()) {
            contains.put("inactive", true);
        }
        if (!version.isEmpty()) {
            contains.put("version", version);
        }
        contains.put("code", concept.code());
        if (!concept.display(language).isEmpty()) {
            contains.put("display", concept.display(language));
        }
        if (designations && !concept.designations().isEmpty()) {
            ArrayNode all = contains.putArray("designation");
            concept.designations().forEach(one -> all.add(designation(one)));
        }
        return contains;
    }

    private static ObjectNode designation(Concept.Designation designation) {
        ObjectNode json = Json.object();
        if (!designation.language().isEmpty()) {
            json.put("language", designation.language());
        }
        if (designation.use().isObject()) {
            json.set("use", designation.use().deepCopy());
        }
        return json.put("value", designation.value());
    }
}
