package org.liankang.uses.lake.path;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.DecimalNode;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.StringNode;

/** What is called with brackets: {@code before.name(arguments)}. */
final class Functions {

    private Functions() {}

    /** @throws PathError {@code path-function-unknown}, or {@code path-syntax} for the wrong number of arguments */
    static FhirPath call(FhirPath before, String name, List<FhirPath> arguments) {
        return switch (name) {
            case "where" -> where(before, one(name, arguments));
            case "select" -> then(before, one(name, arguments));
            case "exists" -> exists(arguments.isEmpty() ? before : where(before, one(name, arguments)), true);
            case "empty" -> exists(none(name, before, arguments), false);
            case "all" -> exists(where(before, not(one(name, arguments))), false);
            case "not" -> not(none(name, before, arguments));
            case "first" -> item(none(name, before, arguments), number(0));
            case "single" -> single(none(name, before, arguments));
            case "last" -> last(none(name, before, arguments));
            case "tail" -> slice(none(name, before, arguments), number(1), null);
            case "skip" -> slice(before, one(name, arguments), null);
            case "take" -> slice(before, number(0), one(name, arguments));
            case "count" -> count(none(name, before, arguments));
            case "distinct" -> Operators.union(none(name, before, arguments), before);
            case "iif" -> iif(name, before, arguments);
            case "extension" -> extension(before, one(name, arguments));
            case "join" -> join(before, arguments.isEmpty() ? null : one(name, arguments));
            case "getResourceKey" -> Steps.field(none(name, before, arguments), "id");
            case "lowBoundary" -> boundary(before, true, arguments);
            case "highBoundary" -> boundary(before, false, arguments);
            case "startsWith", "endsWith", "contains", "matches" -> tests(before, name, one(name, arguments));
            case "upper", "lower", "trim", "length", "toString", "toInteger", "toDecimal" ->
                converted(none(name, before, arguments), name);
            default -> throw new PathError("path-function-unknown", "has no function " + name + "()");
        };
    }

    private static FhirPath one(String name, List<FhirPath> arguments) {
        if (arguments.size() != 1) {
            throw new PathError("path-syntax", name + "() takes one argument");
        }
        return arguments.getFirst();
    }

    private static FhirPath none(String name, FhirPath before, List<FhirPath> arguments) {
        if (!arguments.isEmpty()) {
            throw new PathError("path-syntax", name + "() takes no argument");
        }
        return before;
    }

    private static FhirPath number(int value) {
        return Steps.literal(IntNode.valueOf(value), FhirPath.Type.NUMBER);
    }

    private static FhirPath where(FhirPath before, FhirPath criterion) {
        return new FhirPath() {
            @Override
            public boolean each(JsonNode context, Environment environment, Predicate<JsonNode> sink) {
                return before.each(
                        context, environment, node -> !criterion.holds(node, environment) || sink.test(node));
            }

            @Override
            Type type() {
                return before.type();
            }
        };
    }

    static FhirPath then(FhirPath before, FhirPath after) {
        return new FhirPath() {
            @Override
            public boolean each(JsonNode context, Environment environment, Predicate<JsonNode> sink) {
                return before.each(context, environment, node -> after.each(node, environment, sink));
            }

            @Override
            Type type() {
                return after.type();
            }
        };
    }

    private static FhirPath exists(FhirPath before, boolean wanted) {
        return new Operators.Truth() {
            @Override
            Boolean truth(JsonNode context, Environment environment) {
                return (before.first(context, environment) != null) == wanted;
            }
        };
    }

    private static FhirPath not(FhirPath before) {
        return new Operators.Truth() {
            @Override
            Boolean truth(JsonNode context, Environment environment) {
                return Operators.not(before.truth(context, environment));
            }
        };
    }

    /** {@code before[index]}; the index is read where the whole expression stands, not on each element. */
    static FhirPath item(FhirPath before, FhirPath index) {
        return new FhirPath() {
            @Override
            public boolean each(JsonNode context, Environment environment, Predicate<JsonNode> sink) {
                int wanted = whole(index.single(context, environment));
                JsonNode found;
                if (wanted == 0) {
                    found = before.first(context, environment);
                } else {
                    List<JsonNode> all = before.all(context, environment);
                    found = wanted > 0 && wanted < all.size() ? all.get(wanted) : null;
                }
                return found == null || sink.test(found);
            }

            @Override
            Type type() {
                return before.type();
            }
        };
    }

    private static int whole(JsonNode number) {
        if (number == null) {
            return -1;
        }
        if (!number.isNumber() || !number.canConvertToInt()) {
            throw new PathError("path-operand", "an index is a whole number");
        }
        return number.intValue();
    }

    private static FhirPath single(FhirPath before) {
        return ofOne(before, before.type(), node -> node);
    }

