package org.liankang.uses.indicator;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.DecimalNode;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.StringNode;

/** Compiles the FHIRPath subset by recursive descent; each method is one rule of the grammar, loosest binding first. */
final class FhirPathParser {

    /** Elements whose JSON name carries their type ({@code valueQuantity}); only these are looked for by prefix. */
    private static final Set<String> CHOICES =
            Set.of("value", "effective", "onset", "abatement", "deceased", "performed", "occurrence", "multipleBirth");

    private static final FhirPath THIS = (context, sink) -> sink.test(context);

    private final String text;
    private int at;

    FhirPathParser(String text) {
        this.text = text;
    }

    FhirPath parse() {
        FhirPath path = or();
        skipBlanks();
        if (at < text.length()) {
            throw error("did not expect '" + text.charAt(at) + "'");
        }
        return path;
    }

    private FhirPath or() {
        FhirPath left = and();
        while (word("or")) {
            FhirPath first = left;
            FhirPath second = and();
            left = (context, sink) -> sink.test(BooleanNode.valueOf(first.holds(context) || second.holds(context)));
        }
        return left;
    }

    private FhirPath and() {
        FhirPath left = comparison();
        while (word("and")) {
            FhirPath first = left;
            FhirPath second = comparison();
            left = (context, sink) -> sink.test(BooleanNode.valueOf(first.holds(context) && second.holds(context)));
        }
        return left;
    }

    private FhirPath comparison() {
        FhirPath left = union();
        for (String sign : new String[] {"!=", "<=", ">=", "=", "<", ">"}) {
            if (symbol(sign)) {
                FhirPath right = union();
                return (context, sink) -> {
                    JsonNode one = left.first(context);
                    JsonNode other = right.first(context);
                    // FHIRPath: comparing with nothing gives nothing.
                    return one == null || other == null || sink.test(BooleanNode.valueOf(compare(one, sign, other)));
                };
            }
        }
        return left;
    }

    private static boolean compare(JsonNode one, String sign, JsonNode other) {
        int order = one.isNumber() && other.isNumber()
                ? one.decimalValue().compareTo(other.decimalValue())
                : one.asString().compareTo(other.asString());
        return switch (sign) {
            case "=" -> order == 0;
            case "!=" -> order != 0;
            case "<" -> order < 0;
            case "<=" -> order <= 0;
            case ">" -> order > 0;
            default -> order >= 0;
        };
    }

    private FhirPath union() {
        FhirPath left = path();
        while (symbol("|")) {
            FhirPath first = left;
            FhirPath second = path();
            left = (context, sink) -> first.each(context, sink) && second.each(context, sink);
        }
        return left;
    }

    private FhirPath path() {
        FhirPath path = term();
        while (true) {
            if (symbol(".")) {
                path = step(path, name());
            } else if (symbol("[")) {
                path = item(path, Integer.parseInt(digits()));
                expect("]");
            } else {
                return path;
            }
        }
    }

    private FhirPath term() {
        skipBlanks();
        if (symbol("(")) {
            FhirPath inner = or();
            expect(")");
            return inner;
        }
        if (symbol("$this")) {
            return THIS;
        }
        if (at < text.length() && text.charAt(at) == '\'') {
            JsonNode literal = StringNode.valueOf(quoted());
            return (context, sink) -> sink.test(literal);
        }
        if (at < text.length() && Character.isDigit(text.charAt(at))) {
            return number();
        }
        String name = name();
        return switch (name) {
            case "true", "false" -> {
                JsonNode literal = BooleanNode.valueOf(name.equals("true"));
                yield (context, sink) -> sink.test(literal);
            }
            default -> Character.isUpperCase(name.charAt(0)) ? ofResource(name) : step(THIS, name);
        };
    }

    private FhirPath number() {
        String whole = digits();
        boolean decimal = at + 1 < text.length() && text.charAt(at) == '.' && Character.isDigit(text.charAt(at + 1));
        if (decimal) {
            at++;
            whole += "." + digits();
        }
        JsonNode literal = DecimalNode.valueOf(new BigDecimal(whole));
        return (context, sink) -> sink.test(literal);
    }

    private static FhirPath ofResource(String type) {
        return (context, sink) -> !context.path("resourceType").asString("").equals(type) || sink.test(context);
    }

    private FhirPath step(FhirPath before, String name) {
        if (symbol("(")) {
            return function(before, name);
        }
        int mark = at;
        if (symbol(".") && word("ofType") && symbol("(")) {
            String type = name();
            expect(")");
            return then(before, field(name + Character.toUpperCase(type.charAt(0)) + type.substring(1)));
        }
        at = mark;
        return then(before, CHOICES.contains(name) ? choice(name) : field(name));
    }

    private FhirPath function(FhirPath before, String name) {
        FhirPath result = switch (name) {
            case "where" -> where(before, or());
            case "exists" -> exists(peek(')') ? before : where(before, or()), true);
            case "empty" -> exists(before, false);
            case "not" -> not(before);
            case "first" -> item(before, 0);
            case "count" -> count(before);
            case "extension" -> then(then(before, field("extension")), urlIs(quoted()));
            case "startsWith" -> startsWith(before, quoted());
            case "join" -> join(before, peek(')') ? "" : quoted());
            case "getResourceKey" -> then(before, field("id"));
            case "getReferenceKey" -> then(before, referenceKey(peek(')') ? Optional.empty() : Optional.of(name())));
            default -> throw error("has no function " + name + "()");
        };
        expect(")");
        return result;
    }

