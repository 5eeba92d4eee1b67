package org.liankang.record.search;

/**
 * 64-bit hashes under which a resource is found: (type, parameter, value) in one number, so that one narrow index
 * serves every parameter of every type.
 *
 * <p>What each kind of parameter leaves in the index:
 * <ul>
 * <li>token: {@code of(type, name, value)}, {@code of(type, name, system, value)} (the system may be empty) and, with a
 *     system, {@code system(type, name, system)}; of an Identifier with a type also
 *     {@code of(type, name + ":of-type", typeSystem, typeCode + "|" + value)}
 * <li>reference: {@code of(type, name, "Patient/1")} or the absolute URL, without a version; of a logical reference
 *     {@code of(type, name + ":identifier", …)} as for tokens
 * <li>uri: {@code of(type, name, uri)}, and the URI as written as a phrase under {@code key(type, name)}
 * <li>string: each folded text as a phrase under {@code key(type, name)}; for {@code :exact}
 *     {@code of(type, name + ":exact", text)}
 * <li>date, number, quantity: a range under {@code key(type, name)}; a quantity also under
 *     {@code key(type, name, "", code)} (and unit) and {@code key(type, name, system, code)}
 * <li>composite: nothing for a composite of the resource itself, whose components are its own parameters. Of one whose
 *     components stand together in an element (a component of an Observation), for each way to write its token or
 *     reference components, the hashes of those components joined to {@code key(type, composite)} by {@link #pair} in the
 *     order of the components; a token when all components are such, otherwise joined with the key of the ordered
 *     component to the key under which its range stands. Of two ordered components, points both, one range with the first
 *     as its low and the second as its high end. Components are hashed under {@code (type, composite + "$" + number from
 *     1)} in place of their own names, and composites that say the same of the same element share the first one's name
 * </ul>
 */
public final class Tokens {

    private static final long OFFSET = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;

    private Tokens() {}

    /** A value without a system, or a code whatever its system. */
    public static long of(String type, String parameter, String value) {
        return value(prefix(type, parameter), value);
    }

    /** A value in a system. */
    public static long of(String type, String parameter, String system, String value) {
        return value(prefix(type, parameter), system, value);
    }

    /** Any value of a system. */
    public static long system(String type, String parameter, String system) {
        return anyWithin(within(prefix(type, parameter), system));
    }

    /** Under which the ranges and phrases of a parameter stand. */
    public static long key(String type, String parameter) {
        return key(prefix(type, parameter));
    }

    /** Under which the ranges of quantities in a unit stand; without a system, of that unit whatever its system. */
    public static long key(String type, String parameter, String system, String unit) {
        return key(prefix(type, parameter), system, unit);
    }

    /** A component joined to what is before it. */
    public static long pair(long before, long component) {
        return finish(before * PRIME ^ component);
    }

    /** The state after type and parameter, from which the values of one parameter go on. */
    static long prefix(String type, String parameter) {
        return mix(mix(OFFSET, type), parameter);
    }

    static long value(long prefix, String value) {
        return finish(mix(prefix, value));
    }

    static long value(long prefix, String system, String value) {
        return value(within(prefix, system), value);
    }

    static long key(long prefix, String system, String unit) {
        return finish(mix(mix(mix(prefix, system), unit), "\u0002"));
    }

    /** The state after the system, from which its codes go on. */
    static long within(long prefix, String system) {
        return mix(prefix, system);
    }

    /** Any value of the system whose state this is. */
    static long anyWithin(long within) {
        return finish(mix(within, "\u0001"));
    }

    static long key(long prefix) {
        return finish(prefix);
    }

    /** The body of a document, to recognise the same one again. */
    public static long of(byte[] bytes) {
        long hash = OFFSET;
        for (byte b : bytes) {
            hash = (hash ^ (b & 0xff)) * PRIME;
        }
        return finish(hash);
    }

    private static long mix(long hash, String text) {
        long mixed = hash;
        for (int i = 0; i < text.length(); i++) {
            mixed = (mixed ^ text.charAt(i)) * PRIME;
        }
        return (mixed ^ 0x1f) * PRIME; // a separator that no text holds: "ab","c" differs from "a","bc"
    }

    /** The finaliser of MurmurHash3: FNV alone leaves the high bits of short texts alike. */
    private static long finish(long hash) {
        long mixed = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return mixed ^ (mixed >>> 33);
    }
}
