package org.liankang.uses.ips;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.liankang.base.json.Json;
import org.liankang.record.fields.Fields;
import org.liankang.record.store.Version;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The resources of a document, each once, and the references between them. */
final class Document {

    private static final int MOST = 1_000;
    /** What is brought along when something in the document refers to it; anything else is only named. */
    private static final Set<String> BROUGHT = Set.of(
            "Organization",
            "Practitioner",
            "PractitionerRole",
            "Medication",
            "Observation",
            "Device",
            "Specimen",
            "Location");

    private final String patient;
    private final Function<String, Optional<Version>> find;
    private final Map<String, ObjectNode> resources = new LinkedHashMap<>();

    /**
     * @param patient the reference every other Patient of the same resident is turned into
     * @param find what a reference means, or empty
     */
    Document(String patient, Function<String, Optional<Version>> find) {
        this.patient = patient;
        this.find = find;
    }

    /** The address of a resource inside documents, the same each time. */
    static String address(String reference) {
        return "urn:uuid:" + UUID.nameUUIDFromBytes(("liankang " + reference).getBytes(StandardCharsets.UTF_8));
    }

    /** Takes a resource in, with what it refers to. */
    void add(String reference, JsonNode body) {
        if (resources.containsKey(reference) || resources.size() >= MOST) {
            return;
        }
        ObjectNode copy = (ObjectNode) body.deepCopy();
        resources.put(reference, copy);
        Absent.mark(copy);
        bind(copy);
    }

    private void bind(JsonNode node) {
        if (node instanceof ObjectNode object && object.path("reference").isString()) {
            point(object);
        }
        node.forEach(this::bind);
    }

    private void point(ObjectNode reference) {
        String target = Fields.reference(reference);
        if (target.isEmpty()) {
            return; // contained in the same resource, or somewhere else than in this record
        }
        String type = target.substring(0, target.indexOf('/'));
        if (type.equals("Patient")) {
            target = patient;
        } else if (!resources.containsKey(target) && BROUGHT.contains(type)) {
            String wanted = target;
            find.apply(target).filter(version -> !version.deleted()).ifPresent(found -> add(wanted, found.body()));
        }
        if (resources.containsKey(target)) {
            reference.put("reference", address(target));
        } else {
            named(reference, type, target);
        }
    }

    /** A document holds all it refers to; what it leaves out it only names. */
    private static void named(ObjectNode reference, String type, String target) {
        reference.remove("reference");
        reference.put("type", type);
        if (!reference.has("identifier")) {
            reference
                    .putObject("identifier")
                    .put("system", "urn:liankang:record")
                    .put("value", target);
        }
    }

    boolean has(String reference) {
        return resources.containsKey(reference);
    }

    JsonNode get(String reference) {
        return resources.get(reference);
    }

    /** What was taken in, in order, as entries of a Bundle. */
    void into(ArrayNode entries) {
        resources.forEach((reference, resource) ->
                entries.addObject().put("fullUrl", address(reference)).set("resource", resource));
    }

    /** A reference to something in the document. */
    static ObjectNode to(String reference) {
        return Json.object().put("reference", address(reference));
    }
}
