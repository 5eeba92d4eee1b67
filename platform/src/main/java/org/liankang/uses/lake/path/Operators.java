package org.liankang.uses.lake.path;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.DecimalNode;
import tools.jackson.databind.node.StringNode;

/** What stands between two expressions. Logic has three values: null is «nothing known». */
final class Operators {

    private Operators() {}

    /** An expression that is true, false or nothing. */
    abstract static class Truth extends FhirPath {

        @Override
        abstract Boolean truth(JsonNode context, Environment environment);

        @Override
        public boolean each(JsonNode context, Environment environment, Predicate<JsonNode> sink) {
            Boolean truth = truth(context, environment);
            return truth == null || sink.test(BooleanNode.valueOf(truth));
        }

        @Override
        Type type() {
            return Type.BOOLEAN;
        }
    }

    static FhirPath logic(FhirPath left, String word, FhirPath right) {
        return new Truth() {
            @Override
            Boolean truth(JsonNode context, Environment environment) {
                Boolean one = left.truth(context, environment);
                return switch (word) {
                    case "and" -> Boolean.FALSE.equals(one) ? one : and(one, right.truth(context, environment));
                    case "or" -> Boolean.TRUE.equals(one) ? one : or(one, right.truth(context, environment));
                    case "implies" ->
                        Boolean.FALSE.equals(one) ? (Boolean) true : or(not(one), right.truth(context, environment));
                    default -> {
                        Boolean other = right.truth(context, environment);
                        yield one == null || other == null ? null : (Boolean) (!one.equals(other));
                    }
                };
            }
        };
    }

    private static Boolean and(Boolean one, Boolean other) {
        if (Boolean.FALSE.equals(one) || Boolean.FALSE.equals(other)) {
            return false;
        }
        return one == null || other == null ? null : Boolean.TRUE;
    }

    private static Boolean or(Boolean one, Boolean other) {
        if (Boolean.TRUE.equals(one) || Boolean.TRUE.equals(other)) {
            return true;
        }
        return one == null || other == null ? null : Boolean.FALSE;
    }

    static Boolean not(Boolean one) {
        return one == null ? null : (Boolean) !one;
    }

    static FhirPath equality(FhirPath left, String sign, FhirPath right) {
        boolean temporal = left.type().temporal() || right.type().temporal();
        boolean loose = sign.endsWith("~");
        return new Truth() {
            @Override
            Boolean truth(JsonNode context, Environment environment) {
                Boolean same = same(left, right, context, environment, temporal);
                if (loose && same == null) {
                    same = left.first(context, environment) == null && right.first(context, environment) == null;
                }
                return sign.startsWith("!") ? not(same) : same;
            }
        };
    }

    private static Boolean same(
            FhirPath left, FhirPath right, JsonNode context, Environment environment, boolean temporal) {
        List<JsonNode> ones = left.all(context, environment);
        List<JsonNode> others = ones.isEmpty() ? List.of() : right.all(context, environment);
        if (ones.isEmpty() || others.isEmpty()) {
            return null;
        }
        if (ones.size() != others.size()) {
            return false;
        }
        for (int i = 0; i < ones.size(); i++) {
            Boolean same = same(ones.get(i), others.get(i), temporal);
            if (!Boolean.TRUE.equals(same)) {
                return same;
            }
        }
        return true;
    }

    private static Boolean same(JsonNode one, JsonNode other, boolean temporal) {
        if (temporal && one.isString() && other.isString()) {
            Temporal a = Temporal.of(one.stringValue());
            Temporal b = Temporal.of(other.stringValue());
            if (a != null && b != null) {
                Integer order = a.compare(b);
                return order == null ? null : (Boolean) (order == 0);
            }
        }
        return same(one, other);
    }

    static boolean same(JsonNode one, JsonNode other) {
        return one.isNumber() && other.isNumber()
                ? one.decimalValue().compareTo(other.decimalValue()) == 0
                : one.equals(other);
    }

