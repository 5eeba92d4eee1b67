package org.liankang.web.fhir;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.liankang.record.search.Parameters;
import org.liankang.record.search.Times;
import org.liankang.record.search.Tokens;
import org.liankang.record.store.Search;

/**
 * A search URL understood. A parameter or modifier that is not supported is refused by name: ignoring a filter would
 * answer with residents nobody asked for.
 */
final class SearchRequest {

    private static final int DEFAULT_COUNT = 50;
    private static final int MOST_COUNT = 1000;
    private static final int DEEPEST_OFFSET = 100_000;
    private static final int MOST_VALUES = 200;
    private static final int MOST_CRITERIA = 50;

    private final String type;
    private final Parameters parameters;
    private final List<Search.Criterion> criteria = new ArrayList<>();
    private int count = DEFAULT_COUNT;
    private int offset;
    private int added;
    private boolean countOnly;
    private Search.Order order = Search.Order.NEWEST_CHANGE;

    private SearchRequest(String type, Parameters parameters) {
        this.type = type;
        this.parameters = parameters;
    }

    static SearchRequest of(String type, Map<String, String[]> query, Parameters parameters) {
        SearchRequest request = new SearchRequest(type, parameters);
        query.forEach((name, values) -> {
            for (String value : values) {
                request.add(name, value);
            }
        });
        return request;
    }

    Search search() {
        return new Search(type, criteria, countOnly ? 0 : count, offset, order);
    }

    int count() {
        return count;
    }

    int offset() {
        return offset;
    }

    private void add(String name, String value) {
        if (value.indexOf('\u0000') >= 0 || value.chars().filter(c -> c == ',').count() >= MOST_VALUES) {
            throw new Refusal("search-value-invalid", name, "has a forbidden character or too many values");
        }
        if (++added > MOST_CRITERIA) {
            throw new Refusal("search-value-invalid", name, "is one parameter too many");
        }
        switch (name) {
            case "_id" -> criteria.add(new Search.Criterion.Ids(List.of(value.split(","))));
            case "_count" -> count = Math.min(number(name, value), MOST_COUNT);
            case "_offset" -> offset = Math.min(number(name, value), DEEPEST_OFFSET);
            case "_sort" -> order = order(value);
            case "_lastUpdated" -> {
                Span span = span(name, value);
                criteria.add(new Search.Criterion.Updated(span.from(), span.until()));
            }
            case "_summary" -> countOnly = "count".equals(value);
            case "_total", "_format", "_pretty" -> {}
            default -> parameter(name, value);
        }
    }

    private void parameter(String written, String value) {
        int colon = written.indexOf(':');
        String name = colon < 0 ? written : written.substring(0, colon);
        String modifier = colon < 0 ? "" : written.substring(colon + 1);
        Parameters.Parameter parameter = parameters
                .find(type, name)
                .orElseThrow(() -> new Refusal(
                        "search-parameter-unknown", name, "is no parameter that " + type + " can be searched by here"));
        if (value.isEmpty()) {
            throw new Refusal("search-value-invalid", name, "has no value");
        }
        switch (parameter.kind()) {
            case TOKEN -> token(name, modifier, value);
            case REFERENCE -> reference(parameter, modifier, value);
            case STRING -> text(name, modifier, value);
            case URI -> token(name, modifier, value);
            case NUMBER, QUANTITY, COMPOSITE, SPECIAL ->
                throw new Refusal("search-parameter-unknown", name, "is not answered yet");
            case DATE -> {
                require(name, modifier.isEmpty());
                Span span = span(name, value);
                criteria.add(new Search.Criterion.Time(span.from(), span.until()));
            }
        }
    }

