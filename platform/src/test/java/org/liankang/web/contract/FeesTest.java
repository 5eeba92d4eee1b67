package org.liankang.web.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.liankang.base.finding.Finding;
import org.liankang.identity.place.Institution;
import org.liankang.identity.place.Institutions;
import org.liankang.record.feed.Followers;
import org.liankang.uses.contract.Settlement;
import org.liankang.uses.contract.Settlements;
import org.liankang.uses.contract.Settlements.Outcome;
import org.liankang.web.RunningPlatform;
import org.liankang.web.SmallDistrict;

/** Money is divided over the contracts that the whole platform has in its book. */
class FeesTest {

    private static RunningPlatform platform;
    private static Settlements settlements;

    @BeforeAll
    static void start() {
        platform = RunningPlatform.shared();
        settlements = platform.bean(Settlements.class);
    }

    private static Institution centre(String code) {
        return platform.bean(Institutions.class).byCode(code).orElseThrow();
    }

    private static Outcome divide(String code, String yuan, String share, String evidence) {
        return settlements.divide(
                "planner",
                new Settlements.Statement(
                        centre(code),
                        SmallDistrict.TODAY.getYear(),
                        new BigDecimal(yuan),
                        new BigDecimal(share),
                        evidence));
    }

    private static long divided(String yuan, String share) {
        Outcome outcome = divide(SmallDistrict.CENTRE, yuan, share, "文号 2026-1");
        assertThat(outcome).isInstanceOf(Outcome.Divided.class);
        return ((Outcome.Divided) outcome).number();
    }

    @Test
    void every_fen_stands_in_one_line_that_names_its_contract_and_rule() {
        long number = divided("12345.67", "75.5");
        List<Settlement.Line> lines = settlements.lines(number, Optional.empty());

        assertThat(lines.stream().mapToLong(Settlement.Line::fen).sum()).isEqualTo(1_234_567);
        assertThat(lines)
                .filteredOn(line -> line.part().equals("number"))
                .extracting(Settlement.Line::contract)
                .contains("Contract/zhang-contract");
        Map<String, Long> sums = settlements.sums(number).stream()
                .collect(Collectors.groupingBy(Settlement.Sum::part, Collectors.summingLong(Settlement.Sum::fen)));
        // 75.5 % of the fund, 932,098.085 fen, rounds down; four equal parts.
        assertThat(sums)
                .containsEntry("centre", 302_469L)
                .containsEntry("number", 233_025L)
                .containsEntry("validity", 233_025L)
                .containsEntry("fulfilment", 233_024L)
                .containsEntry("outcome", 233_024L);
        assertThat(settlements.lines(number, Optional.of("team")))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line.team()).isEqualTo("team"));
    }

    @Test
    void a_later_statement_stands_beside_the_first_and_a_replay_touches_neither() throws Exception {
        long first = divided("1000", "70");
        List<Settlement.Line> before = settlements.lines(first, Optional.empty());
        long second = divided("2000", "80");

        platform.bean(Followers.class).replay("contract");
        platform.caughtUp();

        assertThat(settlements.lines(first, Optional.empty())).isEqualTo(before);
        assertThat(settlements.of(centre(SmallDistrict.CENTRE)))
                .extracting(Settlement::number)
                .containsSubsequence(second, first);
        assertThat(settlements.find(first).orElseThrow())
                .satisfies(one -> assertThat(one.statedBy()).isEqualTo("planner"))
                .satisfies(one -> assertThat(one.fund()).isEqualTo(100_000));
    }

    @Test
    void what_cannot_be_divided_is_refused_with_its_reasons() {
        assertThat(codes(divide(SmallDistrict.HOSPITAL, "0.001", "69.99", " ")))
                .containsExactly("fee-centre-unknown", "fee-fund-invalid", "fee-share-outside", "fee-evidence-missing");
        assertThat(codes(settlements.divide(
                        "planner",
                        new Settlements.Statement(
                                centre(SmallDistrict.CENTRE), SmallDistrict.TODAY.getYear() + 1, null, null, "x"))))
                .containsExactly("fee-year-invalid", "fee-fund-invalid", "fee-share-outside");
    }

    @Test
    void a_centre_without_contracts_keeps_its_money_undivided() {
        Outcome outcome = divide(SmallDistrict.OTHER_CENTRE, "100", "80", "x");
        long number = ((Outcome.Divided) outcome).number();
        assertThat(settlements.sums(number)).extracting(Settlement.Sum::team).containsOnly("");
        assertThat(settlements.sums(number).stream()
                        .mapToLong(Settlement.Sum::fen)
                        .sum())
                .isEqualTo(10_000);
    }

    private static List<String> codes(Outcome outcome) {
        return outcome instanceof Outcome.Refused(var findings)
                ? findings.stream().map(Finding::code).toList()
                : List.of(outcome.toString());
    }
}
