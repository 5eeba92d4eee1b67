package org.liankang.uses.round;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The best order of a day's few villages, found exactly (Held and Karp), and remembered: a month asks for the same few
 * villages together over and over.
 */
final class Routes {

    private static final int MOST_KEPT = 200_000;

    private final RoundPolicy policy;
    private final Map<String, Route> known = new ConcurrentHashMap<>();

    Routes(RoundPolicy policy) {
        this.policy = policy;
    }

    /** Of not more villages than the rules let a tour have; in the order of their indexes for equal length. */
    Route of(Vehicle vehicle, List<Wanted> villages) {
        if (villages.isEmpty()) {
            return Route.NONE;
        }
        if (known.size() > MOST_KEPT) {
            known.clear();
        }
        return known.computeIfAbsent(key(vehicle, villages), none -> found(vehicle, villages));
    }

    /** How long it takes from the base and back, whatever the order. */
    int minutes(Vehicle vehicle, List<Wanted> villages) {
        List<Wanted> sorted = new ArrayList<>(villages);
        sorted.sort(java.util.Comparator.comparingInt(Wanted::index));
        return of(vehicle, sorted).end();
    }

    private static String key(Vehicle vehicle, List<Wanted> villages) {
        var key = new StringBuilder(vehicle.code());
        villages.forEach(one -> key.append((char) (one.index() + 1)));
        return key.toString();
    }

    private Route found(Vehicle vehicle, List<Wanted> villages) {
        int count = villages.size();
        int[] out = new int[count];
        int[][] between = new int[count][count];
        for (int a = 0; a < count; a++) {
            Village from = villages.get(a).village();
            out[a] = policy.minutes(vehicle.code(), vehicle.place(), from.code(), from.place());
            for (int b = 0; b < count; b++) {
                Village to = villages.get(b).village();
                between[a][b] = a == b ? 0 : policy.minutes(from.code(), from.place(), to.code(), to.place());
            }
        }
        return route(villages, out, between, order(out, between));
    }

    /** best[set][last]: the shortest way from the base over all of a set that ends at last. */
    private static List<Integer> order(int[] out, int[][] between) {
        int count = out.length;
        int all = 1 << count;
        int[][] best = new int[all][count];
        int[][] before = new int[all][count];
        for (int[] row : best) {
            Arrays.fill(row, Integer.MAX_VALUE / 2);
        }
        for (int a = 0; a < count; a++) {
            best[1 << a][a] = out[a];
        }
        for (int set = 1; set < all; set++) {
            for (int last = 0; last < count; last++) {
                if ((set & 1 << last) != 0) {
                    for (int next = 0; next < count; next++) {
                        int wider = set | 1 << next;
                        int length = best[set][last] + between[last][next];
                        if (wider != set && length < best[wider][next]) {
                            best[wider][next] = length;
                            before[wider][next] = last;
                        }
                    }
                }
            }
        }
        int last = 0;
        for (int a = 1; a < count; a++) {
            if (best[all - 1][a] + out[a] < best[all - 1][last] + out[last]) {
                last = a;
            }
        }
        List<Integer> order = new ArrayList<>();
        for (int set = all - 1; set != 0; ) {
            order.add(last);
            int earlier = before[set][last];
            set &= ~(1 << last);
            last = earlier;
        }
        Collections.reverse(order);
        return order;
    }

    private static Route route(List<Wanted> villages, int[] out, int[][] between, List<Integer> order) {
        List<Route.Leg> legs = new ArrayList<>();
        int time = 0;
        int driving = 0;
        int here = -1;
        for (int at : order) {
            int drive = here < 0 ? out[at] : between[here][at];
            int arrive = time + drive;
            int leave = arrive + villages.get(at).minutes();
            legs.add(new Route.Leg(at, drive, arrive, leave));
            driving += drive;
            time = leave;
            here = at;
        }
        return new Route(List.copyOf(legs), driving + out[here], time + out[here]);
    }
}
