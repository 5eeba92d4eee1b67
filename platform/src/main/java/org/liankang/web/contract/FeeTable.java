package org.liankang.web.contract;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.liankang.uses.contract.Settlement;

/**
 * What was divided, as a table: a row for each team, a column for each part.
 *
 * @param parts codes of the columns, in the rules' order
 * @param rows the teams; a part nobody earned stands in the row without a team
 * @param centre what stays with the centre, in fen
 */
public record FeeTable(List<String> parts, List<Row> rows, long centre) {

    /** @param fen by part */
    public record Row(String team, String name, Map<String, Long> fen) {

        public long sum() {
            return fen.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    /** What stands in the form, as typed. */
    public record Stated(String year, String fund, String share, String evidence) {}

    public static String yuan(long fen) {
        return BigDecimal.valueOf(fen, 2).toPlainString();
    }

    /**
     * @param order of the parts by the rules; a part they no longer know stands last
     * @param names of teams by id
     */
    static FeeTable of(List<Settlement.Sum> sums, List<String> order, Map<String, String> names) {
        List<String> parts = new ArrayList<>();
        Map<String, Map<String, Long>> byTeam = new LinkedHashMap<>();
        long centre = 0;
        for (Settlement.Sum sum : sums) {
            if (sum.part().equals(Settlement.CENTRE)) {
                centre += sum.fen();
            } else {
                if (!parts.contains(sum.part())) {
                    parts.add(sum.part());
                }
                byTeam.computeIfAbsent(sum.team(), team -> new LinkedHashMap<>())
                        .put(sum.part(), sum.fen());
            }
        }
        parts.sort(Comparator.comparingInt(part -> order.contains(part) ? order.indexOf(part) : order.size()));
        return new FeeTable(
                List.copyOf(parts),
                byTeam.entrySet().stream()
                        .sorted(Comparator.comparing(one -> one.getKey().isEmpty()))
                        .map(one -> new Row(one.getKey(), names.getOrDefault(one.getKey(), ""), one.getValue()))
                        .toList(),
                centre);
    }
}
