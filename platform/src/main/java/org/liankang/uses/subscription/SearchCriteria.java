package org.liankang.uses.subscription;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.liankang.base.json.Json;
import org.liankang.record.search.Query;
import org.liankang.record.search.Questions;
import org.liankang.record.search.SearchRefused;
import org.liankang.record.search.Setting;
import org.liankang.record.store.OwnContent;
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
    private final OwnContent content;
    private final Clock clock;

    SearchCriteria(Questions questions, OwnContent content, Clock clock) {
        this.questions = questions;
        this.content = content;
        this.clock = clock;
    }

    @Override
    public Predicate<Version> understand(String type, String query) {
        List<Questions.Pair> pairs = new ArrayList<>();
        List<Predicate<Version>> prefixes = new ArrayList<>();
        for (Questions.Pair pair : Questions.pairs(query)) {
            if (pair.name().equals(BELOW)) {
                prefixes.add(below(List.of(pair.value().split(","))));
            } else {
                pairs.add(pair);
            }
        }
        Query asked = questions.query(type, pairs, Setting.strict(clock.instant()));
        if (asked.follows()) {
            throw new SearchRefused("search-parameter-unknown", "", "an event is judged by its own content alone");
        }
        return version -> content.meets(asked, version) && prefixes.stream().allMatch(prefix -> prefix.test(version));
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
}
