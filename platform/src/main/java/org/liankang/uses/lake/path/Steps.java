package org.liankang.uses.lake.path;

import java.util.Set;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.IntNode;

/** The steps that move through a document. */
final class Steps {

    /** Elements whose JSON name carries their type ({@code valueQuantity}); only these are looked for by prefix. */
    private static final Set<String> CHOICES = Set.of(
            "abatement",
            "age",
            "allowed",
            "amount",
            "answer",
            "asNeeded",
            "author",
            "born",
            "chargeItem",
            "collected",
            "content",
            "created",
            "deceased",
            "defaultValue",
            "definition",
            "diagnosis",
            "dose",
            "due",
            "effective",
            "entity",
            "event",
            "fastingStatus",
            "fixed",
            "identified",
            "item",
            "legallyBinding",
            "location",
            "maxValue",
            "medication",
            "minValue",
            "multipleBirth",
            "occurred",
            "occurrence",
            "offset",
            "onset",
            "pattern",
            "performed",
            "procedure",
            "product",
            "quantity",
            "rate",
            "reported",
            "scheduled",
            "serviced",
            "source",
            "start",
            "statusReason",
            "subject",
            "substance",
            "target",
            "time",
            "timing",
            "topic",
            "value",
            "versions");

    /** What may follow the name of a choice. */
    private static final Set<String> TYPES = Set.of(
            "Address",
            "Age",
            "Annotation",
            "Attachment",
            "Base64Binary",
            "Boolean",
            "Canonical",
            "Code",
            "CodeableConcept",
            "CodeableReference",
            "Coding",
            "ContactDetail",
            "ContactPoint",
            "Contributor",
            "Count",
            "DataRequirement",
            "Date",
            "DateTime",
            "Decimal",
            "Distance",
            "Dosage",
            "Duration",
            "Expression",
            "HumanName",
            "Id",
            "Identifier",
            "Instant",
            "Integer",
            "Integer64",
            "Markdown",
            "Meta",
            "Money",
            "Oid",
            "ParameterDefinition",
            "Period",
            "PositiveInt",
            "Quantity",
            "Range",
            "Ratio",
            "RatioRange",
            "Reference",
            "RelatedArtifact",
            "SampledData",
            "Signature",
            "String",
            "Time",
            "Timing",
            "TriggerDefinition",
            "UnsignedInt",
            "Uri",
            "Url",
            "UsageContext",
            "Uuid");

    static final FhirPath THIS = new FhirPath() {
        @Override
        public boolean each(JsonNode context, Environment environment, Predicate<JsonNode> sink) {
            return sink.test(context);
        }
    };

    static final FhirPath RESOURCE = new FhirPath() {
        @Override
        public boolean each(JsonNode context, Environment environment, Predicate<JsonNode> sink) {
            return sink.test(environment.resource());
        }
    };

    static final FhirPath ROW_INDEX = new FhirPath() {
        @Override
        public boolean each(JsonNode context, Environment environment, Predicate<JsonNode> sink) {
            return sink.test(IntNode.valueOf(environment.rowIndex()));
        }

        @Override
        Type type() {
            return Type.NUMBER;
        }
    };

    private Steps() {}

