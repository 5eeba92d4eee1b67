package org.liankang.sender;

import java.time.Duration;

/**
 * How long to go on asking. A server that is away (connection refused or cut, 429, 502, 503, 504) is waited for
 * {@code away}; one that answers 500 to this request gets {@code broken} attempts in all, since the request itself may
 * be what it cannot bear.
 *
 * @param first pause after the first failure; it doubles up to {@code longest}
 */
public record Patience(Duration first, Duration longest, Duration away, int broken, Duration answer) {

    /** Long enough for a server to be killed, restarted and recovered. */
    public static final Patience LONG = new Patience(
            Duration.ofMillis(250), Duration.ofSeconds(5), Duration.ofMinutes(10), 4, Duration.ofMinutes(3));

    Duration pause(int attempt) {
        Duration doubled = first.multipliedBy(1L << Math.min(attempt - 1, 16));
        return doubled.compareTo(longest) < 0 ? doubled : longest;
    }
}
