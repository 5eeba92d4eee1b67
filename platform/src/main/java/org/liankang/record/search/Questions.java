package org.liankang.record.search;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.liankang.base.finding.Finding;
import org.liankang.record.search.Parameters.Kind;
import org.liankang.record.search.Question.Include;
import org.liankang.record.search.Question.Order;
import org.liankang.record.search.Question.Total;

/**
 * Reads searches as FHIR R4 writes them (3.1.1): prefixes, escapes, modifiers, chains, {@code _has}, what to bring along
 * and in which order.
 *
 * <p>Bounds: 50 parameters, 200 values of one, 2,000 characters of one value, chains of five. What is not understood is
 * refused with {@code search-parameter-unknown}, {@code search-modifier-unsupported} or {@code search-value-invalid}.
 */
public final class Questions {

    static final int DEFAULT_COUNT = 50;
    static final int MOST_COUNT = 1000;
    private static final int MOST_PARAMETERS = 50;
    private static final int MOST_VALUES = 200;
    private static final int LONGEST_VALUE = 2_000;
    private static final int LONGEST_NAME = 500;
    /** How the answer is written, which whoever writes it sees to. */
    private static final Set<String> PRESENTATION = Set.of("_format", "_pretty", "_elements");

    /** One parameter as it stands in the address or the form, decoded. */
    public record Pair(String name, String value) {}

    /** A search is understood or refused, with all that is wrong in it. */
    public sealed interface Reading {
        /** @param ignored warnings, one for each parameter left out by lenient handling */
        record Understood(Question question, List<Finding> ignored) implements Reading {}

        record Refused(List<Finding> findings) implements Reading {}
    }

