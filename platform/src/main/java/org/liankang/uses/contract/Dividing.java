package org.liankang.uses.contract;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Divides a sum without losing or making a fen. A pure function. */
final class Dividing {

    /** Points of a whole contract; shares of one are counted in these. */
    static final long WHOLE = 1_000_000;

    /**
     * How an illness of the resident stood at the end of the year.
     *
     * @param visit reference of its last visit
     */
    record Stand(ContractPolicy.Illness illness, String classification, String visit) {

        boolean controlled() {
            return illness.classes().contains(classification);
        }
    }

    /** A contract of the year, as far as money goes. @param stands of the illnesses some part asks for */
    record Earner(
            String agreement,
            String team,
            boolean priority,
            boolean valid,
            boolean fulfilled,
            int promised,
            int kept,
            int answers,
            int satisfied,
            List<Stand> stands) {

        /** @param ill how many illnesses a part asks for the residents of the team have, by team */
        long points(ContractPolicy.Part part, Map<String, Long> ill) {
            return switch (part.measure()) {
                case CONTRACTS -> WHOLE;
                case PRIORITY -> priority ? WHOLE : 0;
                case VALID -> valid ? WHOLE : 0;
                case FULFILLED -> fulfilled ? WHOLE : 0;
                case KEPT -> promised == 0 ? 0 : kept * WHOLE / promised;
                case SATISFIED -> answers == 0 ? 0 : satisfied * WHOLE / answers;
                case CONTROLLED ->
                    controlled(part).size() * WHOLE / Math.max(1, stands(part).size());
                case CONTROL_RATE -> controlled(part).size() * WHOLE / Math.max(1, ill.getOrDefault(team, 0L));
            };
        }

        List<Stand> stands(ContractPolicy.Part part) {
            return stands.stream()
                    .filter(one -> part.of().contains(one.illness()))
                    .toList();
        }

        List<Stand> controlled(ContractPolicy.Part part) {
            return stands(part).stream().filter(Stand::controlled).toList();
        }
    }

    private Dividing() {}

    /**
     * The whole fund, line by line: what stays with the centre, and each part contract by contract. A part nobody earned
     * anything of stays undivided, in one line without team and contract.
     *
     * @param fund in fen
     * @param share for the teams, in hundredths of a percent
     */
    static List<Settlement.Line> divide(long fund, long share, ContractPolicy.Split rules, List<Earner> earners) {
        List<Settlement.Line> lines = new ArrayList<>();
        long[] whole = divide(fund, new long[] {10_000 - share, share});
        lines.add(new Settlement.Line(Settlement.CENTRE, "", "", 10_000 - share, 10_000, whole[0]));
        long[] parts = divide(
                whole[1],
                rules.parts().stream().mapToLong(ContractPolicy.Part::weight).toArray());
        for (int at = 0; at < parts.length; at++) {
            ContractPolicy.Part part = rules.parts().get(at);
            Map<String, Long> ill = earners.stream()
                    .collect(Collectors.groupingBy(
                            Earner::team,
                            Collectors.summingLong(earner -> earner.stands(part).size())));
            long[] points = earners.stream()
                    .mapToLong(earner -> earner.points(part, ill))
                    .toArray();
            long sum =
                    IntStream.range(0, points.length).mapToLong(i -> points[i]).sum();
            if (sum == 0) {
                lines.add(new Settlement.Line(part.code(), "", "", 0, 0, parts[at]));
                continue;
            }
            long[] fen = divide(parts[at], points);
            for (int i = 0; i < points.length; i++) {
                if (points[i] > 0) {
                    Earner earner = earners.get(i);
                    lines.add(new Settlement.Line(
                            part.code(),
                            earner.team(),
                            earner.agreement(),
                            points[i],
                            sum,
                            fen[i],
                            earner.controlled(part).stream().map(Stand::visit).toList()));
                }
            }
        }
        return lines;
    }

    /**
     * By weight, with the largest remainders rounded up; of equal remainders the first. Weights that are all 0 divide
     * nothing.
     */
    static long[] divide(long sum, long[] weights) {
        long[] parts = new long[weights.length];
        BigInteger all = BigInteger.ZERO;
        for (long weight : weights) {
            all = all.add(BigInteger.valueOf(weight));
        }
        if (all.signum() == 0) {
            return parts;
        }
        BigInteger[] rests = new BigInteger[weights.length];
        long left = sum;
        for (int i = 0; i < weights.length; i++) {
            BigInteger[] quotient = BigInteger.valueOf(sum)
                    .multiply(BigInteger.valueOf(weights[i]))
                    .divideAndRemainder(all);
            parts[i] = quotient[0].longValueExact();
            rests[i] = quotient[1];
            left -= parts[i];
        }
        List<Integer> byRest = new ArrayList<>(IntStream.range(0, weights.length)
                .boxed()
                .sorted(Comparator.comparing((Integer i) -> rests[i]).reversed())
                .toList());
        for (int i = 0; i < left; i++) {
            parts[byRest.get(i)]++;
        }
        return parts;
    }
}
