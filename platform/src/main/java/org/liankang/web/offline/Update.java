package org.liankang.web.offline;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.liankang.base.json.Json;
import org.liankang.identity.access.Account;
import org.liankang.identity.device.Device;
import org.liankang.identity.device.Devices;
import org.liankang.identity.device.Portion;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Brings a device up to date, in portions. A device says which portion it holds last; from what was handed to it up to
 * there it is told who is different now, who came, and who is not its business any more. Compared is what would be
 * handed out, by its digest: so it does not matter whether the record, a merged Patient, a team or the rules made the
 * difference, and a device that took every portion holds exactly what a new one would get.
 */
@Component
class Update {

    /** Residents looked at for one portion at most: an update without news is no reason to keep a device waiting. */
    static final int MOST_LOOKED_AT = 1_000;

    private static final int AT_ONCE = 100;

    private final Devices devices;
    private final Panel panel;
    private final Residents residents;
    private final Clock clock;

    Update(Devices devices, Panel panel, Residents residents, Clock clock) {
        this.devices = devices;
        this.panel = panel;
        this.residents = residents;
        this.clock = clock;
    }

    /** Where an update stands: {@code before} is null on its first portion. */
    private record Stand(Portion before, long base, Map<Long, Long> held) {

        long from() {
            return before == null ? 0 : before.until();
        }
    }

    /** What a portion consists of, as it grows. */
    private static final class Filling {

        final ArrayNode changed = Json.array();
        final TreeMap<Long, Long> states = new TreeMap<>();
        long until;

        Filling(long from) {
            this.until = from;
        }
    }

    /**
     * The portion after the one a device holds last.
     *
     * @param at that portion; 0 for a device that holds nothing
     * @param most residents handed out with it
     */
    ObjectNode after(Account account, Device device, long at, int most) {
        Stand stand = stand(device, at);
        long[] all = panel.of(account, device, stand.before() == null);
        Filling filling = filled(all, stand, most);
        boolean last = all.length == 0 || filling.until >= all[all.length - 1];
        Portion portion = devices.hand(device, stand.before(), stand.base(), filling.until, last, filling.states);
        if (last) {
            devices.synced(device, all.length);
        }
        ObjectNode answer = Json.object()
                .put("at", portion.id())
                .put("round", portion.round())
                .put("whole", stand.base() == 0)
                .put("more", !last)
                .put("all", all.length)
                .put("done", last ? all.length : place(all, filling.until))
                .put("time", clock.instant().toString());
        answer.set("residents", filling.changed);
        ArrayNode gone = answer.putArray("gone");
        stand.held().keySet().stream()
                .filter(one -> one > stand.from() && (last || one <= filling.until))
                .filter(one -> Arrays.binarySearch(all, one) < 0)
                .sorted()
                .forEach(gone::add);
        return answer;
    }

    private Stand stand(Device device, long at) {
        Optional<Portion> before = at == 0 ? Optional.empty() : devices.portion(device, at);
        if (before.isEmpty()) {
            devices.holdsOnly(device, 0);
            return new Stand(null, 0, Map.of());
        }
        Portion one = before.get();
        if (one.last()) {
            devices.holdsOnly(device, one.id());
            return new Stand(null, one.id(), devices.held(device, one.id()));
        }
        return new Stand(one, one.base(), one.base() == 0 ? Map.of() : devices.held(device, one.base()));
    }

    private Filling filled(long[] all, Stand stand, int most) {
        var filling = new Filling(stand.from());
        while (filling.changed.size() < most && filling.states.size() < MOST_LOOKED_AT) {
            long[] some = Panel.page(all, filling.until, stand.base() == 0 ? most : AT_ONCE);
            if (some.length == 0) {
                break;
            }
            for (JsonNode one : residents.of(Arrays.stream(some).boxed().toList())) {
                long id = one.path("id").asLong();
                long state = state(one);
                filling.states.put(id, state);
                filling.until = id;
                if (!Long.valueOf(state).equals(stand.held().get(id))) {
                    filling.changed.add(one);
                }
                if (filling.changed.size() == most) {
                    return filling;
                }
            }
            filling.until = some[some.length - 1];
        }
        return filling;
    }

    /** How many of all are dealt with up to a resident. */
    private static int place(long[] all, long until) {
        int at = Arrays.binarySearch(all, until);
        return at < 0 ? -at - 1 : at + 1;
    }

    /** The beginning of a digest of what is handed out of a resident: two that differ have the same once in 2^64 pairs. */
    private static long state(JsonNode resident) {
        try {
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(Json.bytes(resident)))
                    .getLong();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
