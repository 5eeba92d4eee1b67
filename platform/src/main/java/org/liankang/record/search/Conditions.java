package org.liankang.record.search;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import org.liankang.record.search.Parameters.Kind;

/** One parameter with its modifier and values, as what must hold: each kind has its own way to write and to compare. */
final class Conditions {

    /** A value set or branch with more codes is not searched by. */
    private static final int MOST_CODES = 10_000;

    private static final int MOST_ASKED = 100_000;

    private static final String NEAR_KM = "10";
    /** Metres to the other side of the earth: everything is that near. */
    private static final double HALF_AROUND = 20_038_000;

    private static final String BOOLEANS = "http://terminology.hl7.org/CodeSystem/special-values";

    private final Parameters parameters;
    private final Terms terms;
    private final Setting setting;
    private int asked;

    Conditions(Parameters parameters, Terms terms, Setting setting) {
        this.parameters = parameters;
        this.terms = terms;
        this.setting = setting;
    }

    /** @param values still with their escapes, none empty; any of them may hold */
    Query of(String type, String name, String modifier, List<String> values) {
        Shape.Form form = parameters.form(type, name);
        Kind kind = form.parameter().kind();
        if (modifier.equals("missing") && kind != Kind.COMPOSITE) {
            return missing(type, name, values);
        }
        return switch (kind) {
            case TOKEN -> token(type, form, modifier, values);
            case REFERENCE -> reference(type, form, modifier, values);
            case STRING -> string(type, name, modifier, values);
            case URI -> uri(type, name, modifier, values);
            case DATE, NUMBER, QUANTITY -> {
                plain(name, modifier);
                yield any(values, value -> amount(type, form, value));
            }
            case COMPOSITE -> {
                plain(name, modifier);
                yield any(values, value -> composite(type, form, value));
            }
            case SPECIAL -> {
                plain(name, modifier);
                yield any(values, value -> near(name, value));
            }
        };
    }

    private interface One {
        Query of(String value);
    }

    /** Tokens found by any of the values are looked up together. */
    private Query any(List<String> values, One one) {
        List<Query> all = new ArrayList<>();
        List<Long> tokens = new ArrayList<>();
        for (String value : values) {
            Query query = one.of(value);
            spend(query);
            if (query instanceof Query.AnyToken(long[] some)) {
                for (long token : some) {
                    tokens.add(token);
                }
            } else {
                all.add(query);
            }
        }
        if (!tokens.isEmpty()) {
            all.addFirst(tokens(tokens));
        }
        return all.size() == 1 ? all.getFirst() : new Query.Any(List.copyOf(all));
    }

    /** Value sets, and ids of references that may point to many types, multiply along a search. */
    private void spend(Query query) {
        asked += query instanceof Query.AnyToken(long[] some) ? some.length : 1;
        if (asked > MOST_ASKED) {
            throw Broken.value("", "asks for more than 100,000 values in all");
        }
    }

    private static Query.AnyToken tokens(List<Long> tokens) {
        return new Query.AnyToken(
                tokens.stream().mapToLong(Long::longValue).distinct().toArray());
    }

    private static void plain(String name, String modifier) {
        if (!modifier.isEmpty()) {
            throw Broken.modifier(name);
        }
    }

    private static Query missing(String type, String name, List<String> values) {
        if (values.size() != 1) {
            throw Broken.value(name, "must be true or false");
        }
        Query missing = new Query.Missing(type, name);
        return switch (values.getFirst()) {
            case "true" -> missing;
            case "false" -> new Query.Not(missing);
            default -> throw Broken.value(name, "must be true or false");
        };
    }

    private Query token(String type, Shape.Form form, String modifier, List<String> values) {
        String name = form.parameter().name();
        return switch (modifier) {
            case "" -> any(values, value -> code(type, form, value));
            case "not" -> new Query.Not(any(values, value -> code(type, form, value)));
            case "in" -> any(values, value -> members(type, form, value));
            case "not-in" -> new Query.Not(any(values, value -> members(type, form, value)));
            case "below" -> any(values, value -> related(type, form, value, true));
            case "above" -> any(values, value -> related(type, form, value, false));
            case "of-type" -> any(values, value -> ofType(type, name, value));
            case "text" -> any(values, value -> text(type, form, value));
            default -> throw Broken.modifier(name);
        };
    }

