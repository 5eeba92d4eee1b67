package org.liankang.sender;

import java.net.URI;
import java.util.Objects;

/**
 * Where to send, and as whom.
 *
 * @param base the FHIR base address, for example {@code http://localhost:8080/fhir}
 * @param token bearer token, or empty for a server that asks for none
 * @param institution unified social credit code to speak for, or empty to leave it to the token
 */
public record Target(URI base, String token, String institution) {

    public Target {
        Objects.requireNonNull(token);
        Objects.requireNonNull(institution);
        String text = base.toString();
        if (text.endsWith("/")) {
            base = URI.create(text.substring(0, text.length() - 1));
        }
    }

    public Target(String base, String token, String institution) {
        this(URI.create(base), token, institution);
    }

    /** The same server, spoken to for another institution. */
    public Target speakingFor(String other) {
        return new Target(base, token, other);
    }

    URI at(String path) {
        return path.isEmpty() ? base : URI.create(base + "/" + path);
    }
}
