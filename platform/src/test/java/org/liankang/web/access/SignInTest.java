package org.liankang.web.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.liankang.identity.access.Accounts;
import org.liankang.identity.access.AuditTrail;
import org.liankang.web.RunningPlatform;

/** Signing in and what each role is shown, over real HTTP with cookies as a browser keeps them. */
class SignInTest {

    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    private final RunningPlatform platform = RunningPlatform.shared();
    private final HttpClient browser = HttpClient.newBuilder()
            .cookieHandler(new CookieManager())
            .version(HttpClient.Version.HTTP_1_1)
            .build();

    private HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(platform.address() + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return browser.send(request.build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, Map<String, String> form) throws IOException, InterruptedException {
        String body = form.entrySet().stream()
                .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return browser.send(
                HttpRequest.newBuilder(URI.create(platform.address() + path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> signIn(String login, String password) throws IOException, InterruptedException {
        Matcher token = TOKEN.matcher(get("/sign-in").body());
        assertThat(token.find()).isTrue();
        return post("/sign-in", Map.of("login", login, "password", password, "_csrf", token.group(1)));
    }

    private static String location(HttpResponse<String> answer) {
        String location = answer.headers().firstValue("Location").orElse("");
        return location.replaceFirst("https?://[^/]+", "");
    }

    @Test
    void whoever_is_not_signed_in_is_sent_to_the_form() throws Exception {
        HttpResponse<String> answer = get("/indicators");
        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(location(answer)).isEqualTo("/sign-in");
        assertThat(location(get("/"))).isEqualTo("/sign-in");
    }

    @Test
    void a_fragment_asked_for_after_the_session_ended_sends_the_whole_page_to_the_form() throws Exception {
        HttpResponse<String> answer = get("/board/strip", "HX-Request", "true");
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("HX-Redirect")).contains("/sign-in?expired");
    }

    @Test
    void pages_allow_no_inline_script_and_no_frame() throws Exception {
        HttpResponse<String> answer = get("/sign-in");
        assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("script-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe-inline", "unsafe-eval");
        assertThat(answer.headers().firstValue("Set-Cookie").orElse("")).contains("HttpOnly", "SameSite=Lax");
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/html;charset=UTF-8");
        assertThat(answer.body()).doesNotContain("style=\"").doesNotContain("onclick=");
    }

    @Test
    void signing_in_opens_the_board_and_signing_out_closes_it_and_both_leave_a_trace() throws Exception {
        assertThat(location(signIn("planner", "planner-demo"))).isEqualTo("/");
        HttpResponse<String> board = get("/");
        assertThat(board.statusCode()).isEqualTo(200);
        Matcher token = TOKEN.matcher(board.body());
        assertThat(token.find()).isTrue();
        assertThat(location(post("/sign-out", Map.of("_csrf", token.group(1))))).isEqualTo("/sign-in?left");
        assertThat(location(get("/"))).isEqualTo("/sign-in");
        AuditTrail trail = platform.bean(AuditTrail.class);
        trail.flush();
        assertThat(trail.entries(new AuditTrail.Filter("planner", "sign-in", 0), 1, 0))
                .hasSize(1);
    }

    @Test
    void a_wrong_password_says_so_and_leaves_a_trace_without_the_login_of_nobody() throws Exception {
        assertThat(location(signIn("nobody-here", "whatever"))).isEqualTo("/sign-in?wrong");
        AuditTrail trail = platform.bean(AuditTrail.class);
        trail.flush();
        assertThat(trail.entries(new AuditTrail.Filter("", "sign-in-refused", 0), 1, 0))
                .hasSize(1);
        assertThat(trail.entries(new AuditTrail.Filter("nobody-here", "", 0), 1, 0))
                .isEmpty();
    }

    @Test
    void a_form_without_its_token_is_refused() throws Exception {
        signIn("planner", "planner-demo");
        HttpResponse<String> answer =
                post("/account/password", Map.of("old", "planner-demo", "fresh", "something-else"));
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("not-allowed").doesNotContain("Exception");
    }

    @ParameterizedTest
    @CsvSource({
        "planner, /plan, 200",
        "planner, /audit, 403",
        "planner, /accounts, 403",
        "planner, /system, 403",
        "planner, /tasks, 403",
        "planner, /quarantine, 403",
        "doctor, /audit, 403",
        "doctor, /indicators, 200",
        "doctor, /plan/14-5/2/report, 403",
        "steward, /system, 200",
        "steward, /residents, 403",
        "auditor, /audit, 200",
        "auditor, /residents, 403",
        "auditor, /accounts, 403",
        "admin, /accounts, 200",
        "admin, /residents, 403",
        "admin, /indicators/hypertension-control/people, 403",
        "planner, /indicators/no-such-one, 404",
        "planner, /nowhere, 404",
        "planner, /plan/14-5/99/report, 404",
        "planner, /indicators/hypertension-control?month=not-a-month, 400",
    })
    void each_role_sees_its_places_and_no_other(String login, String path, int status) throws Exception {
        signIn(login, login + "-demo");
        HttpResponse<String> answer = get(path);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).doesNotContain("Exception").doesNotContain("\tat ");
    }

    @Test
    void the_people_behind_a_number_open_only_after_a_purpose() throws Exception {
        signIn("planner", "planner-demo");
        HttpResponse<String> answer = get("/indicators/diabetes-control/people");
        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(location(answer)).startsWith("/purpose?subject=indicator%2Fdiabetes-control&back=");
        Matcher token = TOKEN.matcher(get(location(answer)).body());
        assertThat(token.find()).isTrue();
        Map<String, String> statement = Map.of(
                "_csrf", token.group(1),
                "subject", "indicator/diabetes-control",
                "back", "/indicators/diabetes-control/people",
                "purpose", "QUALITY_CHECK",
                "reason", "a test of this very page");
        assertThat(location(post("/purpose", statement))).isEqualTo("/indicators/diabetes-control/people");
        assertThat(get("/indicators/diabetes-control/people").statusCode()).isEqualTo(200);
    }

    @Test
    void an_interface_without_a_token_is_answered_in_its_own_language() throws Exception {
        HttpResponse<String> answer = get("/fhir/Patient/1");
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate").orElse("")).startsWith("Bearer");
        assertThat(answer.body()).contains("\"OperationOutcome\"", "\"sign-in-needed\"");
        assertThat(get("/api/system/books", "Authorization", "Bearer lk_wrong").statusCode())
                .isEqualTo(401);
        assertThat(get("/fhir/Patient/1", "Authorization", "Bearer " + token("auditor"))
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void the_language_switch_works_before_sign_in_and_leads_nowhere_else() throws Exception {
        Matcher token = TOKEN.matcher(get("/sign-in").body());
        assertThat(token.find()).isTrue();
        HttpResponse<String> answer =
                post("/language", Map.of("_csrf", token.group(1), "language", "en", "back", "//evil.example/path"));
        assertThat(location(answer)).isEqualTo("/");
        assertThat(get("/sign-in").body()).contains("<html lang=\"en\"");
    }

    @Test
    void pages_and_files_that_everybody_may_see_are_open() throws Exception {
        for (String path : new String[] {"/sign-in", "/health", "/assets/liankang.css", "/assets/icons.svg"}) {
            assertThat(get(path).statusCode()).as(path).isEqualTo(200);
        }
    }

    private String token(String login) {
        Accounts accounts = platform.bean(Accounts.class);
        return accounts.issueToken(accounts.byLogin(login).orElseThrow().id(), "test", java.time.Duration.ofHours(1));
    }
}
