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
        return part(code, measure, weight, List.of());
    }

    private static ContractPolicy.Part part(
            String code, ContractPolicy.Measure measure, int weight, List<ContractPolicy.Illness> of) {
        return new ContractPolicy.Part(code, code, code, measure, of, weight, "clause", "L", null);
    }

    private static Dividing.Earner earner(int at, boolean valid, boolean fulfilled, int kept) {
        return new Dividing.Earner("Contract/" + at, "t" + at % 3, false, valid, fulfilled, 4, kept, 0, 0, List.of());
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

    private static final ContractPolicy.Illness PRESSURE =
            new ContractPolicy.Illness("hypertension", "hypertension-followup", List.of("controlled"));
    private static final ContractPolicy.Illness SUGAR =
            new ContractPolicy.Illness("type-2-diabetes", "diabetes-followup", List.of("controlled"));

    private static Dividing.Earner ill(String contract, String team, Dividing.Stand... stands) {
        return new Dividing.Earner(contract, team, false, true, true, 1, 1, 0, 0, List.of(stands));
    }

    private static Dividing.Stand stand(ContractPolicy.Illness illness, String classification, String visit) {
        return new Dividing.Stand(illness, classification, visit);
    }

    private static List<Settlement.Line> control(
            ContractPolicy.Measure measure, List<ContractPolicy.Illness> of, List<Dividing.Earner> earners) {
        var split = new ContractPolicy.Split(70, 80, "clause", "M", List.of(part("control", measure, 1, of)));
        List<Settlement.Line> lines = Dividing.divide(100_000, 8000, split, earners);
        assertThat(lines.stream().mapToLong(Settlement.Line::fen).sum()).isEqualTo(100_000);
        return lines.subList(1, lines.size());
    }

    private static final List<Dividing.Earner> ILL = List.of(
            ill("Contract/1", "a", stand(PRESSURE, "controlled", "Encounter/1")),
            ill("Contract/2", "a", stand(PRESSURE, "uncontrolled", "Encounter/2")),
            ill(
                    "Contract/3",
                    "b",
                    stand(PRESSURE, "controlled", "Encounter/3"),
                    stand(SUGAR, "controlled", "Encounter/4")),
            ill("Contract/4", "b", stand(SUGAR, "", "")),
            ill("Contract/5", "b"));

    @Test
    void control_pays_each_contract_by_the_share_of_its_illnesses_that_are_controlled_and_names_the_visits() {
        assertThat(control(ContractPolicy.Measure.CONTROLLED, List.of(PRESSURE, SUGAR), ILL))
                .containsExactly(
                        new Settlement.Line(
                                "control", "a", "Contract/1", 1_000_000, 2_000_000, 40_000, List.of("Encounter/1")),
                        new Settlement.Line(
                                "control",
                                "b",
                                "Contract/3",
                                1_000_000,
                                2_000_000,
                                40_000,
                                List.of("Encounter/3", "Encounter/4")));
        List<Dividing.Earner> half =
                List.of(ill("Contract/1", "a", stand(PRESSURE, "controlled", "Encounter/1"), stand(SUGAR, "", "")));
        assertThat(control(ContractPolicy.Measure.CONTROLLED, List.of(PRESSURE, SUGAR), half))
                .extracting(Settlement.Line::points)
                .containsExactly(500_000L);
    }

    @Test
    void the_rate_of_control_counts_the_same_for_a_small_team_and_a_large_one() {
        // a: one of two illnesses is controlled; b: two of three
        assertThat(control(ContractPolicy.Measure.CONTROL_RATE, List.of(PRESSURE, SUGAR), ILL))
                .extracting(Settlement.Line::contract, Settlement.Line::points)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("Contract/1", 500_000L),
                        org.assertj.core.groups.Tuple.tuple("Contract/3", 666_666L));
        assertThat(control(ContractPolicy.Measure.CONTROL_RATE, List.of(PRESSURE), ILL))
                .as("of blood pressure alone: one of two, and one of one")
                .extracting(Settlement.Line::fen)
                .containsExactly(26_667L, 53_333L);
        assertThat(control(ContractPolicy.Measure.CONTROL_RATE, List.of(SUGAR), ILL.subList(3, 5)))
                .as("nobody was visited: it stays undivided")
                .containsExactly(new Settlement.Line("control", "", "", 0, 0, 80_000));
    }

    @Test
    void a_part_of_control_says_of_which_illnesses_and_no_other_part_does() {
        org.assertj.core.api.Assertions.assertThatIllegalArgumentException()
                .isThrownBy(() -> part("control", ContractPolicy.Measure.CONTROL_RATE, 1));
        org.assertj.core.api.Assertions.assertThatIllegalArgumentException()
                .isThrownBy(() -> part("valid", ContractPolicy.Measure.VALID, 1, List.of(SUGAR)));
    }
}