    /** The elements of an array one by one, anything else as it is, nothing for null. */
    static boolean flat(JsonNode node, Predicate<JsonNode> sink) {
        if (node == null || node.isNull() || node.isMissingNode()) {
            return true;
        }
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                JsonNode element = node.get(i);
                if (!element.isNull() && !sink.test(element)) {
                    return false;
                }
            }
            return true;
        }
        return sink.test(node);
    }

    static FhirPath field(FhirPath before, String name) {
        return CHOICES.contains(name) ? new Choice(before, name) : new Field(before, name);
    }

    /** One named child. */
    static class Field extends FhirPath {

        final FhirPath before;
        final String name;

        Field(FhirPath before, String name) {
            this.before = before;
            this.name = name;
        }

        @Override
        public boolean each(JsonNode context, Environment environment, Predicate<JsonNode> sink) {
            return before == THIS ? child(context, sink) : before.each(context, environment, node -> child(node, sink));
        }

        boolean child(JsonNode node, Predicate<JsonNode> sink) {
            return flat(node.get(name), sink);
        }

        /** The children of the elements called {@code name}, where a value without children keeps its own beside it. */
        FhirPath extensions() {
            FhirPath owner = before;
            String beside = "_" + name;
            FhirPath own = this;
            return new FhirPath() {
                @Override
                public boolean each(JsonNode context, Environment environment, Predicate<JsonNode> sink) {
                    Predicate<JsonNode> inner = node -> flat(node.get("extension"), sink);
                    return own.each(context, environment, node -> !node.isObject() || inner.test(node))
                            && owner.each(context, environment, node -> flat(node.get(beside), inner));
                }
            };
        }
    }

    /** A child whose type is part of its name. */
    private static final class Choice extends Field {

        Choice(FhirPath before, String name) {
            super(before, name);
        }

        @Override
        boolean child(JsonNode node, Predicate<JsonNode> sink) {
            JsonNode plain = node.get(name);
            if (plain != null) {
                return flat(plain, sink);
            }
            if (!node.isObject()) {
                return true;
            }
            for (var property : node.properties()) {
                String key = property.getKey();
                if (key.length() > name.length()
                        && key.startsWith(name)
                        && TYPES.contains(key.substring(name.length()))) {
                    return flat(property.getValue(), sink);
                }
            }
            return true;
        }
    }

    /** The child of a choice that has this type, or of what is there already that which is of it. */
    static FhirPath ofType(FhirPath before, String type) {
        FhirPath found = before instanceof Choice choice
                ? new Field(choice.before, choice.name + Character.toUpperCase(type.charAt(0)) + type.substring(1))
                : filter(before, node -> isOf(node, type));
        return typed(found, typeOf(type));
    }

    /** Whether it is of the type, as far as JSON tells: texts are of every type that is written as a text. */
    static boolean isOf(JsonNode node, String type) {
        return switch (type) {
            case "boolean", "Boolean" -> node.isBoolean();
            case "integer", "Integer", "positiveInt", "unsignedInt", "integer64" -> node.isIntegralNumber();
            case "decimal", "Decimal" -> node.isNumber();
            default ->
                Character.isLowerCase(type.charAt(0)) || type.equals("String")
                        ? node.isString()
                        : node.isObject()
                                && (!node.has("resourceType")
                                        || node.path("resourceType")
                                                .asString("")
                                                .equals(type)
                                        || type.equals("Resource")
                                        || type.equals("DomainResource"));
        };
    }

    static FhirPath.Type typeOf(String type) {
        return switch (type) {
            case "boolean" -> FhirPath.Type.BOOLEAN;
            case "integer", "positiveInt", "unsignedInt", "integer64", "decimal" -> FhirPath.Type.NUMBER;
            case "date" -> FhirPath.Type.DATE;
            case "dateTime", "instant" -> FhirPath.Type.DATETIME;
            case "time" -> FhirPath.Type.TIME;
            default -> Character.isLowerCase(type.charAt(0)) ? FhirPath.Type.STRING : FhirPath.Type.ANY;
        };
    }

    static FhirPath typed(FhirPath path, FhirPath.Type type) {
        return new FhirPath() {
            @Override
            public boolean each(JsonNode context, Environment environment, Predicate<JsonNode> sink) {
                return path.each(context, environment, sink);
            }

            @Override
            Type type() {
                return type;
            }
        };
    }

    static FhirPath filter(FhirPath before, Predicate<JsonNode> wanted) {
        return new FhirPath() {
            @Override
            public boolean each(JsonNode context, Environment environment, Predicate<JsonNode> sink) {
                return before.each(context, environment, node -> !wanted.test(node) || sink.test(node));
            }
        };
    }

    static FhirPath literal(JsonNode value, FhirPath.Type type) {
        return new FhirPath() {
            @Override
            public boolean each(JsonNode context, Environment environment, Predicate<JsonNode> sink) {
                return sink.test(value);
            }

            @Override
            Type type() {
                return type;
            }
        };
    }
}
