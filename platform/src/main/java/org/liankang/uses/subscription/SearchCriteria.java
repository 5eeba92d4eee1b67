package org.liankang.uses.subscription;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.liankang.base.json.Json;
import org.liankang.record.search.Matching;
import org.liankang.record.search.Parameters;
import org.liankang.record.search.Query;
import org.liankang.record.search.Questions;
import org.liankang.record.search.SearchRefused;
import org.liankang.record.search.Setting;
import org.liankang.record.store.Version;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Search strings as searches read them, without chains: an event is judged by its own content. {@code code:below} is what
 * an ICD-10 code begins with, as everywhere in the platform (docs/conventions.md).
 */
@Component
class SearchCriteria implements Criteria {

    private static final String BELOW = "code:below";

    private final Questions questions;
    private final Matching matching;
    private final Parameters parameters;
    private final Clock clock;
    private volatile Judged last;

    /** Many subscriptions ask the same of one version after another. */
    private record Judged(Version version, Matching.Seen seen) {}

    SearchCriteria(Questions questions, Matching matching, Parameters parameters, Clock clock) {
        this.questions = questions;
        this.matching = matching;
        this.parameters = parameters;
        this.clock = clock;
    }

    @Override
    public Predicate<Version> understand(String type, String query) {
        List<Questions.Pair> pairs = new ArrayList<>();
        List<Predicate<Version>> prefixes = new ArrayList<>();
        for (String part : query.isEmpty() ? new String[0] : query.split("&")) {
            int equals = part.indexOf('=');
            if (equals < 1) {
                throw new SearchRefused("search-value-invalid", "", "a part has no value");
            }
            String name = decoded(part.substring(0, equals));
            String value = decoded(part.substring(equals + 1));
            if (name.equals(BELOW)) {
                prefixes.add(below(List.of(value.split(","))));
            } else {
                pairs.add(new Questions.Pair(name, value));
            }
        }
        Query asked = pairs.isEmpty() ? Query.all() : questions.query(type, pairs, Setting.strict(clock.instant()));
        if (asked.follows()) {
            throw new SearchRefused("search-parameter-unknown", "", "an event is judged by its own content alone");
        }
        return version -> matching.matches(asked, seen(version), Matching.NONE)
                && prefixes.stream().allMatch(prefix -> prefix.test(version));
    }

    private Matching.Seen seen(Version version) {
        Judged before = last;
        if (before != null && before.version() == version) {
            return before.seen();
        }
        var seen = new Matching.Seen(
                version.id(),
                parameters.index(version.type(), version.body(), version.resolved()),
                version.at().toEpochMilli(),
                version.resident());
        last = new Judged(version, seen);
        return seen;
    }

    private static Predicate<Version> below(List<String> values) {
        return version -> Json.each(version.body().path("code").path("coding"))
                .anyMatch(coding -> values.stream().anyMatch(value -> begins(coding, value)));
    }

    private static boolean begins(JsonNode coding, String value) {
        int bar = value.indexOf('|');
        boolean system = bar < 0 || coding.path("system").asString("").equals(value.substring(0, bar));
        return system && coding.path("code").asString("").startsWith(value.substring(bar + 1));
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException broken) {
            throw new SearchRefused("search-value-invalid", "", "is not percent-encoded");
        }
    }
}
