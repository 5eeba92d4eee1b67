package org.liankang.identity.place;

/**
 * An institution: who provides services and who submits.
 *
 * @param id number on this platform, from 1
 * @param code unified social credit code (GB 32100), or empty for a foreign one known by other identifiers
 * @param organization id of the Organization resource
 * @param kind code of {@code urn:liankang:institution-kind}, or empty
 * @param division 9-digit street or town code, or empty
 */
public record Institution(long id, String code, String organization, String name, String kind, String division) {

    public boolean primary() {
        return switch (kind) {
            case "community-centre", "township-centre", "station" -> true;
            default -> false;
        };
    }
}
