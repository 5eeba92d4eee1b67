package org.liankang.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.liankang.sender.Options;

/** Updates of one resource each: a PUT of an Observation whose value is another one every time. */
final class UpdateBench {

    private static final byte[] VALUE = "\"valueQuantity\":{\"value\":".getBytes(StandardCharsets.UTF_8);
    /** Seven digits: the length of a request never changes, and no run reaches the next power of ten. */
    private static final int FIRST = 1_000_000;

    private static final int DIGITS = 7;
    private static final int FOR_EACH = 200;

    private final Standing standing;
    private final int clients;
    private final AtomicInteger value = new AtomicInteger(FIRST);

    UpdateBench(Standing standing, int clients) {
        this.standing = standing;
        this.clients = clients;
    }

    /** A request whose value can be written over. */
    private record Update(byte[] request, int digits) {

        void write(int number) {
            int left = number;
            for (int i = DIGITS - 1; i >= 0; i--) {
                request[digits + i] = (byte) ('0' + left % 10);
                left /= 10;
            }
        }
    }

    /** @param mask under which the sample has been loaded */
    Results run(Sample sample, int mask, int rounds, int seconds) throws IOException, InterruptedException {
        List<List<Update>> updates = updates(sample, mask);
        var results = new Results("Update");
        results.remark("PUT of one Observation a request, each with another value; " + clients + " clients, " + rounds
                + " rounds of " + seconds + " s, " + standing.target().base());
        int[] turns = new int[clients];
        Timed.measure(results, standing, clients, rounds, seconds, "update", (wire, client, random) -> {
            List<Update> mine = updates.get(client);
            Update update = mine.get(turns[client]++ % mine.size());
            update.write(value.incrementAndGet());
            Clients.answered(wire, wire.send(update.request()), "an update");
        });
        return results;
    }

    /** Every client has resources of its own, so that no two change the same one at a time. */
    private List<List<Update>> updates(Sample sample, int mask) {
        List<List<Update>> updates = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
            updates.add(new ArrayList<>());
        }
        var requests = new Requests(standing.target());
        Set<UUID> ids = sample.ids();
        int next = 0;
        for (List<Sample.Resource> stage : sample.stages()) {
            for (Sample.Resource one : stage) {
                if (next < clients * FOR_EACH
                        && one.type().equals("Observation")
                        && Scan.find(one.body(), 0, one.body().length, VALUE) >= 0) {
                    updates.get(next++ % clients).add(update(one, ids, mask, requests));
                }
            }
        }
        if (next < clients) {
            throw new Options.Wrong("the sample needs at least " + clients + " Observations with a valueQuantity");
        }
        return updates;
    }

    private static Update update(Sample.Resource one, Set<UUID> ids, int mask, Requests requests) {
        byte[] body = one.body().clone();
        Uuids.change(body, Uuids.find(body, ids), mask);
        int start = Scan.find(body, 0, body.length, VALUE) + VALUE.length;
        int end = start;
        while ("+-.eE0123456789".indexOf(body[end]) >= 0) {
            end++;
        }
        byte[] changed = Arrays.copyOf(body, body.length - (end - start) + DIGITS);
        System.arraycopy(body, end, changed, start + DIGITS, body.length - end);
        Arrays.fill(changed, start, start + DIGITS, (byte) '1');
        byte[] request = requests.put("Observation/" + Uuids.changed(UUID.fromString(one.id()), mask), changed);
        return new Update(request, request.length - changed.length + start);
    }
}
