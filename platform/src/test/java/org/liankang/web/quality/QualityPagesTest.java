package org.liankang.web.quality;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.liankang.base.json.Json;
import org.liankang.entry.Door;
import org.liankang.identity.access.Accounts;
import org.liankang.identity.access.AuditTrail;
import org.liankang.identity.access.DemoAccounts;
import org.liankang.identity.place.Institutions;
import org.liankang.web.RunningPlatform;
import org.liankang.web.SmallDistrict;
import org.liankang.web.Visitor;

class QualityPagesTest {

    private static RunningPlatform platform;
    private static long centre;
    private static long hospital;

    @BeforeAll
    static void the_hospital_sends_something_wrong() {
        platform = RunningPlatform.shared();
        send(SmallDistrict.HOSPITAL, "quality-hospital", "");
        send(SmallDistrict.CENTRE, "quality-centre", "");
        platform.bean(Accounts.class).bind(DemoAccounts.CLERK, SmallDistrict.CENTRE, "", "330203001");
        platform.caughtUp();
        centre = number(SmallDistrict.CENTRE);
        hospital = number(SmallDistrict.HOSPITAL);
    }

    /** A clinic visit, without a diagnosis unless one is given. */
    private static void send(String institution, String id, String rest) {
        String day = SmallDistrict.TODAY.minusDays(3).toString();
        String body = """
                {'resourceType':'Bundle','type':'transaction','entry':[{'fullUrl':'https://small.example/Encounter/%s',
                 'request':{'method':'PUT','url':'Encounter/%s'},'resource':{'resourceType':'Encounter','id':'%s',
                 'status':'finished','class':{'system':'http://terminology.hl7.org/CodeSystem/v3-ActCode','code':'AMB'},
                 'type':[{'coding':[{'system':'urn:liankang:service','code':'outpatient'}]}],
                 'subject':{'reference':'Patient/zhang'},'participant':[{'individual':{'reference':'Practitioner/doctor'}}],
                 'serviceProvider':{'reference':'Organization/centre'},
                 'period':{'start':'%sT09:00:00+08:00','end':'%sT09:10:00+08:00'}%s}}]}""".formatted(id, id, id, day, day, rest);
        assertThat(SmallDistrict.send(platform.bean(Door.class), Json.parse(body.replace('\'', '"')), institution)
                        .accepted())
                .isTrue();
    }

    private static long number(String code) {
        return platform.bean(Institutions.class).byCode(code).orElseThrow().id();
    }

    private static String items(long institution) {
        return "/quality/institutions/" + institution + "/items";
    }

    @Test
    void the_bureau_compares_all_institutions_and_follows_each_number() {
        Visitor planner = Visitor.signedIn(platform, "planner");
        assertThat(planner.get("/quality").body())
                .contains("数据质量", "完整性", "海曙区第一医院", "/quality/institutions/" + hospital);
        assertThat(planner.get("/quality/institutions/" + hospital).body())
                .contains("有诊断编码", items(hospital) + "?rule=encounter-diagnosis");
        assertThat(planner.get(items(hospital) + "?rule=encounter-diagnosis").body())
                .contains("/records/Encounter/quality-hospital", "门诊、急诊和住院有ICD-10诊断编码。")
                .doesNotContain("quality-centre", "张建国");
    }

    @Test
    void a_rule_says_what_it_asks_why_and_how_to_mend_it_in_both_languages() {
        Visitor planner = Visitor.signedIn(platform, "planner");
        assertThat(planner.get("/quality/rules/pressure-order").body())
                .contains("舒张压低于收缩压。", "颠倒的血压", "核对原始记录", "国家基本公共卫生服务规范");
        planner.post("/language", Map.of("language", List.of("en"), "back", List.of("/quality")));
        assertThat(planner.get("/quality/rules/pressure-order").body()).contains("The diastolic value is below");
        planner.post("/language", Map.of("language", List.of("zh"), "back", List.of("/quality")));
        assertThat(planner.get("/quality/rules/none").status()).isEqualTo(404);
    }

