package org.liankang.uses.ips;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.liankang.base.json.Json;
import org.liankang.entry.validation.Validations;
import org.liankang.record.store.Version;
import org.liankang.record.store.Versions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The International Patient Summary of charts written by hand. */
class PatientSummaryTest {

    private static final Instant NOW = Instant.parse("2026-11-21T01:02:03Z");
    private static final Path CHART = Path.of("src/test/resources/org/liankang/uses/ips/chart.json");

    private static final Map<String, Version> OTHERS = others(
            "{'resourceType':'Organization','id':'centre','name':'测试中心','partOf':{'reference':'Organization/bureau'}}",
            "{'resourceType':'Practitioner','id':'doc','name':[{'text':'测试医生'}]}",
            "{'resourceType':'Medication','id':'drug','code':{'text':'氨氯地平'}}");

    private static Map<String, Version> others(String... bodies) {
        Versions versions = new Versions();
        Stream.of(bodies).forEach(body -> versions.put(0, body));
        return versions.all().stream().collect(Collectors.toMap(Version::reference, Function.identity()));
    }

    private static List<Version> chart() throws IOException {
        Versions chart = new Versions();
        Json.parse(Files.readAllBytes(CHART)).forEach(body -> chart.put(1, body));
        return chart.all();
    }

    private static ObjectNode summary(List<Version> chart) {
        return PatientSummary.of(chart, reference -> Optional.ofNullable(OTHERS.get(reference)), NOW)
                .orElseThrow();
    }

    private static JsonNode composition(JsonNode bundle) {
        return bundle.path("entry").path(0).path("resource");
    }

    private static JsonNode section(JsonNode bundle, String code) {
        return Json.each(composition(bundle).path("section"))
                .filter(section -> code.equals(Json.text(section, "code", "coding", "code")))
                .findFirst()
                .orElse(Json.object());
    }

    /** The resources a section names, as type and id. */
    private static List<String> told(JsonNode bundle, String code) {
        return Json.each(section(bundle, code).path("entry"))
                .map(entry -> Json.each(bundle.path("entry"))
                        .filter(one -> Json.text(one, "fullUrl").equals(Json.text(entry, "reference")))
                        .map(one -> Json.text(one, "resource", "resourceType") + "/" + Json.text(one, "resource", "id"))
                        .findFirst()
                        .orElse("nowhere"))
                .toList();
    }

    @Test
    void every_fact_stands_in_its_section_the_newest_first() throws IOException {
        JsonNode bundle = summary(chart());
        assertThat(told(bundle, "11450-4")).containsExactly("Condition/c1");
        assertThat(told(bundle, "48765-2")).containsExactly("AllergyIntolerance/a1");
        assertThat(told(bundle, "10160-0")).containsExactly("MedicationRequest/m1");
        assertThat(told(bundle, "11369-6")).containsExactly("Immunization/i1");
        assertThat(told(bundle, "30954-2")).containsExactly("DiagnosticReport/r1", "Observation/glucose");
        assertThat(told(bundle, "47519-4")).containsExactly("Procedure/pr1");
        assertThat(told(bundle, "8716-3")).containsExactly("Observation/bp2");
        assertThat(told(bundle, "11348-0")).containsExactly("Condition/c2");
        assertThat(told(bundle, "47420-5")).isEmpty();
        assertThat(told(bundle, "18776-5")).isEmpty();
        assertThat(composition(bundle).path("section").size()).isEqualTo(10);
        assertThat(Json.text(bundle)).doesNotContain("误诊", "停用药", "未接种");
    }

    @Test
    void of_a_resident_about_whom_nothing_is_recorded_nothing_is_said() {
        Versions chart = new Versions();
        chart.put(1, "{'resourceType':'Patient','id':'p','name':[{'text':'测试'}]}");
        JsonNode bundle = summary(chart.all());
        assertThat(composition(bundle).path("section").size()).isEqualTo(3);
        for (String code : List.of("11450-4", "48765-2", "10160-0")) {
            assertThat(Json.text(section(bundle, code), "emptyReason", "coding", "code"))
                    .isEqualTo("unavailable");
            assertThat(Json.text(section(bundle, code), "text", "div"))
                    .contains("档案中没有此项信息 No information in the record");
        }
        assertThat(bundle.path("entry").size()).isEqualTo(3);
        assertThat(composition(bundle).has("custodian")).isFalse();
    }

    @Test
    void without_a_patient_there_is_no_summary() {
        Versions chart = new Versions();
        chart.put(1, "{'resourceType':'Patient','id':'p'}");
        chart.delete(1, "Patient/p");
        assertThat(PatientSummary.of(chart.all().subList(1, 2), reference -> Optional.empty(), NOW))
                .isEmpty();
    }

    @Test
    void every_reference_leads_to_something_in_the_document_and_everything_is_there_once() throws IOException {
        JsonNode bundle = summary(chart());
        List<String> addresses = Json.each(bundle.path("entry"))
                .map(entry -> Json.text(entry, "fullUrl"))
                .toList();
        assertThat(new HashSet<>(addresses)).hasSameSizeAs(addresses);
        Set<String> references = new HashSet<>();
        collect(bundle, references);
        assertThat(references).isNotEmpty().isSubsetOf(addresses);
        assertThat(Json.text(bundle)).contains("测试中心", "测试医生", "氨氯地平").doesNotContain("Patient/old");
    }

    private static void collect(JsonNode node, Set<String> references) {
        if (node.path("reference").isString()) {
            references.add(node.path("reference").asString());
        }
        node.forEach(inner -> collect(inner, references));
    }

