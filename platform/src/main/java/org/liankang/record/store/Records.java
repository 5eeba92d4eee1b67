package org.liankang.record.store;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.liankang.record.index.Key;
import org.liankang.record.index.Look;
import org.liankang.record.index.SearchIndex;

/** The reading side of the record. Who may read what is decided before coming here ({@code identity.access}). */
public final class Records {

    private static final int LONGEST_HISTORY = 10_000;
    private static final int LARGEST_CHART = 50_000;
    private static final int LARGEST_SUBMISSION = 50_000;
    private static final long KEPT_BYTES = 96L * 1024 * 1024;

    private final RecordStore store;
    private final Types types;
    private final SearchIndex index;
    private final Halving halving;
    /** Versions never change, so what was read or written lately can be given again. */
    private final Cache<Long, Version> lately = Caffeine.newBuilder()
            .maximumWeight(KEPT_BYTES)
            .weigher((Long position, Version version) -> version.size())
            .build();

    Records(RecordStore store, Types types, SearchIndex index) {
        this.store = store;
        this.types = types;
        this.index = index;
        this.halving = new Halving(store);
    }

    public boolean knows(String type) {
        return types.known(type);
    }

    /** The current version, also when it says deleted. */
    public Optional<Version> read(String type, String id) {
        return index.head(new Key(type, id)).map(head -> at(head.position()));
    }

    public Optional<Version> version(String type, String id, int number) {
        Optional<Version> at = read(type, id);
        while (at.isPresent() && at.get().number() > number) {
            long previous = at.get().previous();
            at = previous == 0 ? Optional.empty() : Optional.of(at(previous));
        }
        return at.filter(version -> version.number() == number);
    }

    /** All versions, newest first; at most 10,000. */
    public List<Version> history(String type, String id) {
        return history(type, id, Long.MAX_VALUE, Instant.MIN, LONGEST_HISTORY);
    }

    /** Older versions than a position (exclusive) of one resource, newest first. */
    public List<Version> history(String type, String id, long before, Instant since, int most) {
        List<Version> found = new ArrayList<>();
        Optional<Version> at = read(type, id);
        while (at.isPresent() && found.size() < most && !at.get().at().isBefore(since)) {
            if (at.get().position() < before) {
                found.add(at.get());
            }
            long previous = at.get().previous();
            at = previous == 0 ? Optional.empty() : Optional.of(at(previous));
        }
        return found;
    }

    /** Older versions than a position (exclusive) of all resources of a type, newest first. */
    public List<Version> historyOf(String type, long before, Instant since, int most) {
        return new TypeHistory(this, index).of(type, before, since, most);
    }

    /** Older versions than a position (exclusive) of all resources, newest first. */
    public List<Version> history(long before, Instant since, int most) {
        long until = Math.min(before - 1, store.last());
        return store.between(Math.max(0, until - most), until).reversed().stream()
                .filter(version -> !version.at().isBefore(since))
                .toList();
    }

    /** Everything known now of one resident: current versions by type and clinical time; at most 50,000. */
    public List<Version> chart(long resident) {
        if (resident <= 0) {
            return List.of();
        }
        try (Look look = index.look()) {
            return inOrder(look.resident(resident, LARGEST_CHART)).stream()
                    .sorted(Comparator.comparing(Version::type)) // stable: the order in time stays within a type
                    .toList();
        }
    }

    /** Where what a chart holds now stands in the feed: the same as long as nothing of it changes. */
    public long[] places(long resident) {
        if (resident <= 0) {
            return new long[0];
        }
        try (Look look = index.look()) {
            return look.resident(resident, LARGEST_CHART);
        }
    }

    /** What a submission recorded, in order. */
    public List<Version> changesOf(long submission) {
        long first = halving.firstOfSubmission(submission);
        long end = halving.firstOfSubmission(submission + 1);
        return store.between(first - 1, Math.min(end - 1, first + LARGEST_SUBMISSION));
    }

    /** The versions of a stretch of the feed: after the first position, up to and with the second. */
    public List<Version> between(long after, long until) {
        return store.between(after, until);
    }

    /** The last committed position, from the database. */
    public long last() {
        return store.last();
    }

    /** When the last version was recorded, the beginning of time when there is none. */
    public Instant lastTime() {
        long last = store.last();
        return last == 0 ? Instant.EPOCH : store.time(last);
    }

    /** The version at a position, which must be there. */
    Version at(long position) {
        Version kept = lately.getIfPresent(position);
        if (kept == null) {
            kept = store.at(position)
                    .orElseThrow(() -> new IllegalStateException("the record has no version at " + position));
            lately.put(position, kept);
        }
        return kept.bare();
    }

    /** What finds times and submissions in the record; it remembers what it looked at. */
    Halving halving() {
        return halving;
    }

    /** Which resources of a type have these positions. */
    List<Key> keys(String type, long[] positions) {
        List<Key> keys = new ArrayList<>(positions.length);
        List<Long> missing = missing(positions, kept -> keys.add(new Key(type, kept.id())));
        if (!missing.isEmpty()) {
            store.ids(missing).forEach(id -> keys.add(new Key(type, id)));
        }
        return keys;
    }

    /** The versions at these positions, in their order. */
    List<Version> inOrder(long[] positions) {
        Map<Long, Version> found = HashMap.newHashMap(positions.length);
        List<Long> missing = missing(positions, kept -> found.put(kept.position(), kept));
        if (!missing.isEmpty()) {
            for (Version version : store.at(missing)) {
                lately.put(version.position(), version);
                found.put(version.position(), version);
            }
        }
        List<Version> ordered = new ArrayList<>(positions.length);
        for (long position : positions) {
            ordered.add(found.get(position).bare());
        }
        return ordered;
    }

    /** Hands over what is remembered; answers the positions of the others. */
    private List<Long> missing(long[] positions, Consumer<Version> remembered) {
        List<Long> missing = new ArrayList<>();
        for (long position : positions) {
            Version kept = lately.getIfPresent(position);
            if (kept == null) {
                missing.add(position);
            } else {
                remembered.accept(kept);
            }
        }
        return missing;
    }
}