    /**
     * A search string taken apart; an empty one asks nothing.
     *
     * @throws SearchRefused when a part has no value or its percent signs make no sense
     */
    public static List<Pair> pairs(String query) {
        List<Pair> pairs = new ArrayList<>();
        for (String part : query.isEmpty() ? new String[0] : query.split("&")) {
            int equals = part.indexOf('=');
            if (equals < 1) {
                throw new SearchRefused("search-value-invalid", "", "a part has no value");
            }
            pairs.add(new Pair(decoded(part.substring(0, equals)), decoded(part.substring(equals + 1))));
        }
        return pairs;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException broken) {
            throw new SearchRefused("search-value-invalid", "", "is not percent-encoded");
        }
    }

    private final Parameters parameters;
    private final Terms terms;

    public Questions(Parameters parameters, Terms terms) {
        this.parameters = parameters;
        this.terms = terms;
    }

    /**
     * @param type a type of FHIR R4
     * @param pairs in their order
     * @throws IllegalArgumentException if there is no such type: whoever asks knows what it is asked about
     */
    public Reading read(String type, List<Pair> pairs, Setting setting) {
        if (!parameters.knows(type)) {
            throw new IllegalArgumentException("no type of FHIR R4");
        }
        One one = new One(type, setting);
        if (pairs.size() > MOST_PARAMETERS) {
            return new Reading.Refused(
                    List.of(Broken.value("", "has more than 50 parameters").finding()));
        }
        for (Pair pair : pairs) {
            one.take(pair);
        }
        return one.refused.isEmpty()
                ? new Reading.Understood(one.question(), List.copyOf(one.ignored))
                : new Reading.Refused(List.copyOf(one.refused));
    }

    /**
     * Only what must hold, for conditions and subscriptions; how the answer should look is read and left out.
     *
     * @throws SearchRefused with the first thing that is wrong
     */
    public Query query(String type, List<Pair> pairs, Setting setting) {
        Reading reading = read(type, pairs, new Setting(false, setting.now(), setting.base(), Set.of()));
        return switch (reading) {
            case Reading.Understood(Question question, List<Finding> ignored) -> question.query();
            case Reading.Refused(List<Finding> findings) ->
                throw new SearchRefused(
                        findings.getFirst().code(),
                        findings.getFirst().where(),
                        findings.getFirst().message());
        };
    }

    /** One search on its way to being understood. */
    private final class One {

        private final String type;
        private final Setting setting;
        private final Conditions conditions;
        private final Names names;
        private final List<Query> all = new ArrayList<>();
        private final List<Order> order = new ArrayList<>();
        private final List<Include> includes = new ArrayList<>();
        private final List<Finding> refused = new ArrayList<>();
        private final List<Finding> ignored = new ArrayList<>();
        private int count = DEFAULT_COUNT;
        private Total total = Total.ACCURATE;
        private boolean countOnly;

        One(String type, Setting setting) {
            this.type = type;
            this.setting = setting;
            this.conditions = new Conditions(parameters, terms, setting);
            this.names = new Names(parameters, conditions, setting);
        }

        Question question() {
            Query query = all.size() == 1 ? all.getFirst() : new Query.All(List.copyOf(all));
            return new Question(
                    type,
                    query,
                    List.copyOf(order),
                    countOnly ? 0 : count,
                    countOnly ? Total.ACCURATE : total,
                    List.copyOf(includes));
        }

        void take(Pair pair) {
            if (setting.passed().contains(pair.name()) || PRESENTATION.contains(pair.name())) {
                return;
            }
            try {
                check(pair);
                parameter(pair.name(), pair.value());
            } catch (SearchRefused refusal) {
                Finding finding = refusal.finding();
                if (setting.lenient() && !finding.code().equals("search-value-invalid")) {
                    ignored.add(Finding.warning(finding.code(), finding.where(), finding.message()));
                } else {
                    refused.add(finding);
                }
            }
        }

        private static void check(Pair pair) {
            if (pair.name().length() > LONGEST_NAME) {
                throw Broken.value(pair.name(), "is too long a name");
            }
            if (pair.value().indexOf('\0') >= 0 || pair.name().indexOf('\0') >= 0) {
                throw Broken.value(pair.name(), "has a forbidden character");
            }
            if (pair.value().length() > (LONGEST_VALUE + 1) * MOST_VALUES) {
                throw Broken.value(pair.name(), "is too long");
            }
        }

        private void parameter(String name, String value) {
            switch (name) {
                case "_count" -> count = number(name, value);
                case "_sort" -> sort(value);
                case "_total" -> total = total(value);
                case "_summary" -> countOnly = summary(value);
                case "_contained" -> require(value.equals("false"), name, "can only be false here");
                case "_include", "_include:iterate", "_include:recurse" -> include(name, value, false);
                case "_revinclude", "_revinclude:iterate", "_revinclude:recurse" -> include(name, value, true);
                case "_filter" ->
                    all.add(Filter.read(value, conditions, parameters, names).of(type));
                default -> all.add(names.of(type, name, values(name, value)));
            }
        }

        private static List<String> values(String name, String value) {
            List<String> values = Written.split(value, ',');
            require(values.size() <= MOST_VALUES, name, "has more than 200 values");
            for (String one : values) {
                require(!one.isEmpty(), name, "has no value");
                require(one.length() <= LONGEST_VALUE, name, "has a value of more than 2,000 characters");
            }
            return values;
        }

        private static int number(String name, String value) {
            boolean digits =
                    !value.isEmpty() && value.length() <= 9 && value.chars().allMatch(c -> c >= '0' && c <= '9');
            require(digits, name, "must be a whole number");
            return Math.min(Integer.parseInt(value), MOST_COUNT);
        }

        private static Total total(String value) {
            return switch (value) {
                case "none" -> Total.NONE;
                case "estimate" -> Total.ESTIMATE;
                case "accurate" -> Total.ACCURATE;
                default -> throw Broken.value("_total", "must be none, estimate or accurate");
            };
        }

        private static boolean summary(String value) {
            require(
                    Set.of("true", "false", "text", "data", "count").contains(value),
                    "_summary",
                    "must be true, false, text, data or count");
            return value.equals("count");
        }

        private void sort(String value) {
            for (String key : values("_sort", value)) {
                boolean descending = key.startsWith("-");
                String name = descending ? key.substring(1) : key;
                boolean known = name.equals("_id")
                        || name.equals("_lastUpdated")
                        || parameters
                                .find(type, name)
                                .filter(parameter -> parameter.kind() != Kind.COMPOSITE)
                                .isPresent();
                require(known, "_sort", "names something that " + type + " is not ordered by");
                order.add(new Order(name, descending));
            }
        }

        private void include(String name, String value, boolean reverse) {
            boolean iterate = name.indexOf(':') > 0;
            if (value.equals("*")) {
                includes.add(new Include(reverse || iterate ? "*" : type, "*", "", reverse, iterate));
                return;
            }
            String[] parts = value.split(":", -1);
            String target = parts.length == 3 ? parts[2] : "";
            require(
                    parts.length >= 2
                            && parts.length <= 3
                            && parameters.knows(parts[0])
                            && (target.isEmpty() || parameters.knows(target)),
                    name,
                    "must be Type:parameter, Type:parameter:Type, Type:* or *");
            if (!parts[1].equals("*")) {
                Optional<Parameters.Parameter> parameter =
                        parameters.find(parts[0], parts[1]).filter(one -> one.kind() == Kind.REFERENCE);
                require(parameter.isPresent(), name, "names no reference parameter of that type");
            }
            includes.add(new Include(parts[0], parts[1], target, reverse, iterate));
        }

        private static void require(boolean holds, String name, String otherwise) {
            if (!holds) {
                throw Broken.value(name, otherwise);
            }
        }
    }
}