    @Test
    void what_is_left_out_is_still_named() throws IOException {
        JsonNode bundle = summary(chart());
        JsonNode condition = Json.each(bundle.path("entry"))
                .map(entry -> entry.path("resource"))
                .filter(resource -> "c1".equals(Json.text(resource, "id")))
                .findFirst()
                .orElseThrow();
        assertThat(Json.text(condition, "encounter", "identifier", "value")).isEqualTo("Encounter/e1");
        assertThat(condition.path("encounter").has("reference")).isFalse();
    }

    @Test
    void the_record_is_not_changed_by_telling_it() throws IOException {
        List<Version> chart = chart();
        List<String> before =
                chart.stream().map(version -> Json.text(version.body())).toList();
        assertThat(summary(chart)).isEqualTo(summary(chart));
        assertThat(chart.stream().map(version -> Json.text(version.body()))).isEqualTo(before);
    }

    @Test
    void words_of_the_record_do_not_become_markup() throws IOException {
        assertThat(Json.text(section(summary(chart()), "11348-0"), "text", "div"))
                .contains("肺炎 &lt;轻&gt;");
    }

    @Test
    void a_long_list_is_cut_and_says_so() {
        Versions chart = new Versions();
        chart.put(1, "{'resourceType':'Patient','id':'p'}");
        for (int i = 0; i < 130; i++) {
            chart.put(
                    1,
                    "{'resourceType':'Immunization','id':'i" + i
                            + "','status':'completed','vaccineCode':{'text':'疫苗'},'patient':{'reference':'Patient/p'},'occurrenceDateTime':'20"
                            + (10 + i % 16) + "-01-01'}");
        }
        JsonNode section = section(summary(chart.all()), "11369-6");
        assertThat(section.path("entry").size()).isEqualTo(100);
        assertThat(Json.text(section, "text", "div"))
                .contains("(100/130)")
                .contains("2025-01-01")
                .doesNotContain("2010-01-01");
    }

    /** IPS allows only some types as entries of a section; what else belongs there is not lost. */
    @Test
    void what_may_not_be_an_entry_is_told_in_words() throws IOException {
        JsonNode bundle = summary(chart());
        assertThat(Json.text(section(bundle, "47420-5"), "text", "div")).contains("生活自理能力评估", "2");
        assertThat(Json.text(section(bundle, "18776-5"), "text", "div")).contains("心内科转诊");
        assertThat(section(bundle, "18776-5").has("emptyReason")).isFalse();
    }

    @Test
    void the_document_holds_what_the_profiles_of_ips_demand() throws IOException {
        Versions empty = new Versions();
        empty.put(1, "{'resourceType':'Patient','id':'p'}");
        assertThat(IpsProfiles.broken(summary(chart()))).isEmpty();
        assertThat(IpsProfiles.broken(summary(empty.all()))).isEmpty();
        assertThat(IpsProfiles.broken(summary(bare().all()))).isEmpty();
    }

    /** As little as the door lets in. */
    private static Versions bare() {
        Versions chart = new Versions();
        String who = "'subject':{'reference':'Patient/p'}";
        for (String body : List.of(
                "{'resourceType':'Patient','id':'p','name':[{'use':'official'}],'managingOrganization':{'reference':'Organization/o'}}",
                "{'resourceType':'Organization','id':'o'}",
                "{'resourceType':'Practitioner','id':'d'}",
                "{'resourceType':'Medication','id':'m'}",
                "{'resourceType':'Condition','id':'c'," + who + ",'recorder':{'reference':'Practitioner/d'}}",
                "{'resourceType':'AllergyIntolerance','id':'a','clinicalStatus':{'coding':[{'system':"
                        + "'http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical','code':'active'}]},"
                        + "'patient':{'reference':'Patient/p'}}",
                "{'resourceType':'MedicationStatement','id':'s','status':'active'," + who
                        + ",'medicationReference':{'reference':'Medication/m'}}",
                "{'resourceType':'Procedure','id':'r','status':'completed'," + who + "}",
                "{'resourceType':'DeviceUseStatement','id':'u','status':'active'," + who
                        + ",'device':{'display':'轮椅'}}",
                "{'resourceType':'DiagnosticReport','id':'g','status':'final'," + who + ",'code':{'text':'检查'}}",
                "{'resourceType':'Observation','id':'b','status':'final'," + who + ",'code':{'text':'化验'}}")) {
            chart.put(1, body);
        }
        return chart;
    }

    @Test
    void what_the_record_does_not_say_is_marked_as_unknown() {
        JsonNode patient = summary(bare().all()).path("entry").path(1).path("resource");
        String reason = "/extension/0/valueCode";
        assertThat(patient.at("/_birthDate" + reason).asString("")).isEqualTo("unknown");
        assertThat(patient.at("/name/0/_text" + reason).asString("")).isEqualTo("unknown");
        assertThat(patient.has("birthDate")).isFalse();
        String all = Json.text(summary(bare().all()));
        assertThat(all).contains("_performedDateTime", "_effectiveDateTime", "_timingDateTime");
    }

    /** The official definitions of R4; those of the guide are in IpsProfiles. */
    @Test
    void the_document_is_valid_fhir() throws IOException {
        Versions empty = new Versions();
        empty.put(1, "{'resourceType':'Patient','id':'p','name':[{'text':'测试'}]}");
        for (List<Version> chart : List.of(chart(), empty.all(), bare().all())) {
            ObjectNode outcome = Validations.one()
                    .validate("Bundle", "", Json.bytes(summary(chart)), "", List.of())
                    .orElse(finding -> Json.object().put("refused", finding.code()));
            assertThat(outcome.has("refused")).as(outcome.toString()).isFalse();
            assertThat(Json.each(outcome.path("issue"))
                            .filter(issue -> "error".equals(Json.text(issue, "severity")))
                            .map(issue -> Json.text(issue, "diagnostics")))
                    .isEmpty();
        }
    }
}
