package org.liankang.web.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.RuntimeSearchParam;
import ca.uhn.fhir.fhirpath.FhirPathExecutionException;
import ca.uhn.fhir.fhirpath.IFhirPath;
import ca.uhn.fhir.fhirpath.IFhirPathEvaluationContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.instance.model.api.IBase;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.instance.model.api.IIdType;
import org.hl7.fhir.r4.model.Address;
import org.hl7.fhir.r4.model.BaseDateTimeType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.ContactPoint;
import org.hl7.fhir.r4.model.Enumeration;
import org.hl7.fhir.r4.model.HumanName;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Money;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.PrimitiveType;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Timing;
import org.liankang.base.json.Json;
import org.liankang.record.search.Parameters.Kind;
import tools.jackson.databind.node.ObjectNode;

/**
 * Resources in which everything has a value, and what another engine than the platform's says that the official
 * expressions find in them.
 */
final class SearchSamples {

    private static final FhirContext FHIR = FhirContext.forR4Cached();

    /** One resource and the values of each search parameter, by name. */
    record Sample(String type, String id, ObjectNode body, Map<String, List<IBase>> values) {}

    private final IFhirPath engine = FHIR.newFhirPath();

    SearchSamples() {
        engine.setEvaluationContext(new IFhirPathEvaluationContext() {
            @Override
            public IBase resolveReference(IIdType reference, IBase context) {
                return reference.hasResourceType()
                        ? FHIR.getResourceDefinition(reference.getResourceType())
                                .newInstance()
                        : null;
            }
        });
    }

    List<Sample> of(String type, String prefix) {
        List<Sample> samples = new ArrayList<>();
        for (int variant = 0; variant < FullResource.variants(type); variant++) {
            String id = prefix + "-" + variant;
            ObjectNode body = FullResource.of(type, id, variant);
            IBaseResource resource = FHIR.newJsonParser().parseResource(Json.text(body));
            Map<String, List<IBase>> values = new LinkedHashMap<>();
            for (RuntimeSearchParam parameter : FHIR.getResourceDefinition(type).getSearchParams()) {
                values.put(parameter.getName(), values(resource, parameter.getPath()));
            }
            samples.add(new Sample(type, id, body, values));
        }
        return samples;
    }

    private List<IBase> values(IBaseResource resource, String path) {
        if (path == null || path.isBlank()) {
            return List.of();
        }
        List<IBase> found = new ArrayList<>();
        for (String part : path.split("\\|(?![^(]*\\))")) {
            try {
                found.addAll(engine.evaluate(resource, part.strip(), IBase.class));
            } catch (FhirPathExecutionException notOfThisType) {
                // an expression for several types: what it says of the others is no matter here
            }
        }
        return found;
    }

    /** Whether a parameter of this kind is about such a value; of an element of several types it is not about all. */
    static boolean fits(Kind kind, IBase value) {
        return switch (kind) {
            case TOKEN -> code(value).isPresent();
            case REFERENCE -> target(value).isPresent();
            case STRING -> value instanceof PrimitiveType<?> || value instanceof HumanName || value instanceof Address;
            case DATE -> value instanceof BaseDateTimeType || value instanceof Period || value instanceof Timing;
            case NUMBER, URI -> value instanceof PrimitiveType<?>;
            case QUANTITY -> value instanceof Quantity || value instanceof Money;
            case COMPOSITE, SPECIAL -> true;
        };
    }

    /** How a token parameter finds this value: {@code system|code}, or the code alone when there is no system. */
    static Optional<Code> code(IBase value) {
        return switch (value) {
            case CodeableConcept concept ->
                concept.getCoding().stream().findFirst().flatMap(SearchSamples::code);
            case Coding coding -> Optional.of(new Code(coding.getSystem(), coding.getCode(), false));
            case Identifier identifier -> Optional.of(new Code(identifier.getSystem(), identifier.getValue(), true));
            case ContactPoint point -> Optional.of(new Code(null, point.getValue(), false));
            case Enumeration<?> bound -> Optional.of(new Code(bound.getSystem(), bound.getValueAsString(), false));
            case PrimitiveType<?> primitive -> Optional.of(new Code(null, primitive.getValueAsString(), false));
            default -> Optional.empty();
        };
    }

    record Code(String system, String code, boolean number) {

        String written() {
            return system == null ? code : system + "|" + code;
        }
    }

    /** {@code Type/id} or an address. */
    static Optional<String> target(IBase value) {
        return switch (value) {
            case Reference reference -> Optional.of(reference.getReference());
            case PrimitiveType<?> primitive -> Optional.of(primitive.getValueAsString());
            default -> Optional.empty();
        };
    }

    /** {@code |system|code} behind a number. */
    static Optional<String> unit(IBase value) {
        return switch (value) {
            case Quantity quantity -> Optional.of("|" + quantity.getSystem() + "|" + quantity.getCode());
            case Money money -> Optional.of("||" + money.getCurrency());
            default -> Optional.of("");
        };
    }

    /** A text that a string parameter finds this value by. */
    static String words(IBase value) {
        return value instanceof PrimitiveType<?> primitive ? primitive.getValueAsString() : "words here";
    }
}