    private static FhirPath last(FhirPath before) {
        return ofAll(before, before.type(), all -> all.subList(Math.max(0, all.size() - 1), all.size()));
    }

    private static FhirPath slice(FhirPath before, FhirPath from, FhirPath most) {
        return new FhirPath() {
            @Override
            public boolean each(JsonNode context, Environment environment, Predicate<JsonNode> sink) {
                List<JsonNode> all = before.all(context, environment);
                int first = Math.clamp(whole(from.single(context, environment)), 0, all.size());
                int left = most == null ? all.size() : Math.max(0, whole(most.single(context, environment)));
                for (JsonNode node : all.subList(first, (int) Math.min(all.size(), (long) first + left))) {
                    if (!sink.test(node)) {
                        return false;
                    }
                }
                return true;
            }

            @Override
            Type type() {
                return before.type();
            }
        };
    }

    private static FhirPath count(FhirPath before) {
        return ofAll(before, FhirPath.Type.NUMBER, all -> List.of(IntNode.valueOf(all.size())));
    }

    private static FhirPath ofAll(
            FhirPath before, FhirPath.Type type, Function<List<JsonNode>, List<JsonNode>> result) {
        return Steps.typed(
                new FhirPath() {
                    @Override
                    public boolean each(JsonNode context, Environment environment, Predicate<JsonNode> sink) {
                        for (JsonNode node : result.apply(before.all(context, environment))) {
                            if (!sink.test(node)) {
                                return false;
                            }
                        }
                        return true;
                    }
                },
                type);
    }

    /** Of the only value another one, or none. */
    private static FhirPath ofOne(FhirPath before, FhirPath.Type type, Function<JsonNode, JsonNode> result) {
        return Steps.typed(
                new FhirPath() {
                    @Override
                    public boolean each(JsonNode context, Environment environment, Predicate<JsonNode> sink) {
                        JsonNode node = before.single(context, environment);
                        JsonNode found = node == null ? null : result.apply(node);
                        return found == null || sink.test(found);
                    }
                },
                type);
    }

    /** A sink that passes each value on once. */
    static Predicate<JsonNode> distinct(Predicate<JsonNode> sink) {
        List<JsonNode> seen = new ArrayList<>();
        return node -> {
            for (JsonNode known : seen) {
                if (Operators.same(known, node)) {
                    return true;
                }
            }
            seen.add(node);
            return sink.test(node);
        };
    }

    private static FhirPath iif(String name, FhirPath before, List<FhirPath> arguments) {
        if (arguments.size() < 2 || arguments.size() > 3) {
            throw new PathError("path-syntax", name + "() takes two or three arguments");
        }
        FhirPath criterion = arguments.get(0);
        return new FhirPath() {
            @Override
            public boolean each(JsonNode context, Environment environment, Predicate<JsonNode> sink) {
                JsonNode subject = before.single(context, environment);
                if (subject == null) {
                    return true;
                }
                if (criterion.holds(subject, environment)) {
                    return arguments.get(1).each(subject, environment, sink);
                }
                return arguments.size() < 3 || arguments.get(2).each(subject, environment, sink);
            }
        };
    }

    private static FhirPath extension(FhirPath before, FhirPath url) {
        FhirPath all = before instanceof Steps.Field field ? field.extensions() : Steps.field(before, "extension");
        return new FhirPath() {
            @Override
            public boolean each(JsonNode context, Environment environment, Predicate<JsonNode> sink) {
                JsonNode wanted = url.single(context, environment);
                return wanted == null
                        || all.each(context, environment, node -> !wanted.equals(node.get("url")) || sink.test(node));
            }
        };
    }

    /** Of nothing the empty text, as the suite of SQL-on-FHIR has it. */
    private static FhirPath join(FhirPath before, FhirPath separator) {
        return new FhirPath() {
            @Override
            public boolean each(JsonNode context, Environment environment, Predicate<JsonNode> sink) {
                JsonNode between = separator == null ? null : separator.single(context, environment);
                var joined = new StringJoiner(between == null ? "" : between.asString(""));
                before.each(context, environment, node -> {
                    joined.add(node.asString(""));
                    return true;
                });
                return sink.test(StringNode.valueOf(joined.toString()));
            }

            @Override
            Type type() {
                return Type.STRING;
            }
        };
    }

    /**
     * {@code Patient/7}, {@code https://server/fhir/Patient/7} and {@code Patient/7/_history/2} all have the key 7; a
     * reference to something contained, by search or by identifier has none.
     *
     * @param type the type it must point to, or null for any
     */
    static FhirPath referenceKey(FhirPath before, String type) {
        return new FhirPath() {
            @Override
            public boolean each(JsonNode context, Environment environment, Predicate<JsonNode> sink) {
                return before.each(context, environment, node -> {
                    JsonNode reference = node.get("reference");
                    String key = reference != null && reference.isString() ? key(reference.stringValue(), type) : null;
                    return key == null || sink.test(StringNode.valueOf(key));
                });
            }

            @Override
            Type type() {
                return Type.STRING;
            }
        };
    }

