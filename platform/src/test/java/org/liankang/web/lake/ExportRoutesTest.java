package org.liankang.web.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.liankang.base.json.Json;
import org.liankang.identity.access.Accounts;
import org.liankang.identity.access.AuditTrail;
import org.liankang.web.RunningPlatform;
import tools.jackson.databind.JsonNode;

class ExportRoutesTest {

    private final RunningPlatform platform = RunningPlatform.shared();
    private final HttpClient http = HttpClient.newHttpClient();

    private String token(String login) {
        var accounts = platform.bean(Accounts.class);
        return accounts.issueToken(accounts.byLogin(login).orElseThrow().id(), "test", Duration.ofHours(1));
    }

    private HttpResponse<byte[]> ask(String method, String token, String query)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(platform.address() + "/api/lake/export" + query))
                .method(method, HttpRequest.BodyPublishers.noBody());
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    @Test
    void it_is_closed_without_a_token_and_without_the_right() throws Exception {
        String sender = token("sender");
        assertThat(ask("POST", "", "?purpose=QUALITY_CHECK&reason=monthly").statusCode())
                .isEqualTo(401);
        assertThat(ask("POST", sender, "?purpose=QUALITY_CHECK&reason=monthly").statusCode())
                .isEqualTo(403);
        assertThat(ask("GET", sender, "").statusCode()).isEqualTo(403);
    }

    @Test
    void it_asks_why_leaves_a_trace_and_can_be_followed_to_the_files() throws Exception {
        String planner = token("planner");
        for (String query : new String[] {
            "", "?purpose=CARE&reason=monthly", "?purpose=QUALITY_CHECK&reason=x", "?purpose=ANY&reason=monthly"
        }) {
            HttpResponse<byte[]> refused = ask("POST", planner, query);
            assertThat(refused.statusCode()).as(query).isEqualTo(422);
            assertThat(Json.text(Json.parse(refused.body()), "code")).isEqualTo("export-purpose");
        }
        assertThat(ask("POST", planner, "?purpose=QUALITY_CHECK&reason=monthly").statusCode())
                .isEqualTo(202);
        JsonNode progress = Json.parse(ask("GET", planner, "").body());
        for (int tries = 0; Json.text(progress, "state").equals("running"); tries++) {
            assertThat(tries).as("waited long enough").isLessThan(600);
            Thread.sleep(100);
            progress = Json.parse(ask("GET", planner, "").body());
        }
        assertThat(Json.text(progress, "state")).isEqualTo("done");
        assertThat(progress.path("position").longValue()).isPositive();
        assertThat(Path.of(Json.text(progress, "folder")).resolve("patient.parquet"))
                .exists();
        var trail = platform.bean(AuditTrail.class);
        trail.flush();
        assertThat(trail.entries(new AuditTrail.Filter("planner", "export-lake", 0), 5, 0))
                .isNotEmpty()
                .allMatch(entry -> entry.purpose().equals("QUALITY_CHECK"));
    }
}
