package org.liankang.identity.device;

import java.time.Instant;
import java.util.List;

/**
 * A device that may keep residents' data.
 *
 * @param account number of the account it was registered by, and works for
 * @param team id of the CareTeam whose residents it keeps; empty for whoever is due
 * @param villages it keeps residents of these only; empty for all
 * @param synced when it last had everything; null before that
 * @param residents how many it had then
 * @param withdrawn null while nobody withdrew it
 * @param withdrawnBy login of who did, or empty
 */
public record Device(
        long id,
        long account,
        String name,
        String team,
        List<String> villages,
        Instant registered,
        Instant expires,
        Instant synced,
        int residents,
        Instant withdrawn,
        String withdrawnBy) {

    public enum State {
        ACTIVE,
        /** Its time is over; it has to be registered again. */
        EXPIRED,
        WITHDRAWN
    }

    public Device {
        villages = List.copyOf(villages);
    }

    public State state(Instant now) {
        return withdrawn != null ? State.WITHDRAWN : expires.isAfter(now) ? State.ACTIVE : State.EXPIRED;
    }
}
