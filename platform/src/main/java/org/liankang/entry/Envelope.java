package org.liankang.entry;

import java.util.Optional;

/**
 * What every channel turns its input into: the bytes exactly as they came, who brought them, and what is asked.
 *
 * @param channel {@code fhir}, {@code load}, {@code form}, {@code release} …
 * @param key the sender's idempotency key, unique per submitting institution and user
 */
public record Envelope(String channel, Submitter by, Optional<String> key, Interaction interaction, byte[] payload) {}
