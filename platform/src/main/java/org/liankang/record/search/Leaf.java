package org.liankang.record.search;

import org.liankang.record.search.Parameters.Kind;

/** A parameter as the walk over a resource needs it: what to do with an element, and the hashes it begins with. */
final class Leaf {

    static final String TEXT = ":text";

    final String name;
    final Kind kind;
    /** The bit of the parameter in {@link Index#present}, or 0. */
    final long bit;

    final long prefix;
    final long key;
    final long exact;
    final long identifier;
    final long ofType;
    /** Under which the texts beside codes stand. */
    final long text;
    /** The type's clinical time. */
    final boolean clinical;
    /** The texts beside its codes are kept. */
    final boolean texts;
    /** Only its presence is noted: its values stand under other parameters. */
    final boolean elsewhere;
    /** Its value is whether the element is there and not {@code false}. */
    final boolean exists;
    /** A component of a composite. */
    final boolean component;

    private Leaf(String type, String name, Kind kind, long bit, Role role) {
        this.name = name;
        this.kind = kind;
        this.bit = bit;
        this.prefix = Tokens.prefix(type, name);
        this.key = Tokens.key(prefix);
        this.exact = Tokens.prefix(type, name + ":exact");
        this.identifier = Tokens.prefix(type, name + ":identifier");
        this.ofType = Tokens.prefix(type, name + ":of-type");
        this.text = Tokens.key(type, name + TEXT);
        this.clinical = role == Role.CLINICAL;
        this.texts = kind == Kind.TOKEN && role == Role.PLAIN;
        this.elsewhere = role == Role.ELSEWHERE;
        this.exists = role == Role.EXISTS;
        this.component = role == Role.COMPONENT;
    }

    enum Role {
        PLAIN,
        CLINICAL,
        ELSEWHERE,
        EXISTS,
        COMPONENT,
        /** A token whose texts stand under other parameters. */
        UNITED
    }

    static Leaf of(String type, String name, Kind kind, int number, Role role) {
        return new Leaf(type, name, kind, number < 0 ? 0 : 1L << number, role);
    }
}
