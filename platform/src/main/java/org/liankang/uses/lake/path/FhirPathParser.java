package org.liankang.uses.lake.path;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.DecimalNode;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.StringNode;

/**
 * Compiles an expression by recursive descent; each method is one rule of the grammar, loosest binding first (HL7
 * FHIRPath 2.0.0, «Operator Precedence»).
 */
final class FhirPathParser {

    private static final Pattern MOMENT = Pattern.compile("@(T\\d\\d(:\\d\\d(:\\d\\d(\\.\\d+)?)?)?"
            + "|\\d{4}(-\\d\\d(-\\d\\d)?)?(T(\\d\\d(:\\d\\d(:\\d\\d(\\.\\d+)?)?)?(Z|[+-]\\d\\d:\\d\\d)?)?)?)");
    private static final int DEEPEST = 100;

    private final String text;
    private final Map<String, FhirPath.Constant> constants;
    private int at;
    private int depth;

    FhirPathParser(String text, Map<String, FhirPath.Constant> constants) {
        this.text = text;
        this.constants = constants;
    }

    FhirPath parse() {
        try {
            FhirPath path = expression();
            if (at < text.length()) {
                throw fault("did not expect '" + text.charAt(at) + "'");
            }
            return path;
        } catch (PathError error) {
            throw error.getMessage().startsWith("'") ? error : fault(error.code(), error.getMessage());
        }
    }

    private FhirPath expression() {
        if (++depth > DEEPEST) {
            throw fault("is nested too deeply");
        }
        FhirPath left = disjunction();
        while (word("implies")) {
            left = Operators.logic(left, "implies", disjunction());
        }
        skipBlanks();
        depth--;
        return left;
    }

    private FhirPath disjunction() {
        FhirPath left = conjunction();
        while (true) {
            if (word("or")) {
                left = Operators.logic(left, "or", conjunction());
            } else if (word("xor")) {
                left = Operators.logic(left, "xor", conjunction());
            } else {
                return left;
            }
        }
    }

    private FhirPath conjunction() {
        FhirPath left = membership();
        while (word("and")) {
            left = Operators.logic(left, "and", membership());
        }
        return left;
    }

    private FhirPath membership() {
        FhirPath left = equality();
        while (true) {
            if (word("in")) {
                left = Operators.membership(left, equality());
            } else if (word("contains")) {
                left = Operators.membership(equality(), left);
            } else {
                return left;
            }
        }
    }

    private FhirPath equality() {
        FhirPath left = order();
        for (String sign = symbol("!=", "!~", "=", "~"); sign != null; sign = symbol("!=", "!~", "=", "~")) {
            left = Operators.equality(left, sign, order());
        }
        return left;
    }

    private FhirPath order() {
        FhirPath left = union();
        for (String sign = symbol("<=", ">=", "<", ">"); sign != null; sign = symbol("<=", ">=", "<", ">")) {
            left = Operators.order(left, sign, union());
        }
        return left;
    }

    private FhirPath union() {
        FhirPath left = typed();
        while (symbol("|") != null) {
            left = Operators.union(left, typed());
        }
        return left;
    }

    private FhirPath typed() {
        FhirPath left = sum();
        while (true) {
            if (word("is")) {
                left = Functions.call(Steps.ofType(left, typeName()), "exists", List.of());
            } else if (word("as")) {
                left = Steps.ofType(left, typeName());
            } else {
                return left;
            }
        }
    }

    private FhirPath sum() {
        FhirPath left = product();
        for (String sign = symbol("+", "-", "&"); sign != null; sign = symbol("+", "-", "&")) {
            left = Operators.arithmetic(left, sign, product());
        }
        return left;
    }

    private FhirPath product() {
        FhirPath left = signed();
        while (true) {
            String sign = symbol("*", "/");
            if (sign == null) {
                sign = word("div") ? "div" : word("mod") ? "mod" : null;
            }
            if (sign == null) {
                return left;
            }
            left = Operators.arithmetic(left, sign, signed());
        }
    }

    private FhirPath signed() {
        String sign = symbol("-", "+");
        if (sign == null) {
            return path();
        }
        return sign.equals("-") ? Operators.negative(path()) : path();
    }

    private FhirPath path() {
        FhirPath path = term();
        while (true) {
            if (symbol(".") != null) {
                path = step(path);
            } else if (symbol("[") != null) {
                path = Functions.item(path, expression());
                expect("]");
            } else {
                return path;
            }
        }
    }

    private FhirPath term() {
        skipBlanks();
        if (at >= text.length()) {
            throw fault("ends too early");
        }
        char next = text.charAt(at);
        if (symbol("(") != null) {
            FhirPath inner = expression();
            expect(")");
            return inner;
        }
        if (symbol("{") != null) {
            expect("}");
            return Functions.call(Steps.THIS, "take", List.of(Steps.literal(IntNode.valueOf(0), FhirPath.Type.NUMBER)));
        }
        if (next == '\'') {
            return Steps.literal(StringNode.valueOf(quoted('\'')), FhirPath.Type.STRING);
        }
        if (Character.isDigit(next)) {
            return number();
        }
        return switch (next) {
            case '@' -> moment();
            case '%' -> variable();
            case '$' -> special();
            default -> start();
        };
    }

    private FhirPath special() {
        at++;
        String name = name();
        if (!name.equals("this")) {
            throw fault("has no $" + name);
        }
        return Steps.THIS;
    }

