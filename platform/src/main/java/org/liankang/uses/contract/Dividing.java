package org.liankang.uses.contract;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Divides a sum without losing or making a fen. A pure function. */
final class Dividing {

    /** Points of a whole contract; shares of one are counted in these. */
    static final long WHOLE = 1_000_000;

    /** A contract of the year, as far as money goes. */
    record Earner(
            String agreement,
            String team,
            boolean priority,
            boolean valid,
            boolean fulfilled,
            int promised,
            int kept,
            int answers,
            int satisfied) {

        long points(ContractPolicy.Measure measure) {
            return switch (measure) {
                case CONTRACTS -> WHOLE;
                case PRIORITY -> priority ? WHOLE : 0;
                case VALID -> valid ? WHOLE : 0;
                case FULFILLED -> fulfilled ? WHOLE : 0;
                case KEPT -> promised == 0 ? 0 : kept * WHOLE / promised;
                case SATISFIED -> answers == 0 ? 0 : satisfied * WHOLE / answers;
            };
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
            long[] points = earners.stream()
                    .mapToLong(earner -> earner.points(part.measure()))
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
                            part.code(), earner.team(), earner.agreement(), points[i], sum, fen[i]));
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