    /** The texts beside its codes have words that begin so (FHIR R4, 3.1.1.4.10). */
    private static Query text(String type, Shape.Form form, String value) {
        String name = form.parameter().name();
        if (form.texts().isEmpty()) {
            throw Broken.modifier(name);
        }
        String words = Texts.words(Written.plain(value));
        if (words.isEmpty()) {
            throw Broken.value(name, "has no letters");
        }
        return anyOf(form.texts().stream()
                .<Query>map(one ->
                        new Query.Phrase(Tokens.key(type, one + Leaf.TEXT), Texts.wanted(words), Query.Place.ANYWHERE))
                .toList());
    }

    private static Query code(String type, Shape.Form form, String value) {
        String name = form.parameter().name();
        List<String> parts = Written.split(value, '|');
        if (parts.size() == 1) {
            return token(Tokens.of(type, name, Written.plain(value)));
        }
        String system = Written.plain(parts.getFirst());
        String code = Written.plain(parts.getLast());
        if (parts.size() > 2 || system.isEmpty() && code.isEmpty()) {
            throw Broken.value(name, "must be a code, system|code, |code or system|");
        }
        boolean implied = form.implied().contains(system) || system.equals(BOOLEANS);
        if (code.isEmpty()) {
            return implied ? new Query.Not(new Query.Missing(type, name)) : token(Tokens.system(type, name, system));
        }
        return token(code(type, form, system, code));
    }

    private static long code(String type, Shape.Form form, String system, String code) {
        String name = form.parameter().name();
        return form.implied().contains(system) || system.equals(BOOLEANS)
                ? Tokens.of(type, name, code)
                : Tokens.of(type, name, system, code);
    }

    private static Query token(long... tokens) {
        return new Query.AnyToken(tokens);
    }

    private Query members(String type, Shape.Form form, String value) {
        return codes(type, form, terms.members(Written.plain(value), MOST_CODES + 1), "names no value set known here");
    }

    private Query related(String type, Shape.Form form, String value, boolean below) {
        List<String> parts = Written.split(value, '|');
        if (parts.size() != 2 || parts.getFirst().isEmpty() || parts.getLast().isEmpty()) {
            throw Broken.value(form.parameter().name(), "must be system|code");
        }
        String system = Written.plain(parts.getFirst());
        String code = Written.plain(parts.getLast());
        return codes(
                type,
                form,
                below ? terms.below(system, code, MOST_CODES + 1) : terms.above(system, code, MOST_CODES + 1),
                "names no code of a hierarchy known here");
    }

    private static Query codes(String type, Shape.Form form, Optional<List<Terms.Coding>> codes, String otherwise) {
        String name = form.parameter().name();
        List<Terms.Coding> known = codes.orElseThrow(() -> Broken.value(name, otherwise));
        if (known.size() > MOST_CODES) {
            throw Broken.value(name, "stands for more than 10,000 codes");
        }
        return token(known.stream()
                .mapToLong(coding -> code(type, form, coding.system(), coding.code()))
                .distinct()
                .toArray());
    }

    private static Query ofType(String type, String name, String value) {
        List<String> parts = Written.split(value, '|');
        if (parts.size() != 3 || parts.stream().anyMatch(String::isEmpty)) {
            throw Broken.value(name, "must be system|code|value");
        }
        return token(Tokens.of(
                type,
                name + ":of-type",
                Written.plain(parts.getFirst()),
                Written.plain(parts.get(1)) + "|" + Written.plain(parts.getLast())));
    }

