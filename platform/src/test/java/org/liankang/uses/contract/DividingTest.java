package org.liankang.uses.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class DividingTest {

    private static ContractPolicy.Part part(String code, ContractPolicy.Measure measure, int weight) {
        return new ContractPolicy.Part(code, code, code, measure, weight, "clause", "L", null);
    }

    private static Dividing.Earner earner(int at, boolean valid, boolean fulfilled, int kept) {
        return new Dividing.Earner("Contract/" + at, "t" + at % 3, false, valid, fulfilled, 4, kept, 0, 0);
    }

    @Test
    void the_largest_remainders_get_the_fen_that_are_left_and_of_equal_ones_the_first() {
        assertThat(Dividing.divide(100, new long[] {1, 1, 1})).containsExactly(34, 33, 33);
        assertThat(Dividing.divide(10, new long[] {6, 6, 7})).containsExactly(3, 3, 4);
        assertThat(Dividing.divide(7, new long[] {0, 1, 0})).containsExactly(0, 7, 0);
        assertThat(Dividing.divide(7, new long[] {0, 0})).containsExactly(0, 0);
        assertThat(Dividing.divide(1_000_000_000_000L, new long[] {1, 2_000_000_000_000L}))
                .containsExactly(0, 1_000_000_000_000L);
    }

    @Property(tries = 300)
    void no_fen_is_lost_or_made_and_nobody_gets_a_fen_more_than_due(
            @ForAll @LongRange(min = 0, max = 1_000_000_000_000L) long sum,
            @ForAll @Size(min = 1, max = 40) List<@LongRange(min = 0, max = 3_000_000) Long> weights) {
        long all = weights.stream().mapToLong(Long::longValue).sum();
        long[] parts =
                Dividing.divide(sum, weights.stream().mapToLong(Long::longValue).toArray());
        if (all == 0) {
            assertThat(parts).containsOnly(0);
            return;
        }
        assertThat(Arrays.stream(parts).sum()).isEqualTo(sum);
        for (int i = 0; i < parts.length; i++) {
            assertThat(Math.abs(parts[i] - (double) sum * weights.get(i) / all)).isLessThan(1.0 + sum * 1e-12);
        }
    }

    @Test
    void the_lines_make_the_whole_fund_and_each_says_of_which_contract_and_rule() {
        var split = new ContractPolicy.Split(
                70,
                80,
                "clause",
                "M",
                List.of(
                        part("number", ContractPolicy.Measure.CONTRACTS, 1),
                        part("validity", ContractPolicy.Measure.VALID, 1),
                        part("fulfilment", ContractPolicy.Measure.FULFILLED, 2),
                        part("kept", ContractPolicy.Measure.KEPT, 1),
                        part("outcome", ContractPolicy.Measure.SATISFIED, 1)));
        List<Dividing.Earner> earners = new ArrayList<>();
        for (int at = 0; at < 7; at++) {
            earners.add(earner(at, at != 3, at < 2, at % 5));
        }
        List<Settlement.Line> lines = Dividing.divide(1_000_001, 7550, split, earners);

        assertThat(lines.stream().mapToLong(Settlement.Line::fen).sum()).isEqualTo(1_000_001);
        assertThat(lines.getFirst()).isEqualTo(new Settlement.Line("centre", "", "", 2450, 10_000, 245_000));
        assertThat(lines).filteredOn(line -> line.part().equals("number")).hasSize(7);
        assertThat(lines)
                .filteredOn(line -> line.part().equals("validity"))
                .extracting(Settlement.Line::contract)
                .hasSize(6)
                .doesNotContain("Contract/3");
        assertThat(lines)
                .filteredOn(line -> line.part().equals("fulfilment"))
                .extracting(Settlement.Line::team, Settlement.Line::ofPoints)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("t0", 2 * Dividing.WHOLE),
                        org.assertj.core.groups.Tuple.tuple("t1", 2 * Dividing.WHOLE));
        assertThat(lines)
                .filteredOn(line -> line.part().equals("outcome"))
                .as("nobody was asked: it stays undivided")
                .singleElement()
                .satisfies(line -> assertThat(line.team() + line.contract()).isEmpty());
        assertThat(Dividing.divide(1_000_001, 7550, split, earners)).isEqualTo(lines);
    }
}
