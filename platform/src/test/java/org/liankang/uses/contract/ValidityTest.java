package org.liankang.uses.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.liankang.base.policy.Policies;
import org.liankang.base.policy.PolicyConfig;
import org.liankang.base.policy.PolicyError;

/** The rules of a valid contract and a valid fulfilment, one by one. */
class ValidityTest {

    private static final Path REGIONS =
            Files.isDirectory(Path.of("regions")) ? Path.of("regions") : Path.of("..", "regions");
    private static final Policies POLICIES = new Policies(new PolicyConfig(REGIONS, "haishu"));
    private static final Packages PACKAGES = Packages.read(POLICIES);
    private static final String HEAD = """
            signing: {ends: {value: year-end}, longest-years: {value: 3, confidence: L}, ahead-days: {value: 60, confidence: L}}
            terms: {version: "1", text: [], text-en: []}
            ways: []
            endings: []
            roles: []
            satisfaction: {form: f, question: q, satisfied: [good]}
            split: {least-share: 70, most-share: 80, clause: c, parts: [{part: n, name: n, name-en: n, measure: contracts, weight: 1, clause: c}]}
            """;

    private static ContractPolicy policy(String valid, String fulfilled) {
        return Policies.yaml(
                "contracts.yaml",
                HEAD + "valid: [" + valid + "]\nfulfilled: [" + fulfilled + "]\n",
                ContractPolicy.class);
    }

    private static String rule(String check) {
        return "{check: " + check + ", name: n, name-en: n, clause: c, confidence: L}";
    }

    private boolean reachable = true;
    private Set<String> teams = Set.of("t1");
    private final List<Contract> contracts = new ArrayList<>();
    private final List<Counting.Service> services = new ArrayList<>();
    private final List<Counting.Answer> answers = new ArrayList<>();

    private void contract(String id, String starts, String ends, String signed, String consent, String... codes) {
        contracts.add(new Contract(
                "Contract/" + id,
                7,
                "Organization/c1",
                "t1",
                LocalDate.parse(starts),
                LocalDate.parse(ends),
                LocalDate.parse(signed),
                List.of(codes),
                1,
                1,
                consent,
                "",
                ""));
    }

    private void followUp(String day, boolean attended) {
        services.add(new Counting.Service(
                "Encounter/" + day, "hypertension-followup", LocalDate.parse(day), "Organization/c1", true, attended));
    }

    private Counting.Year year(ContractPolicy policy, String contract) {
        var facts = new Counting.Facts(
                7,
                LocalDate.of(1970, 5, 1),
                null,
                contracts,
                List.of(new Counting.Diagnosis("I10", LocalDate.of(2020, 1, 1), null)),
                services,
                reachable,
                teams,
                answers);
        return Counting.count(PACKAGES, policy, facts).years().stream()
                .filter(one -> one.year() == 2025 && one.agreement().equals("Contract/" + contract))
                .findFirst()
                .orElseThrow();
    }

    private Counting.Year usual(String valid, String fulfilled) {
        return year(policy(valid, fulfilled), "k");
    }

    private void usual() {
        contract("k", "2025-01-01", "2025-12-31", "2025-01-01", "", "hypertension");
    }

    @Test
    void of_two_contracts_in_a_year_the_one_signed_last_is_valid() {
        contract("k", "2025-01-01", "2025-06-30", "2025-01-01", "", "hypertension");
        contract("l", "2025-07-01", "2025-12-31", "2025-07-01", "", "hypertension");
        var policy = policy(rule("one-in-year"), "");
        assertThat(year(policy, "k").invalid()).containsExactly("one-in-year");
        assertThat(year(policy, "l").invalid()).isEmpty();
    }

    @Test
    void a_package_nobody_offers_makes_no_contract() {
        contract("k", "2025-01-01", "2025-12-31", "2025-01-01", "", "gold");
        assertThat(usual(rule("package-known"), "").invalid()).containsExactly("package-known");
    }

    @Test
    void the_team_the_phone_and_the_consent_are_asked_for_where_the_region_asks() {
        usual();
        teams = Set.of();
        reachable = false;
        assertThat(usual("", "").invalid()).isEmpty();
        assertThat(usual(rule("team-active") + ", " + rule("reachable") + ", " + rule("consent"), "")
                        .invalid())
                .containsExactly("consent", "reachable", "team-active");
        contracts.clear();
        contract("k", "2025-01-01", "2025-12-31", "2025-01-01", "Consent/x", "hypertension");
        assertThat(usual(rule("consent"), "").invalid()).isEmpty();
    }

