package org.liankang.entry.admission;

import java.time.Clock;
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
        try {
            Query meaning = questions.query(type, Questions.pairs(query), Setting.strict(clock.instant()));
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
