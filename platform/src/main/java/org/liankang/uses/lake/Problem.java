package org.liankang.uses.lake;

/**
 * Why a definition cannot be used, or why a resource gave no rows.
 *
 * @param code stable, listed in docs/lake.md
 * @param place where in the definition, for example {@code select[1].column[0]}
 * @param message for a developer; nothing of a resource is in it
 */
public record Problem(String code, String place, String message) {

    @Override
    public String toString() {
        return (place.isEmpty() ? "" : place + ": ") + message + " (" + code + ")";
    }
}
