package org.liankang.uses.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liankang.TestDatabase;
import org.liankang.base.policy.Policies;
import org.liankang.base.policy.PolicyConfig;
import org.liankang.base.policy.PolicyError;
import org.liankang.record.store.Versions;
import org.liankang.uses.Replays;

class ContractsTest {

    private static final Path REGIONS =
            Files.isDirectory(Path.of("regions")) ? Path.of("regions") : Path.of("..", "regions");
    private static final Policies POLICIES = new Policies(new PolicyConfig(REGIONS, "haishu"));

    private final TestDatabase database = TestDatabase.fresh();
    private final Clock clock = Clock.fixed(Instant.parse("2025-06-01T01:00:00Z"), ZoneId.of("Asia/Shanghai"));
    private final Packages packages = Packages.read(POLICIES);
    private final ContractPolicy policy = ContractPolicy.read(POLICIES);
    private final ContractBook book = book();
    private final Contracts contracts = new Contracts(new ContractStore(database.jdbc()), packages, policy);
    private final Versions feed = new Versions();

    private ContractBook book() {
        return new ContractBook(
                database.jdbc(), database.transaction(), database.migrations(), POLICIES, packages, policy, clock);
    }

    private void organization(String id, String kind) {
        feed.put(0, """
                {'resourceType':'Organization','id':'%s','type':[{'coding':[
                 {'system':'urn:liankang:institution-kind','code':'%s'}]}]}""".formatted(id, kind));
    }

    private void team(String id) {
        feed.put(0, """
                {'resourceType':'CareTeam','id':'%s','name':'Team %s','status':'active',
                 'category':[{'coding':[{'system':'urn:liankang:team-kind','code':'family-doctor'}]}],
                 'managingOrganization':[{'reference':'Organization/c1'}],
                 'participant':[{'member':{'reference':'Practitioner/d'}}],
                 'extension':[{'url':'urn:liankang:division','valueCode':'330203001'},
                 {'url':'urn:liankang:division','valueCode':'330203003'}]}""".formatted(id, id));
    }

    private void contract(long resident, String id, String starts, String ends, String team, String... codes) {
        String terms = String.join(
                ",",
                List.of(codes).stream()
                        .map(code -> "{'type':{'coding':[{'system':'urn:liankang:package','code':'" + code + "'}]}}")
                        .toList());
        feed.put(resident, """
                {'resourceType':'Contract','id':'%s','status':'executed','applies':{'start':'%s','end':'%s'},
                 'issued':'%s','authority':[{'reference':'Organization/c1'}],
                 'supportingInfo':[{'reference':'CareTeam/%s'}],'term':[%s]}""".formatted(id, starts, ends, starts, team, terms));
    }

    private void patient(long resident, String birth, String more) {
        feed.put(
                resident,
                "{'resourceType':'Patient','id':'p%d','birthDate':'%s','telecom':[{'value':'1'}]%s}"
                        .formatted(resident, birth, more));
    }

    private void hypertension(long resident) {
        feed.put(resident, """
                {'resourceType':'Condition','id':'h%d','onsetDateTime':'2020-01-10',
                 'code':{'coding':[{'system':'urn:oid:2.16.156.10011.2.3.3.11.3','code':'I10.x00x002'}]}}""".formatted(resident));
    }

    private void service(long resident, String id, String kind, String day, String organization) {
        feed.put(resident, """
                {'resourceType':'Encounter','id':'%s','status':'finished','period':{'start':'%s'},
                 'type':[{'coding':[{'system':'urn:liankang:service','code':'%s'}]}],
                 'serviceProvider':{'reference':'Organization/%s'}}""".formatted(id, day, kind, organization));
    }

    private void basics() {
        organization("c1", "community-centre");
        organization("s1", "station");
        organization("h1", "hospital");
        team("t1");
        patient(7, "1970-05-01", "");
        hypertension(7);
        contract(7, "k7", "2025-01-01", "2025-12-31", "t1", "basic");
    }

