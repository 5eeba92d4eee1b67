package org.liankang.record.store;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.liankang.record.index.Head;
import org.liankang.record.index.Key;
import org.liankang.record.index.SearchIndex;
import org.springframework.stereotype.Component;

/** The record as it was at a position of the feed, for readers that go through all of it and take their time. */
@Component
public class Snapshots {

    private final SearchIndex index;
    private final Records records;

    Snapshots(SearchIndex index, Records records) {
        this.index = index;
        this.records = records;
    }

    /**
     * Which versions of a stretch of the feed were not current any more at a moment: those whose resource got another
     * version at or before that position.
     */
    public Set<Long> replaced(List<Version> stretch, long moment) {
        Map<Key, Head> heads = index.heads(stretch.stream().map(Snapshots::key).toList());
        Map<Key, Long> currentAtMoment = new HashMap<>();
        Set<Long> replaced = new HashSet<>();
        for (Version version : stretch) {
            long current = currentAtMoment.computeIfAbsent(key(version), key -> currentAt(heads.get(key), moment));
            if (current != version.position()) {
                replaced.add(version.position());
            }
        }
        return replaced;
    }

    private static Key key(Version version) {
        return new Key(version.type(), version.id());
    }

    private long currentAt(Head head, long moment) {
        long position = head.position();
        while (position > moment) {
            position = records.at(position).previous();
        }
        return position;
    }
}