    static FhirPath order(FhirPath left, String sign, FhirPath right) {
        return new Truth() {
            @Override
            Boolean truth(JsonNode context, Environment environment) {
                JsonNode one = left.single(context, environment);
                JsonNode other = one == null ? null : right.single(context, environment);
                Integer order = one == null || other == null ? null : compare(one, other);
                return order == null
                        ? null
                        : (Boolean)
                                switch (sign) {
                                    case "<" -> order < 0;
                                    case "<=" -> order <= 0;
                                    case ">" -> order > 0;
                                    default -> order >= 0;
                                };
            }
        };
    }

    private static Integer compare(JsonNode one, JsonNode other) {
        if (one.isNumber() && other.isNumber()) {
            return one.decimalValue().compareTo(other.decimalValue());
        }
        if (!one.isString() || !other.isString()) {
            throw new PathError("path-operand", "compares values of different or unordered types");
        }
        Temporal a = Temporal.of(one.stringValue());
        Temporal b = a == null ? null : Temporal.of(other.stringValue());
        return b == null ? (Integer) one.stringValue().compareTo(other.stringValue()) : a.compare(b);
    }

    /** {@code in}, and {@code contains} with its sides changed. */
    static FhirPath membership(FhirPath element, FhirPath collection) {
        return new Truth() {
            @Override
            Boolean truth(JsonNode context, Environment environment) {
                JsonNode wanted = element.single(context, environment);
                return wanted == null
                        ? null
                        : (Boolean) !collection.each(context, environment, node -> !same(node, wanted));
            }
        };
    }

    static FhirPath union(FhirPath left, FhirPath right) {
        return new FhirPath() {
            @Override
            public boolean each(JsonNode context, Environment environment, Predicate<JsonNode> sink) {
                Predicate<JsonNode> fresh = Functions.distinct(sink);
                return left.each(context, environment, fresh) && right.each(context, environment, fresh);
            }

            @Override
            Type type() {
                return left.type() == right.type() ? left.type() : Type.ANY;
            }
        };
    }

    static FhirPath negative(FhirPath number) {
        return arithmetic(Steps.literal(DecimalNode.valueOf(BigDecimal.ZERO), FhirPath.Type.NUMBER), "-", number);
    }

    static FhirPath arithmetic(FhirPath left, String sign, FhirPath right) {
        return new FhirPath() {
            @Override
            public boolean each(JsonNode context, Environment environment, Predicate<JsonNode> sink) {
                JsonNode one = left.single(context, environment);
                JsonNode other = right.single(context, environment);
                if (sign.equals("&")) {
                    return sink.test(StringNode.valueOf(text(one) + text(other)));
                }
                if (one == null || other == null) {
                    return true;
                }
                JsonNode result = calculated(one, sign, other);
                return result == null || sink.test(result);
            }

            @Override
            Type type() {
                return sign.equals("&") ? Type.STRING : left.type() == Type.STRING ? Type.STRING : Type.NUMBER;
            }
        };
    }

    private static String text(JsonNode node) {
        return node == null ? "" : node.asString("");
    }

    private static JsonNode calculated(JsonNode one, String sign, JsonNode other) {
        if (sign.equals("+") && one.isString() && other.isString()) {
            return StringNode.valueOf(one.stringValue() + other.stringValue());
        }
        if (!one.isNumber() || !other.isNumber()) {
            throw new PathError("path-operand", "'" + sign + "' needs numbers");
        }
        BigDecimal a = one.decimalValue();
        BigDecimal b = other.decimalValue();
        boolean divides = sign.equals("/") || sign.equals("div") || sign.equals("mod");
        if (divides && b.signum() == 0) {
            return null;
        }
        return DecimalNode.valueOf(
                switch (sign) {
                    case "+" -> a.add(b);
                    case "-" -> a.subtract(b);
                    case "*" -> a.multiply(b);
                    case "/" -> plain(a.divide(b, MathContext.DECIMAL64));
                    case "div" -> a.divide(b, 0, RoundingMode.DOWN);
                    default -> a.remainder(b);
                });
    }

    private static BigDecimal plain(BigDecimal quotient) {
        BigDecimal bare = quotient.stripTrailingZeros();
        return bare.scale() < 0 ? bare.setScale(0) : bare;
    }
}