    private FhirPath start() {
        int mark = at;
        boolean delimited = text.charAt(at) == '`';
        String name = name();
        if (!delimited && (name.equals("true") || name.equals("false"))) {
            return Steps.literal(BooleanNode.valueOf(name.equals("true")), FhirPath.Type.BOOLEAN);
        }
        if (Character.isUpperCase(name.charAt(0))) {
            return Steps.filter(
                    Steps.THIS, node -> node.path("resourceType").asString("").equals(name));
        }
        at = mark;
        return step(Steps.THIS);
    }

    private FhirPath step(FhirPath before) {
        boolean delimited = peek('`');
        String name = name();
        if (!delimited && symbol("(") != null) {
            FhirPath result = function(before, name);
            expect(")");
            return result;
        }
        return name.equals("extension") && before instanceof Steps.Field field
                ? field.extensions()
                : Steps.field(before, name);
    }

    private FhirPath function(FhirPath before, String name) {
        switch (name) {
            case "ofType", "as":
                return Steps.ofType(before, typeName());
            case "is":
                return Functions.call(Steps.ofType(before, typeName()), "exists", List.of());
            case "getReferenceKey":
                return Functions.referenceKey(before, peek(')') ? null : typeName());
            default:
                List<FhirPath> arguments = new ArrayList<>();
                if (!peek(')')) {
                    do {
                        arguments.add(expression());
                    } while (symbol(",") != null);
                }
                return Functions.call(before, name, arguments);
        }
    }

    private String typeName() {
        String name = name();
        boolean qualified = (name.equals("FHIR") || name.equals("System")) && symbol(".") != null;
        return qualified ? name() : name;
    }

    private FhirPath number() {
        Matcher digits = Pattern.compile("\\d+(\\.\\d+)?").matcher(text).region(at, text.length());
        digits.lookingAt();
        at = digits.end();
        if (digits.group(1) == null && digits.group().length() < 10) {
            return Steps.literal(IntNode.valueOf(Integer.parseInt(digits.group())), FhirPath.Type.NUMBER);
        }
        return Steps.literal(DecimalNode.valueOf(new BigDecimal(digits.group())), FhirPath.Type.NUMBER);
    }

    private FhirPath moment() {
        Matcher moment = MOMENT.matcher(text).region(at, text.length());
        if (!moment.lookingAt()) {
            throw fault("expected a date or time after '@'");
        }
        at = moment.end();
        String written = moment.group(1);
        if (written.startsWith("T")) {
            return Steps.literal(StringNode.valueOf(written.substring(1)), FhirPath.Type.TIME);
        }
        return Steps.literal(
                StringNode.valueOf(written), written.contains("T") ? FhirPath.Type.DATETIME : FhirPath.Type.DATE);
    }

    private FhirPath variable() {
        at++;
        String name = peek('\'') ? quoted('\'') : name();
        switch (name) {
            case "context", "resource", "rootResource":
                return Steps.RESOURCE;
            case "rowIndex":
                return Steps.ROW_INDEX;
            case "ucum":
                return Steps.literal(StringNode.valueOf("http://unitsofmeasure.org"), FhirPath.Type.STRING);
            case "loinc":
                return Steps.literal(StringNode.valueOf("http://loinc.org"), FhirPath.Type.STRING);
            case "sct":
                return Steps.literal(StringNode.valueOf("http://snomed.info/sct"), FhirPath.Type.STRING);
            default:
                FhirPath.Constant constant = constants.get(name);
                if (constant == null) {
                    throw fault("path-constant-unknown", "has no constant %" + name);
                }
                return Steps.literal(constant.value(), Steps.typeOf(constant.type()));
        }
    }

    private String symbol(String... symbols) {
        skipBlanks();
        for (String symbol : symbols) {
            if (text.startsWith(symbol, at)) {
                at += symbol.length();
                return symbol;
            }
        }
        return null;
    }

    private boolean word(String word) {
        skipBlanks();
        int end = at + word.length();
        boolean here = text.startsWith(word, at) && (end >= text.length() || !partOfName(text.charAt(end)));
        at += here ? word.length() : 0;
        return here;
    }

    private boolean peek(char next) {
        skipBlanks();
        return at < text.length() && text.charAt(at) == next;
    }

    private void expect(String symbol) {
        if (symbol(symbol) == null) {
            throw fault("expected '" + symbol + "'");
        }
    }

    private static boolean partOfName(char c) {
        return c == '_' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    private String name() {
        skipBlanks();
        if (peek('`')) {
            return quoted('`');
        }
        int from = at;
        while (at < text.length() && partOfName(text.charAt(at))) {
            at++;
        }
        if (from == at || Character.isDigit(text.charAt(from))) {
            throw fault("expected a name");
        }
        return text.substring(from, at);
    }

    private String quoted(char quote) {
        var inside = new StringBuilder();
        for (at++; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == quote) {
                at++;
                return inside.toString();
            }
            inside.append(c == '\\' ? escaped() : c);
        }
        throw fault("has an open quote");
    }

    private char escaped() {
        at++;
        if (at >= text.length()) {
            throw fault("has an open quote");
        }
        return switch (text.charAt(at)) {
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'f' -> '\f';
            case 'u' -> {
                if (!text.substring(at + 1, Math.min(at + 5, text.length())).matches("[0-9a-fA-F]{4}")) {
                    throw fault("has a broken \\u");
                }
                at += 4;
                yield (char) Integer.parseInt(text.substring(at - 3, at + 1), 16);
            }
            default -> text.charAt(at);
        };
    }

    private void skipBlanks() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private PathError fault(String reason) {
        return fault("path-syntax", reason);
    }

    private PathError fault(String code, String reason) {
        return new PathError(code, "'" + text + "' " + reason + " at " + (at + 1));
    }
}
