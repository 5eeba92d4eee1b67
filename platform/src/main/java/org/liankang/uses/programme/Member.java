package org.liankang.uses.programme;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A resident of a centre's panel: someone in at least one programme.
 *
 * @param facts what the rules of risk asked, by name; what is unknown is missing
 * @param seen the last visit of each service, by the service
 * @param risk sum of the points of the rules that hold
 * @param reasons the rules that hold, the heaviest first
 */
public record Member(
        long resident,
        Set<String> programmes,
        Map<String, Double> facts,
        Map<String, Seen> seen,
        int risk,
        List<Reason> reasons) {

    /** @param classification how the rules of its day judge it, or empty */
    public record Seen(String programme, LocalDate day, boolean complete, String classification, String reference) {}

    public record Reason(String rule, String name, String nameEnglish, int points, String clause, String confidence) {}

    public int count(String fact) {
        return facts.getOrDefault(fact, 0.0).intValue();
    }

    /** The newest visit of a programme. */
    public Optional<Seen> last(String programme) {
        return seen.values().stream()
                .filter(one -> one.programme().equals(programme))
                .max(java.util.Comparator.comparing(Seen::day));
    }
}
