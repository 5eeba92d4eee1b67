package org.liankang.web.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.liankang.base.json.Json;
import org.liankang.identity.access.Accounts;
import org.liankang.web.fhir.FhirClient.Answer;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** What a sender must not be able to do to the door, over HTTP: every answer has a code and the platform goes on. */
class HostileInputTest {

    private static final FhirClient platform = new FhirClient();

    private static final String PATIENT = "{\"resourceType\":\"Patient\",\"gender\":\"female\"}";

    /** Sends bytes as they are and reads what comes until the connection closes or the answer is whole. */
    private static String raw(byte[]... parts) throws IOException {
        return raw(false, parts);
    }

    /** As above; {@code done} says that nothing more will come. */
    private static String raw(boolean done, byte[]... parts) throws IOException {
        URI address = URI.create(platform.address());
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            socket.setSoTimeout((int) Duration.ofSeconds(20).toMillis());
            OutputStream out = socket.getOutputStream();
            try {
                for (byte[] part : parts) {
                    out.write(part);
                }
                out.flush();
                if (done) {
                    socket.shutdownOutput();
                }
            } catch (IOException closed) {
                // the server may answer and hang up before everything is sent
            }
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            InputStream in = socket.getInputStream();
            byte[] buffer = new byte[8192];
            try {
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    all.write(buffer, 0, read);
                    String so = all.toString(StandardCharsets.UTF_8);
                    if (so.contains("\r\n\r\n") && (so.endsWith("}") || so.endsWith("\r\n0\r\n\r\n"))) {
                        break;
                    }
                }
            } catch (IOException reset) {
                // what came before it is the answer
            }
            return all.toString(StandardCharsets.UTF_8);
        }
    }

    private static byte[] head(String line, String... headers) {
        StringBuilder text =
                new StringBuilder(line + "\r\nHost: localhost\r\nAuthorization: Bearer " + token() + "\r\n");
        for (String header : headers) {
            text.append(header).append("\r\n");
        }
        return text.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String token() {
        Accounts accounts = platform.part(Accounts.class);
        return accounts.issueToken(accounts.byLogin("sender").orElseThrow().id(), "hostile", Duration.ofHours(1));
    }

    private static void refused(Answer answer) {
        assertThat(answer.status()).isBetween(400, 499);
        assertThat(answer.code()).isNotEmpty();
        assertThat(answer.response().headers().firstValue("Content-Type").orElse(""))
                .startsWith("application/fhir+json");
    }

    private static void stillThere() {
        assertThat(platform.fhir("POST", "/Patient", PATIENT.replace("}", ",\"active\":true}"))
                        .status())
                .isIn(200, 201);
    }

    @Test
    void truncated_json_is_malformed_wherever_it_ends() {
        for (int end : List.of(1, 5, 20, PATIENT.length() - 1)) {
            Answer answer = platform.fhir("POST", "/Patient", PATIENT.substring(0, end));
            assertThat(answer.code()).isEqualTo("json-malformed");
            assertThat(answer.status()).isEqualTo(400);
        }
    }

    @Test
    void a_bundle_announced_with_a_gigabyte_is_refused_before_it_is_sent() throws IOException {
        String answer = raw(
                head("POST /fhir HTTP/1.1", "Content-Type: application/fhir+json", "Content-Length: " + (1L << 30)));
        assertThat(answer).startsWith("HTTP/1.1 413").contains("payload-too-large");
        stillThere();
    }

    @Test
    void a_bundle_that_never_ends_is_cut_at_the_limit() throws IOException {
        byte[] chunk = ("100000\r\n" + " ".repeat(0x100000) + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
        byte[][] parts = new byte[41][];
        parts[0] = head("POST /fhir HTTP/1.1", "Content-Type: application/fhir+json", "Transfer-Encoding: chunked");
        java.util.Arrays.fill(parts, 1, 41, chunk);
        String answer = raw(parts);
        assertThat(answer).startsWith("HTTP/1.1 413").contains("payload-too-large");
        stillThere();
    }

    @Test
    void a_small_gzip_that_unpacks_to_a_gigabyte_is_cut_at_the_limit() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream zip = new GZIPOutputStream(packed)) {
            byte[] spaces = new byte[1024 * 1024];
            java.util.Arrays.fill(spaces, (byte) ' ');
            for (int i = 0; i < 1024; i++) {
                zip.write(spaces);
            }
        }
        Answer answer = platform.fhir("POST", "/", packed.toByteArray(), "Content-Encoding", "gzip");
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.code()).isEqualTo("payload-too-large");
    }

    @Test
    void ten_thousand_levels_are_refused_in_json_and_in_xml() {
        Answer nested = platform.fhir("POST", "/Patient", "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000));
        refused(nested);
        assertThat(nested.body().toString()).contains("nested deeper than 200");
        refused(platform.fhir("POST", "/", "[".repeat(10_000) + "]".repeat(10_000)));
        String xml = "<Patient xmlns=\"http://hl7.org/fhir\">" + "<extension>".repeat(10_000)
                + "</extension>".repeat(10_000) + "</Patient>";
        Answer deep = platform.fhir(
                "POST", "/Patient", xml.getBytes(StandardCharsets.UTF_8), "Content-Type", "application/fhir+xml");
        assertThat(deep.code()).isEqualTo("xml-malformed");
    }

    @Test
    void xml_brings_no_entities() {
        String bomb = "<?xml version=\"1.0\"?><!DOCTYPE Patient [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]>"
                + "<Patient xmlns=\"http://hl7.org/fhir\"><gender value=\"&b;\"/></Patient>";
        String file = "<?xml version=\"1.0\"?><!DOCTYPE Patient [<!ENTITY a SYSTEM \"file:///etc/hostname\">]>"
                + "<Patient xmlns=\"http://hl7.org/fhir\"><name><text value=\"x\"/></name></Patient>";
        for (String xml : List.of(bomb, file)) {
            Answer answer = platform.fhir(
                    "POST", "/Patient", xml.getBytes(StandardCharsets.UTF_8), "Content-Type", "application/fhir+xml");
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.code()).isEqualTo("xml-malformed");
        }
    }

    @Test
    void only_utf_8_is_read() {
        Answer utf16 = platform.fhir("POST", "/Patient", PATIENT.getBytes(StandardCharsets.UTF_16));
        assertThat(utf16.code()).isEqualTo("encoding-invalid");
        assertThat(platform.fhir("POST", "/Patient", PATIENT.getBytes(StandardCharsets.UTF_16LE))
                        .code())
                .isEqualTo("encoding-invalid");
        Answer said = platform.fhir(
                "POST",
                "/Patient",
                PATIENT.getBytes(StandardCharsets.UTF_8),
                "Content-Type",
                "application/fhir+json; charset=ISO-8859-1");
        assertThat(said.status()).isEqualTo(415);
        byte[] broken = "{\"resourceType\":\"Patient\",\"name\":[{\"text\":\"??\"}]}".getBytes(StandardCharsets.UTF_8);
        int at = new String(broken, StandardCharsets.UTF_8).indexOf("??");
        broken[at] = (byte) 0xc3;
        broken[at + 1] = (byte) 0x28;
        Answer invalid = platform.fhir("POST", "/Patient", broken);
        assertThat(invalid.status()).isEqualTo(400);
        assertThat(invalid.code()).isEqualTo("json-malformed");
        assertThat(platform.fhir("POST", "/Patient", PATIENT, "Content-Encoding", "br")
                        .status())
                .isEqualTo(415);
    }

    /** A JSON escape can name one half of a surrogate pair: no encoding can write it, so it would be another text elsewhere. */
    @Test
    void half_a_character_is_refused_and_a_whole_one_is_kept() {
        for (String half : List.of("\\ud83d", "\\ude00", "a\\ude00\\ud83db", "\\ud83d\\ud83d\\ude00")) {
            Answer answer = platform.fhir(
                    "POST", "/Patient", "{\"resourceType\":\"Patient\",\"name\":[{\"text\":\"" + half + "\"}]}");
            assertThat(answer.status()).as(half).isEqualTo(422);
            assertThat(answer.code()).isEqualTo("value-invalid");
        }
        Answer rare = platform.fhir(
                "POST", "/Patient", "{\"resourceType\":\"Patient\",\"name\":[{\"text\":\"\\ud842\\udfb7𠮷\"}]}");
        assertThat(rare.body().at("/name/0/text").asString("")).isEqualTo("𠮷𠮷");
    }

    @Test
    void a_stream_in_an_encoding_nobody_reads_is_refused_and_not_taken_as_lines() throws IOException {
        String answer = raw(
                head(
                        "POST /bulk/import HTTP/1.1",
                        "Content-Type: application/fhir+ndjson",
                        "Content-Encoding: br",
                        "Content-Length: 4"),
                "abcd".getBytes(StandardCharsets.UTF_8));
        assertThat(answer).startsWith("HTTP/1.1 415").contains("media-type-unsupported");
    }

    @Test
    void a_stream_that_breaks_off_is_the_senders_fault_and_no_failure_of_ours() throws IOException {
        ListAppender<ILoggingEvent> failures = new ListAppender<>();
        failures.start();
        Logger log = (Logger) LoggerFactory.getLogger("org.liankang.web.error.Faults");
        log.addAppender(failures);
        try {
            byte[] head = head(
                    "POST /bulk/import HTTP/1.1",
                    "Content-Type: application/fhir+ndjson",
                    "Transfer-Encoding: chunked");
            byte[] torn = "ff\r\n{\"resourceType\"".getBytes(StandardCharsets.UTF_8);
            assertThat(raw(true, head, torn)).startsWith("HTTP/1.1 400").contains("\"code\"");
            byte[] malformed = "nonsense\r\n".getBytes(StandardCharsets.UTF_8);
            assertThat(raw(head, malformed)).startsWith("HTTP/1.1 400").contains("\"code\"");
        } finally {
            log.detachAppender(failures);
        }
        assertThat(failures.list).isEmpty();
        stillThere();
    }

    @Test
    void references_that_lead_nowhere_or_elsewhere_are_only_text() {
        for (String target : List.of(
                "file:///etc/passwd",
                "http://169.254.169.254/latest/meta-data",
                "javascript:alert(1)",
                "Patient/../../etc/passwd",
                "Patient/1'; drop table record.version; --",
                "#".repeat(1000),
                "Patient/" + "9".repeat(900))) {
            String body = Json.text(Json.parse("""
                    {"resourceType":"Observation","status":"final","code":{"text":"x"}}""").deepCopy());
            JsonNode observation = Json.parse(body);
            ((tools.jackson.databind.node.ObjectNode) observation)
                    .putObject("subject")
                    .put("reference", target);
            Answer answer = platform.fhir("POST", "/Observation", Json.bytes(observation));
            assertThat(answer.status()).as(target).isIn(200, 201, 400, 422);
        }
        stillThere();
    }

    @Test
    void sql_is_a_value_like_any_other() {
        for (String value :
                List.of("'%20or%201=1--", "%27%29%3B%20drop%20schema%20record%20cascade%3B--", "%22%5C%27")) {
            for (String name : List.of(
                    "_id",
                    "name",
                    "identifier",
                    "birthdate",
                    "general-practitioner",
                    "_lastUpdated",
                    "_sort",
                    "_count",
                    "_page",
                    "_include",
                    "_elements",
                    "_summary",
                    "_type",
                    "gender:not",
                    value)) {
                Answer answer = platform.fhir("GET", "/Patient?" + name + "=" + value, "");
                assertThat(answer.status()).as(name).isIn(200, 400, 410);
                assertThat(answer.body().path("total").asInt(0)).as(name).isLessThan(1_000);
            }
            assertThat(platform.fhir("GET", "/_history?_since=" + value, "").status())
                    .isEqualTo(400);
            assertThat(platform.fhir("GET", "/Patient/" + value, "").status()).isBetween(400, 499);
        }
        assertThat(platform.fhir("GET", "/Patient?_count=1", "")
                        .body()
                        .path("total")
                        .asInt())
                .isPositive();
    }

    @Test
    void what_a_header_says_cannot_become_another_header() {
        Answer answer = platform.fhir("GET", "/Patient?_id=x%0d%0aSet-Cookie:%20a=b", "");
        assertThat(answer.response().headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(answer.body().path("link").path(0).path("url").asString("")).doesNotContain("\n");
        refused(platform.fhir("GET", "/Patient", "", "Liankang-Purpose", "anything"));
        refused(platform.fhir("POST", "/Patient", PATIENT, "Idempotency-Key", "k".repeat(201)));
    }

    @Test
    void no_path_leads_out_of_the_door() throws IOException {
        for (String path : List.of(
                "/fhir/../health",
                "/fhir/%2e%2e/accounts",
                "/fhir/..%2f..%2faccounts",
                "/fhir/Patient/..;/..;/accounts",
                "/fhir//Patient/%00",
                "/fhir/Patient/a%2Fb",
                "/fhir/Patient/$nonsense/x/y/z/a/b")) {
            String answer = raw(head("GET " + path + " HTTP/1.1", "Connection: close"));
            assertThat(answer)
                    .as(path)
                    .matches("(?s)HTTP/1.1 (4\\d\\d|302).*|HTTP/1.1 200.*\"?UP.*|(?s)HTTP/1.1 200 \\r\\n.*ok.*");
            assertThat(answer).as(path).doesNotContain("Exception").doesNotContain("<h1>");
        }
    }

    @Test
    void a_huge_address_or_header_is_answered_with_a_code() throws IOException {
        String address = raw(head("GET /fhir/Patient?name=" + "a".repeat(200_000) + " HTTP/1.1", "Connection: close"));
        assertThat(address)
                .startsWith("HTTP/1.1 4")
                .contains("OperationOutcome")
                .doesNotContain("<html");
        String header = raw(head("GET /fhir/Patient HTTP/1.1", "X-Long: " + "a".repeat(200_000), "Connection: close"));
        assertThat(header).startsWith("HTTP/1.1 4").contains("OperationOutcome");
        String many = raw(head("GET /fhir/Patient?" + "name=a&".repeat(500) + " HTTP/1.1", "Connection: close"));
        assertThat(many).startsWith("HTTP/1.1 4").contains("request-invalid");
        stillThere();
    }

    /** RFC 3986 wants it encoded; curl and half of all interfaces write system|code as the standard prints it. */
    @Test
    void a_bar_in_an_address_is_understood_as_it_is_written() throws IOException {
        String answer = raw(head(
                "GET /fhir/Patient?gender=http://hl7.org/fhir/administrative-gender|male&_summary=count HTTP/1.1",
                "Connection: close"));
        assertThat(answer).startsWith("HTTP/1.1 200").contains("\"total\"");
    }

    @Test
    void methods_nobody_knows_are_refused() throws IOException {
        for (String method : List.of("TRACE", "PROPFIND", "BREW")) {
            String answer = raw(head(method + " /fhir/Patient HTTP/1.1", "Connection: close"));
            assertThat(answer).as(method).startsWith("HTTP/1.1 4");
            assertThat(answer).as(method).contains("OperationOutcome");
        }
    }

    @Test
    void a_token_is_needed_for_everything_but_the_description() throws Exception {
        var http = java.net.http.HttpClient.newHttpClient();
        for (String path : List.of(
                "/Patient/1", "/Patient", "/_history", "/Patient/1/$everything", "/x", "/Patient/1/_history/1")) {
            var request = java.net.http.HttpRequest.newBuilder(URI.create(platform.address() + "/fhir" + path))
                    .header("Authorization", "Bearer lk_nobody")
                    .build();
            var response = http.send(request, java.net.http.HttpResponse.BodyHandlers.ofString());
            assertThat(response.statusCode()).as(path).isIn(401, 404);
            assertThat(response.statusCode() == 401 || path.equals("/x"))
                    .as(path)
                    .isTrue();
            assertThat(response.body()).contains("OperationOutcome");
        }
        var open = java.net.http.HttpRequest.newBuilder(URI.create(platform.address() + "/fhir/metadata"))
                .build();
        assertThat(http.send(open, java.net.http.HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(200);
    }
}
