package org.liankang.entry.admission;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.liankang.record.search.Query;
import org.liankang.record.search.Questions;
import org.liankang.record.search.SearchRefused;
import org.liankang.record.search.Setting;
import org.springframework.stereotype.Component;

/** Reads search strings as conditions: a search that finds by something, and asks for nothing else. */
@Component
class Conditions {

    private final Questions questions;
    private final Clock clock;

    Conditions(Questions questions, Clock clock) {
        this.questions = questions;
        this.clock = clock;
    }

    /** Empty when the string is no condition: unknown parameters, broken escapes, or nothing that narrows. */
    Optional<Condition> parse(String type, String query) {
        List<Questions.Pair> pairs = new ArrayList<>();
        for (String pair : query.split("&")) {
            int equals = pair.indexOf('=');
            if (equals <= 0) {
                return Optional.empty();
            }
            try {
                pairs.add(new Questions.Pair(
                        URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8),
                        URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8)));
            } catch (IllegalArgumentException broken) {
                return Optional.empty();
            }
        }
        try {
            Query meaning = questions.query(type, pairs, Setting.strict(clock.instant()));
            return narrows(meaning) ? Optional.of(new Condition(type, query, meaning)) : Optional.empty();
        } catch (SearchRefused notUnderstood) {
            return Optional.empty();
        }
    }

    /** {@code Type?query} as references write it. */
    Optional<Condition> parse(String reference) {
        int mark = reference.indexOf('?');
        return parse(reference.substring(0, mark), reference.substring(mark + 1));
    }

    private static boolean narrows(Query query) {
        return !(query instanceof Query.All(List<Query> parts)) || !parts.isEmpty();
    }
}
