package org.liankang.record.store;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The reading side of the record. Who may read what is decided before coming here ({@code identity.access}). */
public final class Records {

    private static final int LONGEST_HISTORY = 10_000;
    private static final int LARGEST_CHART = 50_000;

    private final RecordStore store;
    private final Types types;

    Records(RecordStore store, Types types) {
        this.store = store;
        this.types = types;
    }

    public boolean knows(String type) {
        return types.known(type);
    }

    /** The current version, also when it says deleted. */
    public Optional<Version> read(String type, String id) {
        return store.current(new Key(type, id));
    }

    public Optional<Version> version(String type, String id, int number) {
        Optional<Version> current = read(type, id);
        return current.filter(v -> v.number() == number).isPresent()
                ? current
                : history(type, id).stream().filter(v -> v.number() == number).findFirst();
    }

    /** All versions, newest first. */
    public List<Version> history(String type, String id) {
        return store.history(new Key(type, id), LONGEST_HISTORY);
    }

    /** Older versions than a position (exclusive) of one resource, newest first. */
    public List<Version> history(String type, String id, long before, Instant since, int most) {
        throw new UnsupportedOperationException();
    }

    /** Older versions than a position (exclusive) of all resources of a type, newest first. */
    public List<Version> historyOf(String type, long before, Instant since, int most) {
        throw new UnsupportedOperationException();
    }

    /** Older versions than a position (exclusive) of all resources, newest first. */
    public List<Version> history(long before, Instant since, int most) {
        throw new UnsupportedOperationException();
    }

    /**
     * @param total how many match in all, -1 when not asked
     * @param next what brings the next page, as of the same moment; null at the end
     */
    public record Page(List<Version> matches, long total, String next) {}

    /**
     * The first page of a search, or a later one.
     *
     * @param page {@link Page#next} of the page before, or null for the first
     * @throws org.liankang.record.search.SearchRefused when it cannot be answered
     */
    public Page ask(org.liankang.record.search.Question question, String page) {
        throw new UnsupportedOperationException();
    }

    /** Everything known now of one resident: current versions by type and clinical time. */
    public List<Version> chart(long resident) {
        return store.chart(resident, LARGEST_CHART);
    }

    /** What a submission recorded, in order. */
    public List<Version> changesOf(long submission) {
        return store.ofSubmission(submission, LARGEST_CHART);
    }

    /** The versions of a stretch of the feed: after the first position, up to and with the second. */
    public List<Version> between(long after, long until) {
        return store.between(after, until);
    }

    /** The last committed position, from the database. */
    public long last() {
        return store.last();
    }

    public Search.Page search(Search search) {
        StringBuilder where = new StringBuilder("h.type = ? and not h.deleted");
        List<Object> parameters = new ArrayList<>();
        parameters.add(types.number(search.type()));
        for (Search.Criterion criterion : search.criteria()) {
            add(search.type(), criterion, where, parameters);
        }
        long total = store.count(where.toString(), parameters);
        if (search.most() == 0 || total == 0) {
            return new Search.Page(List.of(), total);
        }
        String order = switch (search.order()) {
            case NEWEST_CHANGE -> "h.position desc";
            case TIME_ASCENDING -> "h.low nulls last, h.position";
            case TIME_DESCENDING -> "h.low desc nulls last, h.position desc";
        };
        String tail = " order by " + order + " limit " + search.most() + " offset " + search.offset();
        return new Search.Page(store.find(where.toString(), parameters, tail), total);
    }

    private void add(String type, Search.Criterion criterion, StringBuilder where, List<Object> parameters) {
        switch (criterion) {
            case Search.Criterion.AnyToken(long[] tokens, boolean not) -> {
                where.append(not ? " and not h.tokens && ?::bigint[]" : " and h.tokens && ?::bigint[]");
                parameters.add(literal(tokens));
            }
            case Search.Criterion.Time(Instant from, Instant until) -> {
                range(where, parameters, "h.high >= ?", from);
                range(where, parameters, "h.low <= ?", until);
            }
            case Search.Criterion.Ids(List<String> ids) -> {
                where.append(" and h.id = any(?)");
                parameters.add(ids.toArray(String[]::new));
            }
            case Search.Criterion.Text(String parameter, List<String> values, boolean exact) ->
                text(type, parameter, values, exact, where, parameters);
            case Search.Criterion.Updated(Instant from, Instant until) -> {
                String inside = "h.position in (select u.position from record.version u where u.at %s ?)";
                range(where, parameters, inside.formatted(">="), from);
                range(where, parameters, inside.formatted("<="), until);
            }
        }
    }

    private void text(
            String type,
            String parameter,
            List<String> values,
            boolean exact,
            StringBuilder where,
            List<Object> parameters) {
        where.append(" and h.id in (select p.id from record.phrase p where p.type = ? and p.parameter = ? and (");
        parameters.add(types.number(type));
        parameters.add(parameter);
        for (int i = 0; i < values.size(); i++) {
            where.append(i == 0 ? "" : " or ").append(exact ? "p.value = ?" : "p.value >= ? and p.value < ?");
            parameters.add(values.get(i));
            if (!exact) {
                parameters.add(values.get(i) + Character.toString(Character.MAX_CODE_POINT));
            }
        }
        where.append("))");
    }

    private static void range(StringBuilder where, List<Object> parameters, String condition, Instant at) {
        if (at != null) {
            where.append(" and ").append(condition);
            parameters.add(Timestamp.from(at));
        }
    }

    private static String literal(long[] tokens) {
        return Arrays.toString(tokens).replace('[', '{').replace(']', '}').replace(" ", "");
    }
}