    @Test
    void an_institution_sees_its_own_mistakes_and_no_others() {
        Visitor clerk = Visitor.signedIn(platform, DemoAccounts.CLERK);
        Visitor.Answer own = clerk.get("/quality");
        assertThat(own.path()).isEqualTo("/quality/institutions/" + centre);
        assertThat(own.body()).contains("南门街道社区卫生服务中心").doesNotContain("海曙区第一医院");
        assertThat(clerk.get(items(centre)).body()).contains("quality-centre").doesNotContain("quality-hospital");
        for (String path : List.of("/quality/institutions/" + hospital, items(hospital), items(hospital) + ".csv")) {
            assertThat(clerk.get(path).status()).as(path).isEqualTo(404);
        }
        assertThat(clerk.get("/quality/rules/encounter-diagnosis").body())
                .contains(items(centre) + "?rule=encounter-diagnosis")
                .doesNotContain("海曙区第一医院");
        for (String path : List.of("/quarantine", "/submissions", "/residents", "/system")) {
            assertThat(clerk.get(path).status()).as(path).isEqualTo(403);
        }
        assertThat(Visitor.signedIn(platform, "auditor").get("/quality").status())
                .isEqualTo(403);
    }

    @Test
    void an_institution_opens_only_documents_it_brought_and_only_for_a_purpose() {
        Visitor clerk = Visitor.signedIn(platform, DemoAccounts.CLERK);
        assertThat(clerk.get("/records/Encounter/quality-hospital").status()).isEqualTo(404);
        Visitor.Answer asked = clerk.get("/records/Encounter/quality-centre");
        assertThat(asked.path()).startsWith("/purpose");
        String subject = asked.path().replaceFirst(".*subject=([^&]+).*", "$1");
        Visitor.Answer opened = clerk.post(
                "/purpose",
                Map.of(
                        "subject", List.of(subject),
                        "back", List.of("/records/Encounter/quality-centre"),
                        "purpose", List.of("DATA_REPAIR"),
                        "reason", List.of("改正缺失的诊断编码")));
        assertThat(opened.path()).isEqualTo("/records/Encounter/quality-centre");
        assertThat(opened.body()).contains("outpatient");
        AuditTrail trail = platform.bean(AuditTrail.class);
        trail.flush();
        assertThat(trail.entries(new AuditTrail.Filter(DemoAccounts.CLERK, "see-resource", 0), 50, 0))
                .anyMatch(entry -> entry.reference().equals("Encounter/quality-centre")
                        && entry.purpose().equals("DATA_REPAIR"));
    }

    @Test
    void the_file_holds_the_own_failing_items_and_leaves_a_trace() {
        Visitor clerk = Visitor.signedIn(platform, DemoAccounts.CLERK);
        String file = clerk.get(items(centre) + ".csv?rule=encounter-diagnosis").body();
        assertThat(file).startsWith("\ufeff规则,维度").contains("有诊断编码,完整性,错误,门诊就诊,Encounter/quality-centre");
        assertThat(file).doesNotContain("quality-hospital");
        AuditTrail trail = platform.bean(AuditTrail.class);
        trail.flush();
        assertThat(trail.entries(new AuditTrail.Filter(DemoAccounts.CLERK, "export-quality-items", 0), 50, 0))
                .isNotEmpty();
    }

    @Test
    void a_corrected_document_moves_to_the_mended_ones() {
        send(SmallDistrict.CENTRE, "quality-mended", "");
        platform.caughtUp();
        Visitor clerk = Visitor.signedIn(platform, DemoAccounts.CLERK);
        String list = items(centre) + "?rule=encounter-diagnosis";
        assertThat(clerk.get(list).body()).contains("Encounter/quality-mended");
        send(
                SmallDistrict.CENTRE,
                "quality-mended",
                ",'reasonCode':[{'coding':[{'system':'urn:oid:2.16.156.10011.2.3.3.11.3','code':'J06.900'}]}]");
        platform.caughtUp();
        assertThat(clerk.get(list).body()).doesNotContain("Encounter/quality-mended");
        assertThat(clerk.get(list + "&mended=true").body()).contains("Encounter/quality-mended");
    }
}
