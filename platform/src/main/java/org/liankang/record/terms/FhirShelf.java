package org.liankang.record.terms;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.context.support.IValidationSupport;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.liankang.base.json.Json;
import tools.jackson.databind.JsonNode;

/**
 * What FHIR R4 itself defines, with HL7's v2 and v3 code systems, from the files HAPI carries. They are some 14 MB of
 * XML: read when something is first asked for that no other shelf has, and only what was asked for is turned into JSON.
 */
public final class FhirShelf implements Shelf {

    private static final int KEPT = 1_000;

    private final FhirContext fhir;
    private final IValidationSupport definitions;
    private final Cache<String, Optional<JsonNode>> seen =
            Caffeine.newBuilder().maximumSize(KEPT).build();

    public FhirShelf(FhirContext fhir) {
        this.fhir = fhir;
        this.definitions = new DefaultProfileValidationSupport(fhir);
    }

    /** The same definitions for HAPI's validator, so that they are in memory once. */
    public IValidationSupport definitions() {
        return definitions;
    }

    @Override
    public Optional<JsonNode> find(Kind kind, Canonical address) {
        if (!address.url().startsWith("http://hl7.org/fhir/")
                && !address.url().startsWith("http://terminology.hl7.org/")) {
            return Optional.empty();
        }
        return seen.get(kind + " " + address, key -> fetch(kind, address));
    }

    private Optional<JsonNode> fetch(Kind kind, Canonical address) {
        IBaseResource found = switch (kind) {
            case CODE_SYSTEM -> definitions.fetchCodeSystem(address.url());
            case VALUE_SET -> definitions.fetchValueSet(address.url());
            case CONCEPT_MAP -> null; // HAPI carries none
        };
        return Optional.ofNullable(found)
                .map(resource -> Json.parse(fhir.newJsonParser().encodeResourceToString(resource)))
                .filter(json -> address.version().isEmpty() || address.version().equals(Json.text(json, "version")));
    }

    /** Too many to look through; whoever knows an address finds it. */
    @Override
    public List<JsonNode> all(Kind kind) {
        return List.of();
    }
}