    private static FhirPath then(FhirPath before, FhirPath after) {
        return before == THIS ? after : (context, sink) -> before.each(context, node -> after.each(node, sink));
    }

    private static FhirPath field(String name) {
        return (context, sink) -> flat(context.path(name), sink);
    }

    private static FhirPath choice(String name) {
        return (context, sink) -> {
            for (var property : context.properties()) {
                String key = property.getKey();
                if (key.startsWith(name)
                        && (key.length() == name.length() || Character.isUpperCase(key.charAt(name.length())))) {
                    return flat(property.getValue(), sink);
                }
            }
            return true;
        };
    }

    private static boolean flat(JsonNode node, Predicate<JsonNode> sink) {
        if (node.isArray()) {
            for (JsonNode element : node) {
                if (!sink.test(element)) {
                    return false;
                }
            }
            return true;
        }
        return node.isMissingNode() || node.isNull() || sink.test(node);
    }

    private static FhirPath where(FhirPath before, FhirPath criterion) {
        return (context, sink) -> before.each(context, node -> !criterion.holds(node) || sink.test(node));
    }

    private static FhirPath urlIs(String url) {
        return (context, sink) -> !context.path("url").asString("").equals(url) || sink.test(context);
    }

    private static FhirPath exists(FhirPath before, boolean wanted) {
        return (context, sink) -> sink.test(BooleanNode.valueOf((before.first(context) != null) == wanted));
    }

    private static FhirPath not(FhirPath before) {
        return (context, sink) -> {
            JsonNode result = before.first(context);
            return result == null || sink.test(BooleanNode.valueOf(!result.booleanValue(false)));
        };
    }

    private static FhirPath item(FhirPath before, int index) {
        return (context, sink) -> {
            if (index == 0) {
                JsonNode found = before.first(context);
                return found == null || sink.test(found);
            }
            var all = before.all(context);
            return index >= all.size() || sink.test(all.get(index));
        };
    }

    private static FhirPath count(FhirPath before) {
        return (context, sink) -> sink.test(IntNode.valueOf(before.all(context).size()));
    }

    private static FhirPath startsWith(FhirPath before, String start) {
        return (context, sink) -> {
            JsonNode result = before.first(context);
            return result == null
                    || sink.test(BooleanNode.valueOf(result.asString("").startsWith(start)));
        };
    }

    private static FhirPath join(FhirPath before, String between) {
        return (context, sink) -> {
            var joined = new StringJoiner(between);
            before.each(context, node -> {
                joined.add(node.asString(""));
                return true;
            });
            return joined.length() == 0 || sink.test(StringNode.valueOf(joined.toString()));
        };
    }

    /** {@code Patient/7}, {@code https://server/fhir/Patient/7} and {@code Patient/7/_history/2} all have the key 7. */
    private static FhirPath referenceKey(Optional<String> type) {
        return (context, sink) -> {
            String[] parts = context.path("reference").asString("").split("/");
            int end = parts.length > 2 && parts[parts.length - 2].equals("_history") ? parts.length - 2 : parts.length;
            boolean fits = end >= 2 && type.map(parts[end - 2]::equals).orElse(true);
            return !fits || sink.test(StringNode.valueOf(parts[end - 1]));
        };
    }

    private boolean symbol(String symbol) {
        skipBlanks();
        boolean here = text.startsWith(symbol, at);
        at += here ? symbol.length() : 0;
        return here;
    }

    private boolean word(String word) {
        skipBlanks();
        int end = at + word.length();
        boolean here =
                text.startsWith(word, at) && (end == text.length() || !Character.isLetterOrDigit(text.charAt(end)));
        at += here ? word.length() : 0;
        return here;
    }

    private boolean peek(char next) {
        skipBlanks();
        return at < text.length() && text.charAt(at) == next;
    }

    private void expect(String symbol) {
        if (!symbol(symbol)) {
            throw error("expected '" + symbol + "'");
        }
    }

    private String name() {
        skipBlanks();
        int from = at;
        while (at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_')) {
            at++;
        }
        if (from == at) {
            throw error("expected a name");
        }
        return text.substring(from, at);
    }

    private String digits() {
        int from = at;
        while (at < text.length() && Character.isDigit(text.charAt(at))) {
            at++;
        }
        if (from == at) {
            throw error("expected a number");
        }
        return text.substring(from, at);
    }

    private String quoted() {
        expect("'");
        int end = text.indexOf('\'', at);
        if (end < 0) {
            throw error("has an open quote");
        }
        String inside = text.substring(at, end);
        at = end + 1;
        return inside;
    }

    private void skipBlanks() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private IllegalArgumentException error(String reason) {
        return new IllegalArgumentException("'" + text + "' " + reason + " at " + (at + 1));
    }
}
