package org.liankang.web.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.liankang.base.finding.Finding;
import org.liankang.base.json.Json;
import org.liankang.entry.Door;
import org.liankang.identity.place.Institution;
import org.liankang.identity.place.Institutions;
import org.liankang.record.feed.Followers;
import org.liankang.uses.contract.Settlement;
import org.liankang.uses.contract.Settlements;
import org.liankang.uses.contract.Settlements.Outcome;
import org.liankang.web.RunningPlatform;
import org.liankang.web.SmallDistrict;
import org.liankang.web.Visitor;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

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
        // 75.5 % of the fund, 932,098.085 fen, rounds down; four equal parts, the last in two halves.
        assertThat(sums)
                .containsEntry("centre", 302_469L)
                .containsEntry("number", 233_025L)
                .containsEntry("validity", 233_025L)
                .containsEntry("fulfilment", 233_024L)
                .containsEntry("outcome", 116_512L)
                .containsEntry("control", 116_512L);
        assertThat(settlements.lines(number, Optional.of("team")))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line.team()).isEqualTo("team"));
    }

    @Test
    void control_of_illness_is_paid_by_the_last_visits_of_the_year_which_the_lines_and_the_file_name() {
        enterIll();
        long number = ((Outcome.Divided) divide(ILL_CENTRE, "1000", "80", "文号 2026-2")).number();
        List<Settlement.Line> control = settlements.lines(number, Optional.empty()).stream()
                .filter(line -> line.part().equals("control"))
                .toList();
        // of two with raised blood pressure one is controlled at the end: 100 yuan of the teams' 800 are theirs
        assertThat(control).singleElement().satisfies(line -> {
            assertThat(line.contract()).isEqualTo("Contract/fee-well");
            assertThat(line.team()).isEqualTo("fee-team");
            assertThat(line.points()).isEqualTo(500_000);
            assertThat(line.fen()).isEqualTo(10_000);
            assertThat(line.visits()).containsExactly("Encounter/fee-well-2");
        });
        Visitor planner = Visitor.signedIn(platform, "planner");
        assertThat(planner.get("/fees/" + number + "/lines.csv").body())
                .contains("依据的服务记录", "慢病控制", "Encounter/fee-well-2")
                .doesNotContain("Encounter/fee-poor");
        assertThat(planner.get("/fees?centre=fee-centre&number=" + number).body())
                .contains("慢病控制");
    }

    private static final String ILL_CENTRE = "12330203DEM00008AQ";

    private static void enterIll() {
        var bundle = Json.object().put("resourceType", "Bundle").put("type", "transaction");
        ArrayNode entries = bundle.putArray("entry");
        put(entries, "Organization", "fee-centre", """
                {'identifier':[{'system':'urn:oid:2.16.156.10011.1.5','value':'%s'}],'name':'费用街道社区卫生服务中心',
                 'type':[{'coding':[{'system':'urn:liankang:institution-kind','code':'community-centre'}]}],
                 'address':[{'extension':[{'url':'urn:liankang:division','valueCode':'330203003'}]}]}""".formatted(ILL_CENTRE));
        put(entries, "CareTeam", "fee-team", """
                {'status':'active','category':[{'coding':[{'system':'urn:liankang:team-kind','code':'family-doctor'}]}],
                 'name':'费用团队','managingOrganization':[{'reference':'Organization/fee-centre'}],
                 'participant':[{'member':{'reference':'Practitioner/doctor'}}]}""");
        send(bundle);
        ArrayNode people = bundle.putArray("entry");
        int year = SmallDistrict.TODAY.getYear();
        for (String one : List.of("fee-well", "fee-poor")) {
            put(people, "Patient", one, """
                    {'identifier':[{'system':'urn:small:fee','value':'%s'}],'name':[{'text':'费用居民'}],'gender':'male',
                     'birthDate':'%s','telecom':[{'system':'phone','value':'13811110000'}],
                     'address':[{'text':'西门街道费用路1号','extension':[{'url':'urn:liankang:division','valueCode':'330203003'}]}],
                     'managingOrganization':{'reference':'Organization/fee-centre'}}""".formatted(one, SmallDistrict.TODAY.minusYears(55)));
            put(people, "Condition", one + "-i10", """
                    {'subject':{'reference':'Patient/%s'},
                     'clinicalStatus':{'coding':[{'system':'http://terminology.hl7.org/CodeSystem/condition-clinical','code':'active'}]},
                     'verificationStatus':{'coding':[{'system':'http://terminology.hl7.org/CodeSystem/condition-ver-status','code':'confirmed'}]},
                     'code':{'coding':[{'system':'urn:oid:2.16.156.10011.2.3.3.11.3','code':'I10.x00x002'}]},'onsetDateTime':'%s'}""".formatted(one, SmallDistrict.TODAY.minusYears(2)));
            put(people, "Contract", one, """
                    {'status':'executed','subject':[{'reference':'Patient/%s'}],'authority':[{'reference':'Organization/fee-centre'}],
                     'applies':{'start':'%d-01-01','end':'%d-12-31'},'issued':'%d-01-01T09:00:00+08:00',
                     'supportingInfo':[{'reference':'CareTeam/fee-team'}],
                     'term':[{'type':{'coding':[{'system':'urn:liankang:package','code':'hypertension'}]},
                              'offer':{'text':'高血压服务包'}}]}""".formatted(one, year, year, year));
            visit(people, one, 1, one.equals("fee-well") ? 168 : 132, LocalDate.of(year, 1, 1));
            visit(people, one, 2, one.equals("fee-well") ? 132 : 168, SmallDistrict.TODAY);
        }
        send(bundle);
        platform.caughtUp();
    }

    private static void visit(ArrayNode entries, String resident, int number, int systolic, LocalDate day) {
        String id = resident + "-" + number;
        put(entries, "Encounter", id, """
                {'status':'finished','class':{'system':'http://terminology.hl7.org/CodeSystem/v3-ActCode','code':'AMB'},
                 'type':[{'coding':[{'system':'urn:liankang:service','code':'hypertension-followup'}]}],
                 'subject':{'reference':'Patient/%s'},'period':{'start':'%s','end':'%s'},
                 'serviceProvider':{'reference':'Organization/fee-centre'}}""".formatted(resident, day, day));
        put(entries, "Observation", id + "-bp", """
                {'status':'final','subject':{'reference':'Patient/%s'},'encounter':{'reference':'Encounter/%s'},
                 'code':{'coding':[{'system':'http://loinc.org','code':'85354-9'}]},'effectiveDateTime':'%s',
                 'component':[
                  {'code':{'coding':[{'system':'http://loinc.org','code':'8480-6'}]},
                   'valueQuantity':{'value':%d,'unit':'mmHg','system':'http://unitsofmeasure.org','code':'mm[Hg]'}},
                  {'code':{'coding':[{'system':'http://loinc.org','code':'8462-4'}]},
                   'valueQuantity':{'value':82,'unit':'mmHg','system':'http://unitsofmeasure.org','code':'mm[Hg]'}}]}""".formatted(resident, id, day, systolic));
    }

    private static void send(ObjectNode bundle) {
        assertThat(SmallDistrict.send(platform.bean(Door.class), bundle, "").accepted())
                .isTrue();
    }

    private static void put(ArrayNode entries, String type, String id, String quoted) {
        ObjectNode resource = Json.object().put("resourceType", type).put("id", id);
        Json.parse(quoted.replace('\'', '"'))
                .propertyStream()
                .forEach(property -> resource.set(property.getKey(), property.getValue()));
        ObjectNode entry = entries.addObject();
        entry.put("fullUrl", "https://small.example/" + type + "/" + id);
        entry.set("resource", resource);
        entry.putObject("request").put("method", "PUT").put("url", type + "/" + id);
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
