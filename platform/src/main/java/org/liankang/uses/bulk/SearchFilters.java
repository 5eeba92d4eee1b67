package org.liankang.uses.bulk;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.liankang.base.finding.Finding;
import org.liankang.record.search.Matching;
import org.liankang.record.search.Parameters;
import org.liankang.record.search.Query;
import org.liankang.record.search.Questions;
import org.liankang.record.search.SearchRefused;
import org.liankang.record.search.Setting;
import org.liankang.record.store.Version;
import org.springframework.stereotype.Component;

/** Filters as searches read them, without chains: each resource is judged by its own content as it is read. */
@Component
class SearchFilters implements TypeFilters {

    /** They say how an answer looks, and a filter has none. */
    private static final Set<String> ANSWER = Set.of(
            "_count",
            "_sort",
            "_total",
            "_summary",
            "_elements",
            "_include",
            "_revinclude",
            "_format",
            "_pretty",
            "_contained");

    private final Questions questions;
    private final Matching matching;
    private final Parameters parameters;
    private final Clock clock;

    SearchFilters(Questions questions, Matching matching, Parameters parameters, Clock clock) {
        this.questions = questions;
        this.matching = matching;
        this.parameters = parameters;
        this.clock = clock;
    }

    @Override
    public Predicate<Version> understand(String type, String query) {
        Query asked = asked(type, query);
        if (asked.follows()) {
            throw new BulkRefused(Finding.error(
                    "bulk-filter-unsupported", "_typeFilter", "asks for what other resources say, which is not done"));
        }
        return version -> matching.matches(
                asked,
                new Matching.Seen(
                        version.id(),
                        parameters.index(version.type(), version.body(), version.resolved()),
                        version.at().toEpochMilli(),
                        version.resident()),
                Matching.NONE);
    }

    private Query asked(String type, String query) {
        List<Questions.Pair> pairs = new ArrayList<>();
        for (String part : query.isEmpty() ? new String[0] : query.split("&")) {
            int equals = part.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("has a part without a value");
            }
            String name = decoded(part.substring(0, equals));
            if (ANSWER.contains(name.replaceFirst(":.*", ""))) {
                throw new IllegalArgumentException("says how an answer looks: " + name);
            }
            pairs.add(new Questions.Pair(name, decoded(part.substring(equals + 1))));
        }
        try {
            return pairs.isEmpty() ? Query.all() : questions.query(type, pairs, Setting.strict(clock.instant()));
        } catch (SearchRefused refused) {
            Finding why = refused.finding();
            throw new IllegalArgumentException((why.where() + " " + why.message()).strip(), refused);
        }
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException broken) {
            throw new IllegalArgumentException("is not percent-encoded", broken);
        }
    }
}