    private Query reference(String type, Shape.Form form, String modifier, List<String> values) {
        String name = form.parameter().name();
        if (modifier.equals("identifier")) {
            return any(values, value -> identifier(type, name, value));
        }
        Set<String> targets = form.parameter().targets();
        if (modifier.isEmpty()) {
            return any(values, value -> target(type, form, targets, value));
        }
        if (!parameters.knows(modifier) || !targets.isEmpty() && !targets.contains(modifier)) {
            throw Broken.modifier(name);
        }
        return any(values, value -> target(type, form, Set.of(modifier), value));
    }

    private static Query identifier(String type, String name, String value) {
        List<String> parts = Written.split(value, '|');
        String hashed = name + ":identifier";
        String last = Written.plain(parts.getLast());
        if (parts.size() == 1) {
            return token(Tokens.of(type, hashed, last));
        }
        String system = Written.plain(parts.getFirst());
        if (parts.size() > 2 || system.isEmpty() && last.isEmpty()) {
            throw Broken.value(name, "must be an identifier's value, system|value, |value or system|");
        }
        return token(last.isEmpty() ? Tokens.system(type, hashed, system) : Tokens.of(type, hashed, system, last));
    }

    private Query target(String type, Shape.Form form, Set<String> targets, String value) {
        String name = form.parameter().name();
        return tokens(targets(targets, name, value).stream()
                .map(target -> Tokens.of(type, name, target))
                .toList());
    }

    /** What a reference may be written as when this is searched for. */
    private Set<String> targets(Set<String> targets, String name, String value) {
        String written = Written.plain(value);
        if (written.contains("/_history/")) {
            throw Broken.value(name, "names a version, and references are searched by without");
        }
        if (!setting.base().isEmpty() && written.startsWith(setting.base() + "/")) {
            written = written.substring(setting.base().length() + 1);
        }
        if (!id(written)) {
            return Set.of(written);
        }
        Set<String> all = new LinkedHashSet<>();
        for (String target : targets.isEmpty() ? parameters.types() : targets) {
            all.add(target + "/" + written);
        }
        return all;
    }

