package org.liankang.uses.programme;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.liankang.uses.programme.Evaluation.Due;

/** Counts what two sets of rules say differently of the same charts. */
final class Comparison {

    private static final int APPEAR = 0;
    private static final int VANISH = 1;
    private static final int MOVE = 2;
    private static final int STAY = 3;
    private static final int JUDGED = 4;

    /** Counts by programme and service, in the order of {@link Preview.Difference}. */
    private final Map<String, Map<String, long[]>> counts = new TreeMap<>();

    void add(Evaluation present, Evaluation proposed) {
        Map<Long, Due> now = open(present);
        Map<Long, Due> then = open(proposed);
        now.forEach((id, due) -> {
            Due other = then.get(id);
            count(due.programme(), due.service(), other == null ? VANISH : sameDays(due, other) ? STAY : MOVE);
        });
        then.forEach((id, due) -> {
            if (!now.containsKey(id)) {
                count(due.programme(), due.service(), APPEAR);
            }
        });
        visits(present, proposed);
    }

    List<Preview.Difference> differences() {
        return counts.entrySet().stream()
                .flatMap(programme -> programme.getValue().entrySet().stream().map(service -> {
                    long[] n = service.getValue();
                    return new Preview.Difference(
                            programme.getKey(), service.getKey(), n[APPEAR], n[VANISH], n[MOVE], n[STAY], n[JUDGED]);
                }))
                .filter(Preview.Difference::any)
                .toList();
    }

    /** A visit as one set of rules judges it, without the version of the rules. */
    private record Judged(String programme, String service, String visit, boolean complete, String classification) {

        static Set<Judged> all(Evaluation evaluation) {
            return evaluation.visits().stream()
                    .map(v -> new Judged(
                            v.programme(), v.service(), v.visit().reference(), v.complete(), v.classification()))
                    .collect(Collectors.toSet());
        }
    }

    private void visits(Evaluation present, Evaluation proposed) {
        Set<Judged> now = Judged.all(present);
        Set<Judged> then = Judged.all(proposed);
        Set<List<String>> different = new HashSet<>();
        now.stream().filter(one -> !then.contains(one)).map(Comparison::key).forEach(different::add);
        then.stream().filter(one -> !now.contains(one)).map(Comparison::key).forEach(different::add);
        different.forEach(one -> count(one.getFirst(), one.get(1), JUDGED));
    }

    private static List<String> key(Judged one) {
        return List.of(one.programme(), one.service(), one.visit());
    }

    private void count(String programme, String service, int what) {
        counts.computeIfAbsent(programme, p -> new TreeMap<>())
                .computeIfAbsent(service, s -> new long[JUDGED + 1])[what]++;
    }

    private static boolean sameDays(Due one, Due other) {
        return one.due().equals(other.due())
                && one.from().equals(other.from())
                && one.until().equals(other.until());
    }

    private static Map<Long, Due> open(Evaluation evaluation) {
        return evaluation.tasks().stream()
                .filter(due -> due.state() == Task.State.OPEN)
                .collect(Collectors.toMap(Due::id, Function.identity()));
    }
}
