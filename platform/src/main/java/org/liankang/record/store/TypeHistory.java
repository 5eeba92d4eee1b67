package org.liankang.record.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.liankang.record.index.Look;
import org.liankang.record.index.SearchIndex;

/**
 * The history of a type without an index of old versions: heads come newest first from the search index, and each
 * brings the chain of what it replaced; the two are merged as far as asked.
 */
final class TypeHistory {

    private static final int STRETCH = 200;

    private final Records records;
    private final SearchIndex index;

    TypeHistory(Records records, SearchIndex index) {
        this.records = records;
        this.index = index;
    }

    List<Version> of(String type, long before, Instant since, int most) {
        List<Version> found = new ArrayList<>();
        PriorityQueue<Version> open = new PriorityQueue<>(
                Comparator.comparingLong(Version::position).reversed());
        try (Look look = index.look()) {
            Look.Place place = null;
            boolean more = true;
            long lowest = Long.MAX_VALUE; // heads below it have not been looked at
            while (found.size() < most) {
                while (more && (open.isEmpty() || open.peek().position() < lowest)) {
                    Look.Found heads = look.changes(type, STRETCH, place);
                    open.addAll(records.inOrder(heads.positions()));
                    lowest = heads.positions().length == 0 ? 0 : heads.positions()[heads.positions().length - 1];
                    place = heads.next();
                    more = place != null;
                }
                Version next = open.poll();
                if (next == null || next.at().isBefore(since)) {
                    return found;
                }
                if (next.position() < before) {
                    found.add(next);
                }
                if (next.previous() > 0) {
                    open.add(records.at(next.previous()));
                }
            }
        }
        return found;
    }
}
