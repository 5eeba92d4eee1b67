package org.liankang.uses.indicator;

/**
 * For whom a value is: the whole region, one street or town, or one institution.
 *
 * @param key nothing for the region, the 9-digit division code, or the id of the Organization resource
 */
public record Scope(Kind kind, String key) {

    public enum Kind {
        REGION,
        DIVISION,
        INSTITUTION
    }

    private static final Scope REGION = new Scope(Kind.REGION, "");

    public static Scope region() {
        return REGION;
    }

    public static Scope division(String code) {
        return new Scope(Kind.DIVISION, code);
    }

    public static Scope institution(String organization) {
        return new Scope(Kind.INSTITUTION, organization);
    }
}