    private static String key(String reference, String type) {
        if (reference.indexOf('?') >= 0) {
            return null;
        }
        int history = reference.indexOf("/_history/");
        int end = history < 0 ? reference.length() : history;
        int slash = reference.lastIndexOf('/', end - 1);
        if (slash <= 0 || slash == end - 1) {
            return null;
        }
        int before = reference.lastIndexOf('/', slash - 1) + 1;
        boolean fits = type == null
                || slash - before == type.length() && reference.regionMatches(before, type, 0, type.length());
        return fits ? reference.substring(slash + 1, end) : null;
    }

    private static FhirPath boundary(FhirPath before, boolean low, List<FhirPath> arguments) {
        if (arguments.size() > 1) {
            throw new PathError("path-syntax", "a boundary takes one argument");
        }
        FhirPath precision = arguments.isEmpty() ? null : arguments.getFirst();
        FhirPath.Type type = before.type();
        return Steps.typed(
                new FhirPath() {
                    @Override
                    public boolean each(JsonNode context, Environment environment, Predicate<JsonNode> sink) {
                        JsonNode node = before.single(context, environment);
                        if (node == null) {
                            return true;
                        }
                        int digits = precision == null ? -1 : whole(precision.single(context, environment));
                        JsonNode found = boundary(node, low, type, digits);
                        return found == null || sink.test(found);
                    }
                },
                type);
    }

    private static JsonNode boundary(JsonNode node, boolean low, FhirPath.Type type, int digits) {
        if (node.isNumber()) {
            BigDecimal value = node.decimalValue();
            BigDecimal half = new BigDecimal("0.5").scaleByPowerOfTen(-value.scale());
            BigDecimal end = low ? value.subtract(half) : value.add(half);
            return DecimalNode.valueOf(
                    digits < 0 ? end : end.setScale(digits, low ? RoundingMode.FLOOR : RoundingMode.CEILING));
        }
        Temporal temporal = node.isString() ? Temporal.of(node.stringValue()) : null;
        return temporal == null ? null : StringNode.valueOf(temporal.boundary(low, type, Math.max(0, digits)));
    }

    private static FhirPath tests(FhirPath before, String name, FhirPath argument) {
        return new Operators.Truth() {
            @Override
            Boolean truth(JsonNode context, Environment environment) {
                JsonNode text = before.single(context, environment);
                JsonNode part = argument.single(context, environment);
                if (text == null || part == null) {
                    return null;
                }
                String whole = text.asString("");
                String wanted = part.asString("");
                return switch (name) {
                    case "startsWith" -> whole.startsWith(wanted);
                    case "endsWith" -> whole.endsWith(wanted);
                    case "contains" -> whole.contains(wanted);
                    default -> matches(whole, wanted);
                };
            }
        };
    }

    private static boolean matches(String whole, String wanted) {
        try {
            return Pattern.compile(wanted, Pattern.DOTALL).matcher(whole).find();
        } catch (PatternSyntaxException broken) {
            throw new PathError("path-operand", "matches() was given a broken pattern");
        }
    }

    private static FhirPath converted(FhirPath before, String name) {
        FhirPath.Type type = switch (name) {
            case "length", "toInteger", "toDecimal" -> FhirPath.Type.NUMBER;
            default -> FhirPath.Type.STRING;
        };
        return ofOne(before, type, node -> node.isContainer() ? null : converted(node, name));
    }

    private static JsonNode converted(JsonNode node, String name) {
        String text = node.asString("");
        return switch (name) {
            case "upper" -> StringNode.valueOf(text.toUpperCase(java.util.Locale.ROOT));
            case "lower" -> StringNode.valueOf(text.toLowerCase(java.util.Locale.ROOT));
            case "trim" -> StringNode.valueOf(text.strip());
            case "length" -> IntNode.valueOf(text.length());
            case "toString" -> StringNode.valueOf(text);
            default -> numeric(node, text, name.equals("toInteger"));
        };
    }

    private static JsonNode numeric(JsonNode node, String text, boolean integer) {
        if (node instanceof BooleanNode flag) {
            return IntNode.valueOf(flag.booleanValue() ? 1 : 0);
        }
        String wanted = integer ? "[+-]?\\d{1,18}" : "[+-]?\\d{1,30}(\\.\\d{1,30})?";
        return text.matches(wanted) ? DecimalNode.valueOf(new BigDecimal(text)) : null;
    }
}
