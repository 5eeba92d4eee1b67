package org.liankang.web.round;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.liankang.base.json.Json;
import org.liankang.entry.Door;
import org.liankang.identity.access.Accounts;
import org.liankang.identity.access.AuditTrail;
import org.liankang.uses.round.Planned;
import org.liankang.uses.round.Rounds;
import org.liankang.web.RunningPlatform;
import org.liankang.web.SmallDistrict;
import org.liankang.web.Visitor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class RoundPagesTest {

    private static final YearMonth MONTH = YearMonth.from(SmallDistrict.TODAY).plusMonths(1);
    private static final String VILLAGE = "330203106 翠柏村";
    private static final String OWN = "严山花";
    private static final String OTHER = "施石头";

    private static RunningPlatform platform;
    private static Planned plan;

    @BeforeAll
    static void planned() throws Exception {
        platform = RunningPlatform.shared();
        ObjectNode bundle = Json.object().put("resourceType", "Bundle").put("type", "transaction");
        ArrayNode entries = bundle.putArray("entry");
        resident(entries, "yan", OWN, "centre");
        resident(entries, "shi", OTHER, "other-centre");
        put(entries, "Encounter", "yan-home", """
                {'status':'finished','class':{'system':'http://terminology.hl7.org/CodeSystem/v3-ActCode','code':'HH'},
                 'type':[{'coding':[{'system':'urn:liankang:service','code':'outpatient'}]}],
                 'subject':{'reference':'Patient/yan'},'period':{'start':'%s','end':'%s'},
                 'serviceProvider':{'reference':'Organization/centre'}}""".formatted(SmallDistrict.TODAY, SmallDistrict.TODAY));
        assertThat(SmallDistrict.send(platform.bean(Door.class), bundle, SmallDistrict.CENTRE)
                        .accepted())
                .isTrue();
        platform.caughtUp();
        Visitor planner = Visitor.signedIn(platform, "planner");
        planner.get("/rounds");
        Visitor.Answer begun =
                planner.post("/rounds/plan", Map.of("month", List.of(MONTH.toString()), "seed", List.of("3")));
        assertThat(begun.path()).isEqualTo("/rounds?month=" + MONTH);
        Rounds rounds = platform.bean(Rounds.class);
        for (int tries = 0; rounds.plan(MONTH).isEmpty(); tries++) {
            assertThat(tries).as("waited long enough").isLessThan(1200);
            Thread.sleep(100);
            if (tries == 20) {
                planner.post("/rounds/stop", Map.of("month", List.of(MONTH.toString())));
            }
        }
        plan = rounds.plan(MONTH).orElseThrow();
    }

    private static void resident(ArrayNode entries, String id, String name, String centre) {
        put(entries, "Patient", id, """
                {'identifier':[{'system':'urn:example:round','value':'%s'}],
                 'name':[{'text':'%s','family':'%s','given':['%s']}],'gender':'female','birthDate':'%s',
                 'address':[{'text':'浙江省宁波市海曙区章水镇翠柏村12号',
                  'extension':[{'url':'urn:liankang:division','valueCode':'330203106'}]}],
                 'managingOrganization':{'reference':'Organization/%s'}}""".formatted(
                        id, name, name.substring(0, 1), name.substring(1), SmallDistrict.TODAY.minusYears(66), centre));
        put(entries, "Condition", id + "-diagnosis", """
                {'subject':{'reference':'Patient/%s'},
                 'clinicalStatus':{'coding':[{'system':'http://terminology.hl7.org/CodeSystem/condition-clinical','code':'active'}]},
                 'verificationStatus':{'coding':[{'system':'http://terminology.hl7.org/CodeSystem/condition-ver-status','code':'confirmed'}]},
                 'code':{'coding':[{'system':'urn:oid:2.16.156.10011.2.3.3.11.3','code':'I10.x00x002'}]},
                 'onsetDateTime':'%s'}""".formatted(id, SmallDistrict.TODAY.minusYears(1)));
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

    private static Planned.Stop stop() {
        return platform.bean(Rounds.class).plan(MONTH).orElseThrow().stops().stream()
                .filter(one -> one.village().equals(VILLAGE))
                .findFirst()
                .orElseThrow();
    }

    private static String tour(Planned.Stop stop) {
        return "/rounds/tour?vehicle=" + stop.vehicle() + "&day=" + stop.day();
    }

    @Test
    void the_month_shows_calendar_map_and_villages_and_names_nobody() {
        String page = Visitor.signedIn(platform, "planner")
                .get("/rounds?month=" + MONTH)
                .body();
        assertThat(page)
                .contains("流动医院巡诊", "丽政办发〔2024〕40号", "演示数据", "翠柏村", "流动医院一号车", "<svg", "有卫生室")
                .doesNotContain(OWN, OTHER);
        assertThat(plan.stops())
                .filteredOn(stop -> stop.village().equals(VILLAGE))
                .isNotEmpty();
        assertThat(stop().due()).isEqualTo(2);
    }

    @Test
    void a_round_that_was_made_is_counted_from_the_visits_recorded_there() {
        JsonNode month = Json.parse(ask("GET", "planner", "?month=" + YearMonth.from(SmallDistrict.TODAY))
                .body());
        assertThat(Json.each(month.path("villages"))
                        .filter(one -> Json.text(one, "village").equals(VILLAGE))
                        .map(one -> one.path("done").intValue()))
                .containsExactly(1);
    }

    @Test
    void a_doctor_sees_the_due_of_the_own_centre_by_name_and_leaves_a_trace() {
        Visitor doctor = Visitor.signedIn(platform, "doctor");
        String page = doctor.get(tour(stop())).body();
        assertThat(page).contains(OWN, "高血压随访", "另有 1 位").doesNotContain(OTHER);
        AuditTrail trail = platform.bean(AuditTrail.class);
        trail.flush();
        assertThat(trail.entries(new AuditTrail.Filter("doctor", "see-round", 0), 5, 0))
                .isNotEmpty();
        assertThat(Visitor.signedIn(platform, "planner").get(tour(stop())).body())
                .contains("另有 2 位")
                .doesNotContain(OWN, OTHER);
    }

    @Test
    void who_has_no_right_sees_nothing_and_changes_nothing() {
        Visitor auditor = Visitor.signedIn(platform, "auditor");
        assertThat(auditor.get("/rounds").status()).isEqualTo(403);
        assertThat(auditor.get(tour(stop())).status()).isEqualTo(403);
        assertThat(ask("POST", "auditor", "/plan?month=" + MONTH).statusCode()).isEqualTo(403);
        assertThat(ask("POST", "", "/plan?month=" + MONTH).statusCode()).isEqualTo(401);
    }

    @Test
    void a_stop_is_moved_and_locked_on_the_page_and_refused_in_words() {
        Visitor planner = Visitor.signedIn(platform, "planner");
        Planned.Stop stop = stop();
        planner.get(tour(stop));
        Visitor.Answer refused = planner.post(
                "/rounds/stops/" + stop.id() + "/move",
                Map.of(
                        "vehicle", List.of("mobile-2"),
                        "day", List.of(stop.day().toString()),
                        "back", List.of(tour(stop))));
        assertThat(refused.body()).contains("不服务这个乡镇");
        Visitor.Answer locked = planner.post(
                "/rounds/stops/" + stop.id() + "/lock", Map.of("locked", List.of("true"), "back", List.of(tour(stop))));
        assertThat(locked.body()).contains("已锁定", "解除锁定");
        assertThat(planner.get("/rounds/tour?vehicle=none&day=" + stop.day()).status())
                .isEqualTo(404);
        assertThat(planner.get("/rounds/tour?vehicle=mobile-1&day=tomorrow").status())
                .isEqualTo(404);
        assertThat(planner.get("/rounds?month=then").status()).isEqualTo(200);
    }

    @Test
    void a_stop_is_taken_out_and_put_in_again_and_the_page_says_at_once_what_the_village_has_then() {
        Visitor planner = Visitor.signedIn(platform, "planner");
        Planned.Stop stop = platform.bean(Rounds.class).plan(MONTH).orElseThrow().stops().stream()
                .filter(one -> one.village().equals("330203106 丽园村"))
                .findFirst()
                .orElseThrow();
        planner.get(tour(stop));
        String gone = planner.post("/rounds/stops/" + stop.id() + "/remove", Map.of("back", List.of(tour(stop))))
                .body();
        assertThat(gone).contains("丽园村已删去：本月应巡诊 3 次，已安排 2 次", "章水镇 丽园村 · 本月已安排 2/3 次");
        assertThat(planner.get("/rounds?month=" + MONTH).body()).contains("有空的日子，但有人手工删去了巡诊");
        String back = planner.post(
                        "/rounds/stops",
                        Map.of(
                                "village", List.of(stop.village()),
                                "vehicle", List.of(stop.vehicle()),
                                "day", List.of(stop.day().toString()),
                                "back", List.of(tour(stop))))
                .body();
        assertThat(back).contains("丽园村已加入：本月应巡诊 3 次，已安排 3 次", "本月 3/3 次", "最晚 16:30", "已锁定");
        String refused = planner.post(
                        "/rounds/stops",
                        Map.of(
                                "village", List.of(stop.village()),
                                "vehicle", List.of(stop.vehicle()),
                                "day", List.of(stop.day().toString()),
                                "back", List.of(tour(stop))))
                .body();
        assertThat(refused).contains("该村当天已有停靠");
        AuditTrail trail = platform.bean(AuditTrail.class);
        trail.flush();
        assertThat(trail.entries(new AuditTrail.Filter("planner", "plan-rounds", 0), 50, 0))
                .anyMatch(entry -> entry.reference().equals("rounds/stops/" + stop.id()));
    }

    @Test
    void the_door_for_programs_says_the_same_and_refuses_with_codes() {
        JsonNode month = Json.parse(ask("GET", "planner", "?month=" + MONTH).body());
        assertThat(month.path("plan").path("seed").intValue()).isEqualTo(3);
        assertThat(month.path("stops")).hasSize(plan.stops().size());
        assertThat(code("/plan?month=next")).isEqualTo("round-request-invalid");
        assertThat(code("/plan?month=" + MONTH + "&seed=x")).isEqualTo("round-request-invalid");
        assertThat(code("/plan?month=" + MONTH.minusYears(1))).isEqualTo("round-month-over");
        assertThat(code("/stops/0/move?vehicle=mobile-1&day=" + MONTH.atDay(1))).isEqualTo("round-stop-unknown");
        assertThat(code("/stops/" + stop().id() + "/move?vehicle=mobile-1&day=" + LocalDate.EPOCH))
                .isEqualTo("round-request-invalid");
        assertThat(code("/stops/" + stop().id() + "/move?vehicle=mobile-1&day="
                        + MONTH.plusMonths(1).atDay(1)))
                .isEqualTo("round-day-over");
        assertThat(ask("GET", "planner", "/progress").statusCode()).isEqualTo(200);
    }

    @Test
    void programs_take_a_stop_out_put_it_in_and_hear_how_the_village_and_the_day_stand() {
        Planned.Stop stop = platform.bean(Rounds.class).plan(MONTH).orElseThrow().stops().stream()
                .filter(one -> one.village().equals("330203106 柳汀村"))
                .findFirst()
                .orElseThrow();
        JsonNode gone = Json.parse(
                ask("POST", "planner", "/stops/" + stop.id() + "/remove").body());
        assertThat(gone.path("village").path("planned").intValue()).isEqualTo(2);
        assertThat(Json.text(gone, "village", "reason")).isEqualTo("room");
        String village = java.net.URLEncoder.encode(stop.village(), java.nio.charset.StandardCharsets.UTF_8);
        String query = "/stops?village=" + village + "&vehicle=" + stop.vehicle() + "&day=" + stop.day();
        JsonNode back = Json.parse(ask("POST", "planner", query).body());
        assertThat(back.path("village").path("planned").intValue()).isEqualTo(3);
        assertThat(back.path("village").has("reason")).isFalse();
        assertThat(Json.text(back, "day", "latest")).isIn("16:30", "16:00");
        assertThat(code(query)).isEqualTo("round-tour-full");
        assertThat(code("/stops?village=none&vehicle=mobile-1&day=" + stop.day()))
                .isEqualTo("round-village-unknown");
        assertThat(code("/stops?village=" + village + "&vehicle=mobile-1&day="
                        + MONTH.plusYears(1).atDay(1)))
                .isEqualTo("round-plan-missing");
        assertThat(code("/stops/" + stop.id() + "/remove")).isEqualTo("round-stop-unknown");
        assertThat(code("/publish?month=" + MONTH.plusYears(1))).isEqualTo("round-plan-missing");
        assertThat(ask("POST", "auditor", query).statusCode()).isEqualTo(403);
        assertThat(ask("POST", "auditor", "/stops/1/remove").statusCode()).isEqualTo(403);
        assertThat(ask("POST", "auditor", "/publish?month=" + MONTH).statusCode())
                .isEqualTo(403);
        assertThat(ask("POST", "planner", "/publish?month=" + MONTH).statusCode())
                .isEqualTo(200);
        JsonNode month = Json.parse(ask("GET", "planner", "?month=" + MONTH).body());
        assertThat(month.path("plan").path("published").asBoolean()).isTrue();
    }

    private static String code(String path) {
        HttpResponse<byte[]> answer = ask("POST", "planner", path);
        assertThat(answer.statusCode()).isBetween(400, 499);
        return Json.text(Json.parse(answer.body()), "code");
    }

    private static HttpResponse<byte[]> ask(String method, String login, String path) {
        var request = HttpRequest.newBuilder(URI.create(platform.address() + "/api/rounds" + path))
                .method(method, HttpRequest.BodyPublishers.noBody());
        if (!login.isEmpty()) {
            var accounts = platform.bean(Accounts.class);
            long id = accounts.byLogin(login).orElseThrow().id();
            request.header("Authorization", "Bearer " + accounts.issueToken(id, "test", Duration.ofHours(1)));
        }
        try {
            return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException | InterruptedException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