    private void token(String name, String modifier, String value) {
        require(name, modifier.isEmpty() || modifier.equals("not"));
        List<Long> tokens = new ArrayList<>();
        for (String one : value.split(",")) {
            int bar = one.indexOf('|');
            if (bar == one.length() - 1 && bar >= 0) {
                throw new Refusal("search-value-invalid", name, "a system without a code is not supported yet");
            }
            tokens.add(
                    bar < 0
                            ? Tokens.of(type, name, one)
                            : Tokens.of(type, name, one.substring(0, bar), one.substring(bar + 1)));
        }
        criteria.add(new Search.Criterion.AnyToken(array(tokens), modifier.equals("not")));
    }

    private void reference(Parameters.Parameter parameter, String modifier, String value) {
        boolean identifier = modifier.equals("identifier");
        List<Long> tokens = new ArrayList<>();
        for (String one : value.split(",")) {
            if (identifier) {
                int bar = one.indexOf('|');
                String name = parameter.name() + ":identifier";
                tokens.add(
                        bar < 0
                                ? Tokens.of(type, name, one)
                                : Tokens.of(type, name, one.substring(0, bar), one.substring(bar + 1)));
            } else if (one.contains("/")) {
                int base = one.indexOf("/fhir/");
                tokens.add(Tokens.of(type, parameter.name(), base < 0 ? one : one.substring(base + 6)));
            } else if (!modifier.isEmpty()) {
                require(parameter.name(), parameter.targets().contains(modifier));
                tokens.add(Tokens.of(type, parameter.name(), modifier + "/" + one));
            } else {
                parameter
                        .targets()
                        .forEach(target -> tokens.add(Tokens.of(type, parameter.name(), target + "/" + one)));
            }
        }
        criteria.add(new Search.Criterion.AnyToken(array(tokens), false));
    }

    private void text(String name, String modifier, String value) {
        require(name, modifier.isEmpty() || modifier.equals("exact"));
        List<String> values =
                List.of(value.split(",")).stream().map(Parameters::fold).toList();
        criteria.add(
                new Search.Criterion.Text(Long.toString(Tokens.key(type, name)), values, modifier.equals("exact")));
    }

    /** Both ends may be open. */
    private record Span(Instant from, Instant until) {}

    private static Span span(String name, String value) {
        boolean prefixed = value.length() > 2 && Character.isLetter(value.charAt(0));
        String prefix = prefixed ? value.substring(0, 2) : "eq";
        Optional<Times.Range> range = Times.range(prefixed ? value.substring(2) : value);
        if (range.isEmpty()) {
            throw new Refusal("search-value-invalid", name, "is no date");
        }
        Instant low = range.get().low();
        Instant high = range.get().high();
        return switch (prefix) {
            case "eq" -> new Span(low, high);
            case "ge" -> new Span(low, null);
            case "le" -> new Span(null, high);
            case "gt", "sa" -> new Span(high.plusMillis(1), null);
            case "lt", "eb" -> new Span(null, low.minusMillis(1));
            default -> throw new Refusal("search-value-invalid", name, "has a prefix that is not supported");
        };
    }

    private Search.Order order(String value) {
        if (value.equals("_lastUpdated") || value.equals("-_lastUpdated")) {
            return Search.Order.NEWEST_CHANGE;
        }
        String name = value.startsWith("-") ? value.substring(1) : value;
        boolean time = parameters
                .find(type, name)
                .filter(p -> p.kind() == Parameters.Kind.DATE)
                .isPresent();
        if (!time) {
            throw new Refusal("search-value-invalid", "_sort", "can be the type's date or _lastUpdated here");
        }
        return value.startsWith("-") ? Search.Order.TIME_DESCENDING : Search.Order.TIME_ASCENDING;
    }

    private static void require(String name, boolean supported) {
        if (!supported) {
            throw new Refusal("search-modifier-unsupported", name, "has a modifier that is not supported here");
        }
    }

    private static int number(String name, String value) {
        if (!value.matches("\\d{1,9}")) {
            throw new Refusal("search-value-invalid", name, "must be a whole number");
        }
        return Integer.parseInt(value);
    }

    private static long[] array(List<Long> tokens) {
        return tokens.stream().mapToLong(Long::longValue).toArray();
    }
}
