package org.liankang.record.search;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Says of one resource whether it meets a query, without an index: for a batch under way, for subscriptions, and as the
 * model that tests hold an index to.
 */
public final class Matching {

    /**
     * A resource as queries see it.
     *
     * @param updated when it was recorded, in milliseconds since 1970
     * @param resident whom it is about ({@code identity.person}), or 0
     */
    public record Seen(String id, Index index, long updated, long resident) {}

    /** What stands around a resource. */
    public interface Links {

        /** Whether what the resource refers to is such a resource. */
        boolean refers(Query.Refers to, Seen from);

        /** Whether such a resource refers to it. */
        boolean referredBy(Query.ReferredBy by, Seen to);
    }

    /** Where no chains are followed: {@code Refers} and {@code ReferredBy} never hold. */
    public static final Links NONE = new Links() {
        @Override
        public boolean refers(Query.Refers to, Seen from) {
            return false;
        }

        @Override
        public boolean referredBy(Query.ReferredBy by, Seen to) {
            return false;
        }
    };

    private static final double EARTH_METRES = 6_371_008.7714;

    private final Parameters parameters;

    public Matching(Parameters parameters) {
        this.parameters = parameters;
    }

    /** Links among these resources, by type. */
    public Links among(Map<String, List<Seen>> resources) {
        return new Links() {
            @Override
            public boolean refers(Query.Refers to, Seen from) {
                return resources.getOrDefault(to.target(), List.of()).stream()
                        .anyMatch(seen -> names(from, to.type(), to.parameter(), to.target(), seen.id())
                                && matches(to.to(), seen, this));
            }

            @Override
            public boolean referredBy(Query.ReferredBy by, Seen to) {
                return resources.getOrDefault(by.source(), List.of()).stream()
                        .anyMatch(seen -> names(seen, by.source(), by.parameter(), by.target(), to.id())
                                && matches(by.by(), seen, this));
            }
        };
    }

    private static boolean names(Seen from, String type, String parameter, String target, String id) {
        return has(from.index(), Tokens.of(type, parameter, target + "/" + id));
    }

    public boolean matches(Query query, Seen seen, Links links) {
        return switch (query) {
            case Query.All(List<Query> of) -> of.stream().allMatch(one -> matches(one, seen, links));
            case Query.Any(List<Query> of) -> of.stream().anyMatch(one -> matches(one, seen, links));
            case Query.Not(Query of) -> !matches(of, seen, links);
            case Query.AnyToken(long[] tokens) -> {
                for (long token : tokens) {
                    if (has(seen.index(), token)) {
                        yield true;
                    }
                }
                yield false;
            }
            case Query.Range range -> ranged(range, seen.index());
            case Query.Phrase phrase -> phrased(phrase, seen.index());
            case Query.Near near ->
                seen.index().places().stream().anyMatch(place -> distance(near, place) <= near.metres());
            case Query.Missing(String type, String parameter) ->
                (seen.index().present() >> parameters.number(type, parameter) & 1) == 0;
            case Query.Ids(var ids) -> ids.contains(seen.id());
            case Query.Updated(long from, long until) -> seen.updated() >= from && seen.updated() <= until;
            case Query.Refers to -> links.refers(to, seen);
            case Query.ReferredBy by -> links.referredBy(by, seen);
            case Query.Resident(long resident) -> seen.resident() == resident;
        };
    }

    private static boolean has(Index index, long token) {
        return Arrays.binarySearch(index.tokens(), token) >= 0;
    }

    private static boolean ranged(Query.Range wanted, Index index) {
        for (Index.Range range : index.ranges()) {
            if (range.key() == wanted.key()
                    && range.low() >= wanted.lowFrom()
                    && range.low() <= wanted.lowUntil()
                    && range.high() >= wanted.highFrom()
                    && range.high() <= wanted.highUntil()) {
                return true;
            }
        }
        return false;
    }

    private static boolean phrased(Query.Phrase wanted, Index index) {
        for (Index.Phrase phrase : index.phrases()) {
            if (phrase.key() == wanted.key() && has(phrase.text(), wanted.text(), wanted.place())) {
                return true;
            }
        }
        return false;
    }

    private static boolean has(String text, String part, Query.Place place) {
        return switch (place) {
            case BEGIN -> text.startsWith(part);
            case ANYWHERE -> text.contains(part);
            case END -> text.endsWith(part);
            case WHOLE -> text.equals(part);
        };
    }

    /** Metres along a sphere, by the haversine formula. */
    private static double distance(Query.Near near, Index.Place place) {
        double north = Math.toRadians(place.latitude() - near.latitude());
        double east = Math.toRadians(place.longitude() - near.longitude());
        double across = Math.pow(Math.sin(north / 2), 2)
                + Math.cos(Math.toRadians(near.latitude()))
                        * Math.cos(Math.toRadians(place.latitude()))
                        * Math.pow(Math.sin(east / 2), 2);
        return 2 * EARTH_METRES * Math.asin(Math.min(1, Math.sqrt(across)));
    }
}
