package org.liankang.record.store;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.liankang.record.index.Key;
import org.liankang.record.index.Look;
import org.liankang.record.index.SearchIndex;
import org.liankang.record.search.Parameters;
import org.liankang.record.search.Query;
import org.liankang.record.search.Question;
import org.liankang.record.search.SearchRefused;

/**
 * Answers searches. All pages of a search see the record as it was when the first was asked: the index keeps that
 * moment for ten minutes, and versions never change.
 */
public final class Searches {

    /** Matches that may be put in an order the index does not know. */
    private static final int MOST_SORTED = 20_000;

    /**
     * @param total how many match in all, -1 when not asked
     * @param next what brings the next page, as of the same moment; null at the end
     */
    public record Page(List<Version> matches, long total, String next) {}

    private final Records records;
    private final SearchIndex index;
    private final Parameters parameters;
    /** Begins with the time, so that a page of before a restart is none of after it. */
    private final AtomicLong numbers;

    private final Cache<Long, long[]> sorted = Caffeine.newBuilder()
            .expireAfterAccess(Duration.ofMinutes(10))
            .maximumWeight(5_000_000)
            .weigher((Long number, long[] positions) -> positions.length)
            .build();

    Searches(Records records, SearchIndex index, Parameters parameters, Clock clock) {
        this.records = records;
        this.index = index;
        this.parameters = parameters;
        this.numbers = new AtomicLong(clock.millis());
    }

    /**
     * The first page of a search, or a later one.
     *
     * @param page {@link Page#next} of the page before, or null for the first
     * @throws SearchRefused when it cannot be answered
     */
    public Page ask(Question question, String page) {
        Optional<Look.Sorting> sorting = sorting(question);
        if (page == null) {
            try (Look look = index.look()) {
                return sorting.isPresent() ? found(look, question, sorting.get(), null) : sortedHere(look, question);
            }
        }
        long[] place = numbers(page);
        if (sorting.isEmpty()) {
            return sortedPage(question, place);
        }
        try (Look look = index.look(place[0]).orElseThrow(Searches::expired)) {
            return found(look, question, sorting.get(), new Look.Place(place[1], place[2], (int) place[3]));
        }
    }

    /** The current versions that meet a query, newest change first, at most so many. */
    public List<Version> find(String type, Query query, int most) {
        try (Look look = query.follows() ? index.look() : index.look(type)) {
            return records.inOrder(look.find(type, query, following(look), Look.Sorting.NEWEST_CHANGE, most, null)
                    .positions());
        }
    }

    /** Which resources meet a query now, at most so many. Of what they say nothing is read. */
    public List<Key> keys(String type, Query query, int most) {
        try (Look look = index.look()) {
            return records.keys(
                    type,
                    look.find(type, query, following(look), Look.Sorting.NEWEST_CHANGE, most, null)
                            .positions());
        }
    }

    private Following following(Look look) {
        return new Following(look, records, parameters, records.halving());
    }

    private Page found(Look look, Question question, Look.Sorting sorting, Look.Place after) {
        Following following = following(look);
        boolean counting = question.total() != Question.Total.NONE || question.count() == 0;
        if (question.count() == 0) {
            return new Page(List.of(), look.count(question.type(), question.query(), following), null);
        }
        Look.Found found = look.find(question.type(), question.query(), following, sorting, question.count(), after);
        boolean all = after == null && found.next() == null;
        long total = all
                ? found.positions().length
                : counting ? look.count(question.type(), question.query(), following) : -1;
        String next = found.next() == null
                ? null
                : look.keep() + "." + found.next().value() + "." + found.next().position() + "."
                        + found.next().document();
        return new Page(records.inOrder(found.positions()), total, next);
    }

    /** Orders by what only the resources themselves say: all matches are read once, their order is kept for the pages. */
    private Page sortedHere(Look look, Question question) {
        Look.Found all = look.find(
                question.type(), question.query(), following(look), Look.Sorting.NEWEST_CHANGE, MOST_SORTED, null);
        if (all.next() != null) {
            throw new SearchRefused(
                    "search-too-costly", "_sort", "more than " + MOST_SORTED + " matches cannot be put in this order");
        }
        long[] positions = records.inOrder(all.positions()).stream()
                .sorted(new Ordering(parameters, question))
                .mapToLong(Version::position)
                .toArray();
        long number = numbers.incrementAndGet();
        sorted.put(number, positions);
        return sortedPage(question, new long[] {number, 0, 0, 0});
    }

    private Page sortedPage(Question question, long[] place) {
        long[] positions = sorted.getIfPresent(place[0]);
        if (positions == null || place[1] < 0 || place[1] > positions.length) {
            throw expired();
        }
        int from = (int) place[1];
        int until = Math.min(positions.length, from + question.count());
        String next = until < positions.length && question.count() > 0 ? place[0] + "." + until + ".0.0" : null;
        return new Page(records.inOrder(Arrays.copyOfRange(positions, from, until)), positions.length, next);
    }

    private Optional<Look.Sorting> sorting(Question question) {
        List<Question.Order> orders = question.order();
        if (orders.isEmpty()) {
            return Optional.of(Look.Sorting.NEWEST_CHANGE);
        }
        Question.Order order = orders.getFirst();
        if (orders.size() == 1 && order.parameter().equals("_lastUpdated")) {
            return Optional.of(order.descending() ? Look.Sorting.NEWEST_CHANGE : Look.Sorting.OLDEST_CHANGE);
        }
        if (orders.size() == 1 && parameters.isClinicalTime(question.type(), order.parameter())) {
            return Optional.of(order.descending() ? Look.Sorting.LATEST_TIME : Look.Sorting.EARLIEST_TIME);
        }
        return Optional.empty();
    }

    private static long[] numbers(String page) {
        String[] parts = page.split("\\.", -1);
        if (parts.length != 4) {
            throw expired();
        }
        try {
            return Arrays.stream(parts).mapToLong(Long::parseLong).toArray();
        } catch (NumberFormatException foreign) {
            throw expired();
        }
    }

    private static SearchRefused expired() {
        return new SearchRefused(
                "page-expired", "_page", "the moment of this search is no longer kept; begin with the first page");
    }
}
