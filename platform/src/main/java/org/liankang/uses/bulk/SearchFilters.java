package org.liankang.uses.bulk;

import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.liankang.base.finding.Finding;
import org.liankang.record.search.Query;
import org.liankang.record.search.Questions;
import org.liankang.record.search.SearchRefused;
import org.liankang.record.search.Setting;
import org.liankang.record.store.OwnContent;
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
    private final OwnContent content;
    private final Clock clock;

    SearchFilters(Questions questions, OwnContent content, Clock clock) {
        this.questions = questions;
        this.content = content;
        this.clock = clock;
    }

    @Override
    public Predicate<Version> understand(String type, String query) {
        Query asked = asked(type, query);
        if (asked.follows()) {
            throw new BulkRefused(Finding.error(
                    "bulk-filter-unsupported", "_typeFilter", "asks for what other resources say, which is not done"));
        }
        return version -> content.meets(asked, version);
    }

    private Query asked(String type, String query) {
        try {
            List<Questions.Pair> pairs = Questions.pairs(query);
            for (Questions.Pair pair : pairs) {
                if (ANSWER.contains(pair.name().replaceFirst(":.*", ""))) {
                    throw new IllegalArgumentException("says how an answer looks: " + pair.name());
                }
            }
            return questions.query(type, pairs, Setting.strict(clock.instant()));
        } catch (SearchRefused refused) {
            Finding why = refused.finding();
            throw new IllegalArgumentException((why.where() + " " + why.message()).strip(), refused);
        }
    }
}