    private static boolean id(String text) {
        if (text.isEmpty() || text.length() > 64) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '.')) {
                return false;
            }
        }
        return true;
    }

    private Query string(String type, String name, String modifier, List<String> values) {
        return switch (modifier) {
            case "", "contains" ->
                any(values, value -> {
                    String folded = Parameters.fold(Written.plain(value));
                    if (folded.isEmpty()) {
                        throw Broken.value(name, "has no letters");
                    }
                    return new Query.Phrase(
                            Tokens.key(type, name),
                            folded,
                            modifier.isEmpty() ? Query.Place.BEGIN : Query.Place.ANYWHERE);
                });
            case "exact" -> any(values, value -> token(Tokens.of(type, name + ":exact", Written.plain(value))));
            default -> throw Broken.modifier(name);
        };
    }

    private Query uri(String type, String name, String modifier, List<String> values) {
        return switch (modifier) {
            case "" -> any(values, value -> token(Tokens.of(type, name, Written.plain(value))));
            case "below" ->
                any(values, value -> {
                    String uri = url(name, value);
                    return new Query.Any(List.of(
                            token(Tokens.of(type, name, uri)),
                            new Query.Phrase(
                                    Tokens.key(type, name), uri.endsWith("/") ? uri : uri + "/", Query.Place.BEGIN)));
                });
            case "above" -> any(values, value -> token(above(type, name, url(name, value))));
            default -> throw Broken.modifier(name);
        };
    }

    /** Only URLs have something above and below them (FHIR R4, 3.1.1.4.14). */
    private static String url(String name, String value) {
        String uri = Written.plain(value);
        if (uri.indexOf("://") <= 0) {
            throw Broken.value(name, "must be a URL here");
        }
        return uri;
    }

    /** The URL and each of its beginnings that ends before or with a slash. */
    private static long[] above(String type, String name, String url) {
        List<Long> tokens = new ArrayList<>(List.of(Tokens.of(type, name, url)));
        for (int slash = url.indexOf('/', url.indexOf("://") + 3); slash > 0; slash = url.indexOf('/', slash + 1)) {
            tokens.add(Tokens.of(type, name, url.substring(0, slash)));
            tokens.add(Tokens.of(type, name, url.substring(0, slash + 1)));
        }
        return tokens.stream().mapToLong(Long::longValue).distinct().toArray();
    }

    private Query amount(String type, Shape.Form form, String value) {
        String name = form.parameter().name();
        if (form.united().isEmpty()) {
            return amount(type, name, name, form.parameter().kind(), value);
        }
        return new Query.Any(form.united().stream()
                .map(part -> amount(type, part, name, form.parameter().kind(), value))
                .toList());
    }

    private Query amount(String type, String hashed, String name, Kind kind, String value) {
        Amount amount = read(type, hashed, name, kind, value);
        return amount.limits().of(amount.key());
    }

    private record Amount(long key, Limits limits) {}

    private Amount read(String type, String hashed, String name, Kind kind, String value) {
        if (kind == Kind.DATE) {
            return new Amount(
                    Tokens.key(type, hashed),
                    Limits.date(value, setting.now()).orElseThrow(() -> Broken.value(name, "is no date")));
        }
        List<String> parts = Written.split(value, '|');
        if (parts.size() == 1) {
            return new Amount(Tokens.key(type, hashed), number(name, parts.getFirst(), DoubleUnaryOperator.identity()));
        }
        String system = parts.size() == 3 ? Written.plain(parts.get(1)) : "";
        String unit = Written.plain(parts.getLast());
        if (kind != Kind.QUANTITY || parts.size() != 3 || unit.isEmpty() && !system.isEmpty()) {
            throw Broken.value(name, "must be a number, or for quantities number|system|code");
        }
        Optional<Units.Scale> scale = system.equals(Units.SYSTEM) ? Units.scale(unit) : Optional.empty();
        if (scale.isPresent()) {
            return new Amount(
                    Tokens.key(type, hashed, system, scale.get().unit()),
                    number(name, parts.getFirst(), scale.get()::of));
        }
        return new Amount(
                unit.isEmpty() ? Tokens.key(type, hashed) : Tokens.key(type, hashed, system, unit),
                number(name, parts.getFirst(), DoubleUnaryOperator.identity()));
    }

    private static Limits number(String name, String written, DoubleUnaryOperator scale) {
        return Limits.number(written, scale).orElseThrow(() -> Broken.value(name, "is no number"));
    }

    /** A period that has something in common with the one that is written. */
    Query overlapping(String type, String name, String value) {
        Shape.Form form = parameters.form(type, name);
        List<String> parts = form.united().isEmpty() ? List.of(name) : form.united();
        return anyOf(parts.stream()
                .map(part -> {
                    Amount amount = read(type, part, name, Kind.DATE, value);
                    return amount.limits().overlapping(amount.key());
                })
                .toList());
    }

    /** {@code latitude|longitude|distance|unit}: kilometres without a unit, ten of them without a distance. */
    private static Query near(String name, String value) {
        List<String> parts = Written.split(value, '|');
        if (parts.size() < 2 || parts.size() > 4) {
            throw Broken.value(name, "must be latitude|longitude|distance|unit");
        }
        double latitude = degrees(name, parts.get(0), 90);
        double longitude = degrees(name, parts.get(1), 180);
        String distance = parts.size() < 3 || parts.get(2).isEmpty() ? NEAR_KM : parts.get(2);
        String unit = parts.size() < 4 || parts.get(3).isEmpty() || parts.get(2).isEmpty()
                ? "km"
                : Written.plain(parts.get(3));
        Units.Scale scale = Units.scale(unit)
                .filter(one -> one.unit().equals("m"))
                .orElseThrow(() -> Broken.value(name, "has a unit that is no length of UCUM"));
        double metres = scale.of(decimal(name, distance));
        if (!(metres >= 0)) {
            throw Broken.value(name, "has a negative distance");
        }
        return new Query.Near(latitude, longitude, Math.min(metres, HALF_AROUND));
    }

    private static double degrees(String name, String written, double most) {
        double degrees = decimal(name, written);
        if (Math.abs(degrees) > most) {
            throw Broken.value(name, "is no place on earth");
        }
        return degrees;
    }

    private static double decimal(String name, String written) {
        if (!Limits.decimal(written)) {
            throw Broken.value(name, "must have decimals");
        }
        return Double.parseDouble(written);
    }

    private Query composite(String type, Shape.Form form, String value) {
        String name = form.parameter().name();
        List<String> parts = Written.split(value, '$');
        List<Parameters.Component> components = form.parameter().components();
        if (parts.size() != components.size() || parts.stream().anyMatch(String::isEmpty)) {
            throw Broken.value(name, "must have " + components.size() + " parts with $ between them");
        }
        List<Query> ways = new ArrayList<>();
        if (!form.whole().isEmpty()) {
            List<Query> all = new ArrayList<>();
            for (int i = 0; i < parts.size(); i++) {
                all.add(of(type, form.whole().get(i), "", List.of(parts.get(i))));
            }
            ways.add(new Query.All(all));
        }
        for (String group : form.groups()) {
            ways.add(group(type, group, form, parts));
        }
        return ways.size() == 1 ? ways.getFirst() : new Query.Any(ways);
    }

    /** Hashes joined in the order of the parts, with the limits of up to two ordered ones. */
    private Query group(String type, String group, Shape.Form form, List<String> parts) {
        List<Parameters.Component> components = form.parameter().components();
        List<Long> joined = List.of(Tokens.key(type, group));
        List<Limits> limits = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            String hashed = group + "$" + (i + 1);
            Parameters.Component component = components.get(i);
            List<Long> next = new ArrayList<>();
            switch (component.kind()) {
                case TOKEN -> next.add(codeOfGroup(type, hashed, form, component, parts.get(i)));
                case REFERENCE ->
                    targets(
                                    parameters
                                            .form(type, component.parameter())
                                            .parameter()
                                            .targets(),
                                    form.parameter().name(),
                                    parts.get(i))
                            .forEach(target -> next.add(Tokens.of(type, hashed, target)));
                case URI -> next.add(Tokens.of(type, hashed, Written.plain(parts.get(i))));
                case DATE, NUMBER, QUANTITY -> {
                    Amount amount = read(type, hashed, form.parameter().name(), component.kind(), parts.get(i));
                    next.add(amount.key());
                    limits.add(amount.limits());
                }
                case STRING, COMPOSITE, SPECIAL ->
                    throw Broken.unknown(form.parameter().name(), type);
            }
            joined = joined.stream()
                    .flatMap(before -> next.stream().map(part -> Tokens.pair(before, part)))
                    .toList();
        }
        return switch (limits.size()) {
            case 0 -> tokens(joined);
            case 1 -> anyOf(joined.stream().map(limits.getFirst()::of).toList());
            default ->
                anyOf(joined.stream()
                        .flatMap(key -> points(key, limits.getFirst(), limits.getLast()).stream())
                        .toList());
        };
    }

    private static List<Query> points(long key, Limits first, Limits second) {
        List<Query> all = new ArrayList<>();
        for (Limits.Interval low : first.ofPoint()) {
            for (Limits.Interval high : second.ofPoint()) {
                all.add(new Query.Range(key, low.from(), low.until(), high.from(), high.until()));
            }
        }
        return all;
    }

    private static Query anyOf(List<Query> all) {
        return all.size() == 1 ? all.getFirst() : new Query.Any(all);
    }

    /** A system alone says nothing about one element of a group, and is not in the index. */
    private long codeOfGroup(
            String type, String hashed, Shape.Form form, Parameters.Component component, String value) {
        List<String> parts = Written.split(value, '|');
        String code = Written.plain(parts.getLast());
        if (parts.size() > 2 || code.isEmpty()) {
            throw Broken.value(form.parameter().name(), "must have a code or system|code");
        }
        String system = Written.plain(parts.getFirst());
        Set<String> implied = parameters.form(type, component.parameter()).implied();
        return parts.size() == 1 || implied.contains(system) || system.equals(BOOLEANS)
                ? Tokens.of(type, hashed, code)
                : Tokens.of(type, hashed, system, code);
    }
}
