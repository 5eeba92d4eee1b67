package org.liankang.identity.person;

/**
 * Where residents are looked for.
 *
 * @param centre of this institution first ({@code identity.place}); 0 when the asker has none
 * @param everywhere also those of other institutions by part of a name or number; otherwise they are found only by someone
 *     who knows the whole name, the whole ID number, the whole phone number or another whole identifier
 */
public record Within(long centre, boolean everywhere) {

    /** The whole region. */
    public static final Within REGION = new Within(0, true);

    public static Within centre(long centre) {
        return new Within(centre, false);
    }
}
