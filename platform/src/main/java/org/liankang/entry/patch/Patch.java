package org.liankang.entry.patch;

import ca.uhn.fhir.context.FhirContext;
import org.liankang.base.finding.Finding;
import org.liankang.base.json.Json;
import org.liankang.entry.Interaction.PatchKind;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A patch understood: a list of changes that are made all or not at all. */
public sealed interface Patch permits JsonPatch, PathPatch {

    /** Changes of one patch; more are no patch but another document. */
    int MOST_OPERATIONS = 1_000;

    /** What a patch may grow a resource to, in JSON nodes: copying a list into itself doubles it each time. */
    int MOST_NODES = 1_000_000;

    /** What came of reading a patch. */
    sealed interface Read {
        record Understood(Patch patch) implements Read {}

        record Malformed(Finding finding) implements Read {}
    }

    /** What came of making the changes. */
    sealed interface Result {
        record Patched(ObjectNode resource) implements Result {}

        record Failed(Finding finding) implements Result {}
    }

    /**
     * @param fhir the definitions that FHIRPath patches are read by
     * @param body JSON: an array of operations (RFC 6902) or a Parameters resource (FHIR R4, 3.1.0.9)
     */
    static Read parse(PatchKind kind, byte[] body, FhirContext fhir) {
        try {
            JsonNode document = Json.parse(body);
            return new Read.Understood(
                    switch (kind) {
                        case JSON -> JsonPatch.parse(document);
                        case FHIRPATH -> PathPatch.parse(document, fhir);
                    });
        } catch (JacksonException malformed) {
            return new Read.Malformed(Finding.error("patch-malformed", Json.place(malformed), Json.wrong(malformed)));
        } catch (Wrong wrong) {
            return new Read.Malformed(wrong.finding());
        }
    }

    /** The resource with the changes; the one given is not touched. */
    Result apply(ObjectNode resource);

    /** Carries a finding out of the depth of a patch to the one place that returns it. */
    final class Wrong extends RuntimeException {

        private final transient Finding finding;

        Wrong(String code, String where, String message) {
            super(code, null, false, false);
            this.finding = Finding.error(code, where, message);
        }

        Finding finding() {
            return finding;
        }
    }
}
