package org.liankang.record.search;

import java.util.List;
import java.util.Set;

/**
 * What must hold of a resource of one type for a search to find it. Values are already hashes ({@link Tokens}) and
 * ranges, so whoever evaluates it needs no definitions: the index, a batch under way and a subscription share it.
 */
public sealed interface Query {

    /** All must hold; none asks for nothing and so is met by every resource. */
    record All(List<Query> of) implements Query {}

    /** At least one must hold. */
    record Any(List<Query> of) implements Query {}

    record Not(Query of) implements Query {}

    /** At least one of these tokens. */
    record AnyToken(long[] tokens) implements Query {}

    /**
     * At least one value of an ordered parameter whose low end is in {@code [lowFrom, lowUntil]} and whose high end is in
     * {@code [highFrom, highUntil]}, all inclusive: every FHIR prefix is such a pair of bounds.
     *
     * @param key {@link Tokens#key}; dates count in milliseconds since 1970, numbers as {@link Ranges#number}
     */
    record Range(long key, long lowFrom, long lowUntil, long highFrom, long highUntil) implements Query {}

    /** Where in a text another one stands. */
    enum Place {
        BEGIN,
        ANYWHERE,
        END,
        /** It is the whole text. */
        WHOLE
    }

    /**
     * A text of this parameter ({@link Tokens#key}) that has the given one in this place.
     *
     * @param text folded ({@link Parameters#fold}) for string parameters, as written for URIs
     */
    record Phrase(long key, String text, Place place) implements Query {}

    /** A place within a distance, in degrees of WGS 84 and metres along the surface. */
    record Near(double latitude, double longitude, double metres) implements Query {}

    /** The parameter has no value in the resource. */
    record Missing(String type, String parameter) implements Query {}

    /** One of these logical ids. */
    record Ids(Set<String> ids) implements Query {}

    /** Recorded in this time, in milliseconds since 1970, both inclusive. */
    record Updated(long from, long until) implements Query {}

    /** A chain: what the reference parameter names is a resource of the target type that meets the query. */
    record Refers(String type, String parameter, String target, Query to) implements Query {}

    /** {@code _has}: a resource of the source type names this one by the reference parameter and meets the query. */
    record ReferredBy(String source, String parameter, String target, Query by) implements Query {}

    /** Recorded as being about this resident ({@code identity.person}). */
    record Resident(long resident) implements Query {}

    /** Whether it asks what other resources say, which one resource alone cannot answer. */
    default boolean follows() {
        return switch (this) {
            case All(List<Query> of) -> of.stream().anyMatch(Query::follows);
            case Any(List<Query> of) -> of.stream().anyMatch(Query::follows);
            case Not(Query of) -> of.follows();
            case Refers refers -> true;
            case ReferredBy referred -> true;
            default -> false;
        };
    }

    static Query all() {
        return new All(List.of());
    }
}
