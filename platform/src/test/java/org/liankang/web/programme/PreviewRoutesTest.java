package org.liankang.web.programme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.liankang.base.json.Json;
import org.liankang.identity.access.Accounts;
import org.liankang.identity.access.AuditTrail;
import org.liankang.web.RunningPlatform;
import org.liankang.web.Visitor;
import tools.jackson.databind.JsonNode;

class PreviewRoutesTest {

    private final RunningPlatform platform = RunningPlatform.shared();
    private final HttpClient http = HttpClient.newHttpClient();

    private String token(String login) {
        var accounts = platform.bean(Accounts.class);
        return accounts.issueToken(accounts.byLogin(login).orElseThrow().id(), "test", Duration.ofHours(1));
    }

    private HttpResponse<byte[]> ask(String method, String token, String body)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(platform.address() + "/api/programmes/preview"))
                .header("Content-Type", "application/yaml")
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private static String code(HttpResponse<byte[]> answer) {
        return Json.text(Json.parse(answer.body()), "code");
    }

    @Test
    void it_is_closed_without_a_token_and_without_the_right() throws Exception {
        assertThat(ask("POST", "", "x").statusCode()).isEqualTo(401);
        assertThat(ask("POST", token("sender"), "x").statusCode()).isEqualTo(403);
        assertThat(ask("GET", token("sender"), "").statusCode()).isEqualTo(403);
    }

    @Test
    void a_planner_sees_what_a_changed_file_would_change_and_leaves_a_trace() throws Exception {
        String planner = token("planner");
        String yaml = Files.readString(Path.of("../regions/national/programmes/hypertension.yaml"));
        assertThat(code(ask("POST", planner, " "))).isEqualTo("preview-empty");
        assertThat(code(ask("POST", planner, "x".repeat(256 * 1024 + 1)))).isEqualTo("preview-too-long");
        HttpResponse<byte[]> wrong = ask("POST", planner, yaml.replace("in: 3 months", "in: a quarter"));
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(code(wrong)).isEqualTo("preview-wrong");
        assertThat(Json.text(Json.parse(wrong.body()), "reason")).contains("is no length of time");

        assertThat(ask("POST", planner, yaml.replace("in: 3 months", "in: 2 months"))
                        .statusCode())
                .isEqualTo(202);
        JsonNode progress = Json.parse(ask("GET", planner, "").body());
        for (int tries = 0; Json.text(progress, "state").equals("running"); tries++) {
            assertThat(tries).as("waited long enough").isLessThan(600);
            Thread.sleep(100);
            progress = Json.parse(ask("GET", planner, "").body());
        }
        assertThat(Json.text(progress, "state")).isEqualTo("done");
        assertThat(Json.text(progress, "programme")).isEqualTo("hypertension");
        assertThat(progress.path("done").longValue())
                .isEqualTo(progress.path("all").longValue());
        var trail = platform.bean(AuditTrail.class);
        trail.flush();
        assertThat(trail.entries(new AuditTrail.Filter("planner", "preview-programme", 0), 5, 0))
                .isNotEmpty()
                .allMatch(entry -> entry.reference().startsWith("programme/"));
    }

    @Test
    void the_page_takes_a_pasted_file_says_what_is_wrong_with_it_and_shows_what_would_change() throws Exception {
        Visitor planner = Visitor.signedIn(platform, "planner");
        String yaml = Files.readString(Path.of("../regions/national/programmes/hypertension.yaml"));
        assertThat(planner.get("/programmes/hypertension").body()).contains("/programmes/preview");
        assertThat(planner.get("/programmes/preview").body()).contains("规则变更预览", "multipart/form-data");
        assertThat(planner.post("/programmes/preview", Map.of("text", List.of(" ")))
                        .body())
                .contains("没有内容");
        assertThat(planner.post(
                                "/programmes/preview",
                                Map.of("text", List.of(yaml.replace("in: 3 months", "in: a quarter"))))
                        .body())
                .contains("文件有误", "is no length of time", "in: a quarter");
        Visitor.Answer begun = planner.post(
                "/programmes/preview", Map.of("text", List.of(yaml.replace("in: 3 months", "in: 2 months"))));
        assertThat(begun.path()).isEqualTo("/programmes/preview");
        String page = begun.body();
        for (int tries = 0; !page.contains("变更的结果"); tries++) {
            assertThat(tries).as("waited long enough").isLessThan(600);
            Thread.sleep(100);
            page = planner.get("/programmes/preview").body();
        }
        assertThat(page).contains("高血压随访", "改期任务").doesNotContain("张建国", "in: 2 months");
        Visitor doctor = Visitor.signedIn(platform, "doctor");
        assertThat(doctor.get("/programmes/preview").status()).isEqualTo(403);
        assertThat(doctor.get("/programmes/hypertension").body()).doesNotContain("/programmes/preview");
    }
}
