package org.liankang.uses.subscription;

import java.math.BigDecimal;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.liankang.base.json.Json;
import org.liankang.record.search.Parameters;
import org.liankang.record.search.SearchRefused;
import org.liankang.record.search.Tokens;
import org.liankang.record.store.Version;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Search strings over token, reference and value-quantity parameters, without chains. {@code code:below} of a diagnosis is
 * what its ICD-10 code begins with, as everywhere in the platform (docs/conventions.md).
 */
@Component
class PlainCriteria implements Criteria {

    private static final Set<String> COMPARISONS = Set.of("eq", "ne", "gt", "lt", "ge", "le");

    private record Seen(Version version, long[] tokens) {}

    private final Parameters parameters;
    private volatile Seen seen;

    PlainCriteria(Parameters parameters) {
        this.parameters = parameters;
    }

    @Override
    public Predicate<Version> understand(String type, String query) {
        List<Predicate<Version>> all = new ArrayList<>();
        for (String part : query.isEmpty() ? new String[0] : query.split("&")) {
            int equals = part.indexOf('=');
            if (equals < 1) {
                throw new SearchRefused("search-value-invalid", "", "a part has no value");
            }
            String name = decoded(part.substring(0, equals));
            List<String> values = Stream.of(part.substring(equals + 1).split(","))
                    .map(PlainCriteria::decoded)
                    .toList();
            all.add(one(type, name, values));
        }
        return version -> all.stream().allMatch(each -> each.test(version));
    }

    private Predicate<Version> one(String type, String written, List<String> values) {
        int colon = written.indexOf(':');
        String name = colon < 0 ? written : written.substring(0, colon);
        String modifier = colon < 0 ? "" : written.substring(colon + 1);
        if (name.equals("_id") && modifier.isEmpty()) {
            return version -> values.contains(version.id());
        }
        if (name.equals("value-quantity") && modifier.isEmpty() && type.equals("Observation")) {
            List<Predicate<JsonNode>> any =
                    values.stream().map(PlainCriteria::quantity).toList();
            return version ->
                    any.stream().anyMatch(each -> each.test(version.body().path("valueQuantity")));
        }
        Parameters.Parameter parameter = parameters
                .find(type, name)
                .orElseThrow(() -> new SearchRefused("search-parameter-unknown", name, "is none of " + type));
        return switch (parameter.kind()) {
            case TOKEN -> token(type, name, modifier, values);
            case REFERENCE -> reference(type, parameter, modifier, values);
            case TEXT, DATE ->
                throw new SearchRefused("search-modifier-unsupported", name, "cannot be asked of a single event");
        };
    }

    private Predicate<Version> token(String type, String name, String modifier, List<String> values) {
        if (modifier.equals("below") && name.equals("code")) {
            return version -> Json.each(version.body().path("code").path("coding"))
                    .anyMatch(coding -> values.stream().anyMatch(value -> below(coding, value)));
        }
        long[] wanted = values.stream()
                .mapToLong(value -> {
                    int bar = value.indexOf('|');
                    return bar < 0
                            ? Tokens.of(type, name, value)
                            : Tokens.of(type, name, value.substring(0, bar), value.substring(bar + 1));
                })
                .toArray();
        return tokens(modifier, name, wanted);
    }

    /** A canonical reference is a plain text under the element of the parameter's name; the others are in the index. */
    private Predicate<Version> reference(
            String type, Parameters.Parameter parameter, String modifier, List<String> values) {
        String name = parameter.name();
        if (values.stream().allMatch(value -> value.startsWith("urn:"))) {
            return version -> {
                String canonical = Json.text(version.body(), name);
                boolean found =
                        values.stream().anyMatch(value -> canonical.equals(value) || canonical.startsWith(value + "|"));
                return found == modifier.isEmpty();
            };
        }
        return tokens(modifier, name, hashes(type, parameter, values));
    }

    private Predicate<Version> tokens(String modifier, String name, long[] wanted) {
        if (!modifier.isEmpty() && !modifier.equals("not")) {
            throw new SearchRefused("search-modifier-unsupported", name, "has no modifier " + modifier + " here");
        }
        boolean found = modifier.isEmpty();
        return version -> {
            long[] held = held(version);
            return Arrays.stream(wanted).anyMatch(one -> Arrays.stream(held).anyMatch(h -> h == one)) == found;
        };
    }

    /** Many ask the same of one version after another. */
    private long[] held(Version version) {
        Seen before = seen;
        if (before != null && before.version() == version) {
            return before.tokens();
        }
        long[] tokens =
                parameters.index(version.type(), version.body(), Map.of()).tokens();
        seen = new Seen(version, tokens);
        return tokens;
    }

    private static boolean below(JsonNode coding, String value) {
        int bar = value.indexOf('|');
        String system = bar < 0 ? "" : value.substring(0, bar);
        return Json.text(coding, "code").startsWith(value.substring(bar + 1))
                && (system.isEmpty() || system.equals(Json.text(coding, "system")));
    }

    private static long[] hashes(String type, Parameters.Parameter parameter, List<String> values) {
        return values.stream()
                .flatMap(value -> value.contains("/")
                        ? Stream.of(value)
                        : parameter.targets().stream().map(target -> target + "/" + value))
                .mapToLong(reference -> Tokens.of(type, parameter.name(), reference))
                .toArray();
    }

    private static Predicate<JsonNode> quantity(String value) {
        String[] parts = value.split("\\|", 3);
        boolean prefixed = parts[0].length() > 2 && COMPARISONS.contains(parts[0].substring(0, 2));
        String comparison = prefixed ? parts[0].substring(0, 2) : "eq";
        BigDecimal limit;
        try {
            limit = new BigDecimal(prefixed ? parts[0].substring(2) : parts[0]);
        } catch (NumberFormatException noNumber) {
            throw new SearchRefused("search-value-invalid", "value-quantity", "is no number");
        }
        return quantity -> {
            if (!quantity.path("value").isNumber() || !unit(quantity, parts)) {
                return false;
            }
            int compared = quantity.path("value").decimalValue().compareTo(limit);
            return switch (comparison) {
                case "ne" -> compared != 0;
                case "gt" -> compared > 0;
                case "lt" -> compared < 0;
                case "ge" -> compared >= 0;
                case "le" -> compared <= 0;
                default -> compared == 0;
            };
        };
    }

    private static boolean unit(JsonNode quantity, String[] parts) {
        boolean system = parts.length < 2 || parts[1].isEmpty() || parts[1].equals(Json.text(quantity, "system"));
        boolean code = parts.length < 3
                || parts[2].isEmpty()
                || parts[2].equals(Json.text(quantity, "code"))
                || parts[2].equals(Json.text(quantity, "unit"));
        return system && code;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