    @Test
    void a_share_of_the_required_services_may_be_enough() {
        usual();
        followUp("2025-01-10", true);
        followUp("2025-04-10", true);
        followUp("2025-07-10", true);
        assertThat(usual("", "{check: required-items, share: 1, name: n, name-en: n, clause: c, confidence: L}")
                        .unfulfilled())
                .containsExactly("required-items");
        assertThat(usual("", "{check: required-items, share: 0.75, name: n, name-en: n, clause: c, confidence: L}")
                        .unfulfilled())
                .isEmpty();
        assertThat(usual("", "{check: required-items, share: 0.76, name: n, name-en: n, clause: c, confidence: L}")
                        .unfulfilled())
                .containsExactly("required-items");
    }

    @Test
    void four_follow_ups_in_a_week_are_no_year_of_care_where_the_region_says_so() {
        usual();
        followUp("2025-12-01", true);
        followUp("2025-12-15", true);
        followUp("2025-12-28", true);
        followUp("2025-12-29", true);
        String spaced = "{check: spaced, days: 14, name: n, name-en: n, clause: c, confidence: L}";
        assertThat(usual("", spaced).unfulfilled()).containsExactly("spaced");
        services.removeFirst();
        followUp("2025-11-16", true);
        followUp("2025-11-01", true);
        assertThat(usual("", spaced).unfulfilled()).isEmpty();
    }

    @Test
    void who_made_the_visits_and_what_the_resident_says_can_count() {
        usual();
        followUp("2025-01-10", false);
        answers.add(new Counting.Answer(LocalDate.of(2025, 2, 1), "bad"));
        var year = usual("", rule("attended") + ", " + rule("not-dissatisfied"));
        assertThat(year.unfulfilled()).containsExactly("attended", "not-dissatisfied");
        assertThat(year.answers()).isEqualTo(1);
        assertThat(year.satisfied()).isZero();
    }

    @Test
    void an_invalid_contract_has_no_valid_fulfilment() {
        usual();
        reachable = false;
        assertThat(usual(rule("reachable"), rule("valid")).unfulfilled()).containsExactly("valid");
    }

    @Test
    void a_check_in_the_wrong_place_stops_the_start() {
        assertThatThrownBy(() -> policy(rule("valid"), "")).isInstanceOf(PolicyError.class);
        assertThatThrownBy(() -> policy("", rule("reachable"))).isInstanceOf(PolicyError.class);
        assertThatThrownBy(() -> policy("", rule("spaced"))).isInstanceOf(PolicyError.class);
        assertThatThrownBy(() -> policy(rule("consent") + ", " + rule("consent"), ""))
                .isInstanceOf(PolicyError.class);
    }

    @Test
    void ten_group_packages_and_one_personalised_one_are_data_of_a_region() {
        Policies here = new Policies(
                new PolicyConfig(Path.of("src/test/resources/org/liankang/uses/contract/regions"), "ten-and-one"));
        Packages packages = Packages.read(here);

        assertThat(packages.packages())
                .filteredOn(one -> one.kind() == Offer.Kind.BASIC)
                .hasSize(10);
        assertThat(packages.packages())
                .filteredOn(one -> one.kind() == Offer.Kind.PERSONALISED)
                .hasSize(1);
        assertThat(packages.combining().personalisedAtMost()).isEqualTo(1);
        assertThat(packages.packages()).extracting(Offer::fee).containsOnlyNulls();
        assertThat(packages.packages())
                .allSatisfy(one -> assertThat(one.funding())
                        .hasSize(3)
                        .extracting(Offer.Funding::yuan)
                        .containsOnlyNulls());
    }

    @Test
    void the_parts_of_a_fee_make_the_fee() {
        String offer = "{package: p, name: n, from: 2025-01-01, items: [], fee: %s, funding: ["
                + "{source: insurance, yuan: 70.5, confidence: L}, {source: resident, yuan: %s, confidence: L}]}";
        assertThat(Policies.yaml("p", offer.formatted("null", "49.5"), Offer.class)
                        .fee())
                .isEqualByComparingTo("120");
        assertThat(Policies.yaml("p", offer.formatted("120", "null"), Offer.class)
                        .fee())
                .isEqualByComparingTo("120");
        assertThatThrownBy(() -> Policies.yaml("p", offer.formatted("121", "49.5"), Offer.class))
                .isInstanceOf(PolicyError.class)
                .hasMessageContaining("its parts make 120.0");
    }
}
