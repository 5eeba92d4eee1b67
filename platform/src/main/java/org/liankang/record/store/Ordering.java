package org.liankang.record.store;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import org.liankang.record.search.Parameters;
import org.liankang.record.search.Question;
import org.liankang.record.search.SortKey;

/** The order a search asks for, by what the resources say; newest change first among equals. */
final class Ordering implements Comparator<Version> {

    private final Comparator<Version> comparator;

    Ordering(Parameters parameters, Question question) {
        Comparator<Version> all = null;
        for (Question.Order order : question.order()) {
            Comparator<Version> one = by(parameters, order);
            all = all == null ? one : all.thenComparing(one);
        }
        comparator = all.thenComparing(
                Comparator.comparingLong(Version::position).reversed());
    }

    @Override
    public int compare(Version left, Version right) {
        return comparator.compare(left, right);
    }

    private static Comparator<Version> by(Parameters parameters, Question.Order order) {
        if (order.parameter().equals("_lastUpdated")) {
            Comparator<Version> time = Comparator.comparingLong(Version::position);
            return order.descending() ? time.reversed() : time;
        }
        if (order.parameter().equals("_id")) {
            Comparator<Version> id = Comparator.comparing(Version::id);
            return order.descending() ? id.reversed() : id;
        }
        Map<Long, SortKey> keys = new HashMap<>();
        return Comparator.comparing(
                version -> keys.computeIfAbsent(
                        version.position(),
                        at -> parameters.sortKey(version.type(), order.parameter(), version.body())),
                order.descending() ? SortKey.DESCENDING : SortKey.ASCENDING);
    }
}