    private Promise followUps(long resident, int year) {
        return contracts.promises(resident, year).stream()
                .filter(p -> p.item().equals("hypertension-followup"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_promise_counts_the_services_in_time_and_at_the_right_place() {
        basics();
        service(7, "e0", "hypertension-followup", "2024-12-31", "c1");
        service(7, "e1", "hypertension-followup", "2025-01-01", "c1");
        service(7, "e2", "hypertension-followup", "2025-12-31", "s1");
        service(7, "e3", "hypertension-followup", "2025-05-01", "h1");
        service(7, "e4", "hypertension-followup", "2026-01-01", "c1");
        service(7, "e5", "outpatient", "2025-03-01", "c1");
        Replays.read(book, feed.all(), 100);

        Promise promise = followUps(7, 2025);
        assertThat(promise.promised()).isEqualTo(4);
        assertThat(promise.done()).isEqualTo(2);
        assertThat(promise.evidence()).containsExactly("Encounter/e1", "Encounter/e2");
        assertThat(promise.kept()).isFalse();
        assertThat(promise.clause()).contains("4次");
        assertThat(contracts.promises(7, 2025))
                .extracting(Promise::item)
                .containsExactly("hypertension-exam", "hypertension-followup");
        assertThat(contracts.promises(7, 2024)).isEmpty();
    }

    @Test
    void a_contract_with_everything_done_is_honoured_and_what_is_done_beyond_does_not_count() {
        basics();
        for (int month = 1; month <= 6; month++) {
            service(7, "e" + month, "hypertension-followup", "2025-0" + month + "-10", "c1");
        }
        Replays.read(book, feed.all(), 100);
        assertThat(contracts.fulfilment("t1", 2025))
                .isEqualTo(new Fulfilment(
                        "t1", 2025, 1, 1, Map.of("all", 1L, "hypertension", 1L), 5, 4, 1, 0, 1, 0, 0, 0));

        service(7, "x", "elderly-exam", "2025-07-01", "c1");
        Replays.read(book, feed.all().subList(feed.all().size() - 1, feed.all().size()), 1);
        assertThat(contracts.fulfilment("t1", 2025).honoured()).isEqualTo(1);
        assertThat(contracts.fulfilment("t1", 2025).fulfilled()).isEqualTo(1);
        assertThat(contracts.counts(2025)).containsExactly(contracts.fulfilment("t1", 2025));
        assertThat(contracts.fulfilment("t1", 2024).contracts()).isZero();
    }

    @Test
    void of_two_contracts_in_a_year_the_one_signed_last_counts() {
        basics();
        team("t2");
        contract(7, "k8", "2025-07-01", "2026-06-30", "t2", "basic");
        Replays.read(book, feed.all(), 100);

        assertThat(contracts.of(7, LocalDate.of(2025, 3, 1)).orElseThrow().reference())
                .isEqualTo("Contract/k7");
        assertThat(contracts.of(7, LocalDate.of(2025, 8, 1)).orElseThrow().team())
                .isEqualTo("t2");
        assertThat(contracts.of(7, LocalDate.of(2026, 7, 1))).isEmpty();
        assertThat(contracts.counts(2025)).extracting(Fulfilment::team).containsExactly("t2");
        assertThat(contracts.counts(2026)).extracting(Fulfilment::team).containsExactly("t2");
        assertThat(contracts.teams())
                .extracting(Team::id, Team::divisions)
                .contains(org.assertj.core.groups.Tuple.tuple("t1", List.of("330203001", "330203003")));
    }

    @Test
    void who_turns_65_by_the_years_end_is_promised_the_exam_and_death_ends_the_contract() {
        basics();
        patient(8, "1960-12-31", "");
        contract(8, "k8", "2025-01-01", "2026-12-31", "t1", "basic", "elderly");
        patient(9, "1961-01-01", ",'deceasedDateTime':'2025-12-31'");
        contract(9, "k9", "2025-01-01", "2026-12-31", "t1", "elderly");
        Replays.read(book, feed.all(), 100);

        assertThat(contracts.promises(8, 2025)).singleElement().satisfies(p -> {
            assertThat(p.item()).isEqualTo("elderly-exam");
            assertThat(p.promised()).isEqualTo(1);
        });
        assertThat(contracts.promises(9, 2025)).isEmpty();
        assertThat(contracts.counts(2026))
                .singleElement()
                .satisfies(f -> assertThat(f.contracts()).isEqualTo(1));
    }

    @Test
    void a_contract_is_valid_while_its_team_is_and_answers_count_for_the_team_of_their_day() {
        basics();
        feed.put(7, """
                {'resourceType':'QuestionnaireResponse','id':'a1','status':'completed','authored':'2025-03-04',
                 'questionnaire':'urn:liankang:form:contract-satisfaction','item':[{'linkId':'answers','item':[
                 {'linkId':'overall','answer':[{'valueCoding':{'code':'satisfied'}}]}]}]}""");
        feed.put(7, """
                {'resourceType':'QuestionnaireResponse','id':'a2','status':'completed','authored':'2025-03-05',
                 'questionnaire':'urn:liankang:form:contract-satisfaction','item':[{'linkId':'answers','item':[
                 {'linkId':'overall','answer':[{'valueCoding':{'code':'dissatisfied'}}]}]}]}""");
        feed.put(7, """
                {'resourceType':'QuestionnaireResponse','id':'a3','status':'completed','authored':'2026-03-05',
                 'questionnaire':'urn:liankang:form:contract-satisfaction','item':[
                 {'linkId':'overall','answer':[{'valueCoding':{'code':'satisfied'}}]}]}""");
        Replays.read(book, feed.all(), 2);
        assertThat(contracts.fulfilment("t1", 2025))
                .extracting(Fulfilment::valid, Fulfilment::answers, Fulfilment::satisfied)
                .containsExactly(1L, 2L, 1L);

        int before = feed.size();
        feed.delete(7, "QuestionnaireResponse/a2");
        feed.put(0, """
                {'resourceType':'CareTeam','id':'t1','name':'Team t1','status':'inactive',
                 'category':[{'coding':[{'system':'urn:liankang:team-kind','code':'family-doctor'}]}],
                 'managingOrganization':[{'reference':'Organization/c1'}]}""");
        Replays.read(book, feed.all().subList(before, feed.size()), 1);
        assertThat(contracts.fulfilment("t1", 2025))
                .extracting(Fulfilment::valid, Fulfilment::answers, Fulfilment::satisfied)
                .containsExactly(0L, 1L, 1L);
        assertThat(contracts.standings(7)).singleElement().satisfies(standing -> {
            assertThat(standing.invalid()).containsExactly("team-active");
            assertThat(standing.unfulfilled()).containsExactly("required-items", "valid");
        });
        assertThat(contracts.team("t1").orElseThrow().active()).isFalse();
        Replays.saysTheSame(book, database.jdbc(), book.tables(), feed.all());
    }

    @Test
    void corrections_and_deletions_are_counted_again() {
        basics();
        service(7, "e1", "hypertension-followup", "2025-01-02", "h1");
        Replays.read(book, feed.all(), 100);
        assertThat(followUps(7, 2025).done()).isZero();

        int before = feed.all().size();
        organization("h1", "township-centre");
        Replays.read(book, feed.all().subList(before, before + 1), 1);
        assertThat(followUps(7, 2025).done())
                .as("the hospital is a primary institution now")
                .isEqualTo(1);

        feed.delete(7, "Encounter/e1");
        Replays.read(book, feed.all().subList(before + 1, before + 2), 1);
        assertThat(followUps(7, 2025).done()).isZero();

        feed.delete(7, "Contract/k7");
        Replays.read(book, feed.all().subList(before + 2, before + 3), 1);
        assertThat(contracts.promises(7, 2025)).isEmpty();
        assertThat(contracts.counts(2025)).isEmpty();
    }

    @Test
    void cleared_and_read_again_it_says_the_same_whatever_the_batches() {
        basics();
        service(7, "e1", "hypertension-followup", "2025-01-02", "h1");
        service(7, "e2", "hypertension-followup", "2025-04-02", "c1");
        organization("h1", "township-centre");
        team("t2");
        contract(7, "k7", "2025-01-01", "2025-12-31", "t2", "basic", "hypertension");
        feed.delete(7, "Encounter/e2");
        patient(7, "1950-05-01", "");
        Replays.read(book, feed.all(), 5);

        assertThat(contracts.promises(7, 2025)).isNotEmpty();
        Replays.saysTheSame(book, database.jdbc(), book.tables(), feed.all());
    }

    @Test
    void other_packages_have_everyone_counted_again() {
        basics();
        Replays.read(book, feed.all(), 100);
        database.jdbc()
                .sql("update contract.rulebook set digest = 'older packages'")
                .update();
        database.jdbc().sql("update contract.promise set promised = 99").update();

        book();

        assertThat(followUps(7, 2025).promised()).isEqualTo(4);
    }

    @Test
    void the_region_may_replace_the_national_packages_and_fees_are_not_invented() {
        assertThat(packages.packages())
                .extracting(Offer::code)
                .containsExactly("basic", "hypertension", "diabetes", "elderly");
        assertThat(packages.packages()).extracting(Offer::fee).containsOnlyNulls();
    }

    @Test
    void a_mistake_in_the_packages_is_told_with_file_and_line(@TempDir Path folder) throws Exception {
        Files.createDirectories(folder.resolve("here"));
        String good = Files.readString(REGIONS.resolve("national/packages.yaml"));
        Files.writeString(folder.resolve("here/packages.yaml"), good.replace("for: 65-and-over", "for: elders"));
        var policies = new Policies(new PolicyConfig(folder, "here"));

        assertThatThrownBy(() -> Packages.read(policies))
                .isInstanceOf(PolicyError.class)
                .hasMessageMatching("(?s).*packages.yaml:\\d+: item elderly-exam is for elders.*");
    }
}
