package org.liankang.uses.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.liankang.base.json.Json;
import org.liankang.record.store.Records;
import org.liankang.uses.bulk.BulkPlatform.Answer;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Imports as a sender meets them: real HTTP, the real door, sources on a real server. */
class ImportTest {

    private static final String NDJSON = "application/fhir+ndjson";

    /** Serves texts from a byte on; the first answer for a name in {@code torn} breaks off in the middle. */
    private static final Map<String, byte[]> SERVED = new ConcurrentHashMap<>();

    private static final List<String> TORN = new CopyOnWriteArrayList<>();
    private static final List<String> RANGES = new CopyOnWriteArrayList<>();
    private static HttpServer server;
    private static BulkPlatform platform;

    @BeforeAll
    static void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", ImportTest::serve);
        server.start();
        platform = new BulkPlatform(
                "--liankang.bulk.batch-lines=10",
                "--liankang.bulk.line-bytes=64KB",
                "--liankang.bulk.outcome-bytes=8KB",
                "--liankang.bulk.plain-sources=true",
                "--liankang.bulk.private-sources=true",
                "--liankang.bulk.sources=" + origin());
    }

    @AfterAll
    static void stop() {
        platform.close();
        server.stop(0);
    }

    private static String origin() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    private static void serve(HttpExchange exchange) throws IOException {
        String name = exchange.getRequestURI().getPath();
        if (name.equals("/moved")) {
            exchange.getResponseHeaders().add("Location", origin() + "/patients");
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
            return;
        }
        byte[] all = SERVED.get(name);
        String range = exchange.getRequestHeaders().getFirst("Range");
        RANGES.add(name + " " + range);
        int from = range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
        exchange.sendResponseHeaders(range == null ? 200 : 206, all.length - from);
        int until = TORN.remove(name) ? all.length / 2 : all.length;
        try (exchange) {
            exchange.getResponseBody().write(all, from, until - from);
            exchange.getResponseBody().flush(); // a client asks again by itself when not even a header came
        } catch (IOException torn) {
            assertThat(until).isLessThan(all.length);
        }
    }

    private static String patient(String id) {
        return """
                {"resourceType":"Patient","id":"%s","identifier":[{"system":"urn:test","value":"%s"}],"gender":"female"}""".formatted(id, id);
    }

    private static String observation(String id, String subject) {
        return """
                {"resourceType":"Observation","id":"%s","status":"final","subject":{"reference":"Patient/%s"},\
                "code":{"coding":[{"system":"http://loinc.org","code":"8867-4"}]}}""".formatted(id, subject);
    }

    private static String patients(String name, int count) {
        return IntStream.range(0, count)
                .mapToObj(n -> patient(name + "-" + n) + "\n")
                .collect(Collectors.joining());
    }

    private static Optional<?> read(String type, String id) {
        return platform.bean(Records.class).read(type, id).filter(version -> !version.deleted());
    }

    private static Answer post(String lines, String... headers) {
        List<String> all = new ArrayList<>(List.of("Content-Type", NDJSON));
        all.addAll(List.of(headers));
        return platform.send("sender", "/bulk/import", lines, all.toArray(String[]::new));
    }

    @Test
    void bad_lines_are_told_by_number_and_harm_no_other_line() {
        post(patient("victim"));
        String smuggled = patient("smuggler")
                + "},{\"request\":{\"method\":\"DELETE\",\"url\":\"Patient/victim\"}},{\"request\":{\"method\":\"PUT\",\"url\":\"Patient/x\"},\"resource\":"
                + patient("x");
        String lines = String.join(
                "\n",
                "\uFEFF" + patient("line-1") + "\r",
                "{\"resourceType\":\"Patient\",\"id\":\"line-2\",",
                smuggled,
                "[" + patient("line-4") + "]",
                "",
                "{\"resourceType\":\"Patient\",\"gender\":\"male\"}",
                patient("line-7").replace("\"id\":\"line-7\"", "\"id\":\"../line-7\""),
                "{\"resourceType\":\"Patient\",\"id\":\"line-8\",\"id\":\"other\"}",
                "{\"resourceType\":\"Patient\",\"id\":\"line-9\",\"text\":{\"div\":\"" + "x".repeat(70_000) + "\"}}",
                "{\u0000\"",
                "{\"resourceType\":\"Patient\",\"id\":\"line-11\",\"multipleBirthInteger\":" + "9".repeat(2000) + "}",
                observation("line-12", "nobody-yet"),
                "{\"resourceType\":\"Patient\",\"id\":\"line-13\",\"gender\":\"lots\"}",
                "{\"resourceType\":\"Sandwich\",\"id\":\"line-14\"}",
                "  " + patient("line-15") + "  ");
        Answer answer = post(lines);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        JsonNode output = answer.json().path("output").path(0);
        assertThat(output.path("count").asInt()).isEqualTo(2);
        assertThat(output.path("extension").path("waiting").asInt()).isEqualTo(1);
        assertThat(output.path("extension").path("refused").asInt()).isEqualTo(11);
        assertThat(output.path("extension").path("lines").asInt()).isEqualTo(15);
        assertThat(read("Patient", "victim")).isPresent();
        assertThat(read("Patient", "line-1")).isPresent();
        assertThat(read("Patient", "line-15")).isPresent();
        assertThat(read("Patient", "smuggler")).isEmpty();
        String told = platform.ask(
                        "sender",
                        "GET",
                        answer.json().path("error").path(0).path("url").asString())
                .text();
        List<String> codes = told.lines()
                .map(Json::parse)
                .map(outcome -> Json.text(outcome, "issue", "diagnostics").replaceFirst(":.*", "") + " "
                        + Json.text(outcome, "issue", "details", "coding", "code"))
                .toList();
        assertThat(codes)
                .containsExactlyInAnyOrder(
                        "line 2 json-malformed",
                        "line 3 json-malformed",
                        "line 4 not-a-resource",
                        "line 6 id-missing",
                        "line 7 id-missing",
                        "line 8 json-malformed",
                        "line 9 bulk-line-too-long",
                        "line 10 not-a-resource",
                        "line 11 json-malformed",
                        "line 12 reference-unresolved",
                        "line 13 code-unknown",
                        "line 14 resource-type-unknown");
        assertThat(told)
                .doesNotContain("smuggler")
                .doesNotContain("victim")
                .contains("kept in quarantine under number");
    }

    @Test
    void of_very_many_bad_lines_only_the_first_are_told_and_all_are_counted() {
        JsonNode manifest = post("x\n".repeat(1000)).json();
        assertThat(manifest.path("output")
                        .path(0)
                        .path("extension")
                        .path("refused")
                        .asInt())
                .isEqualTo(1000);
        assertThat(manifest.path("error").path(0).path("count").asInt()).isBetween(10, 100);
    }

    @Test
    void a_stream_announced_as_of_one_type_has_no_other() {
        Answer answer = platform.send(
                "sender",
                "/bulk/import?type=Observation",
                patient("not-an-observation") + "\n",
                "Content-Type",
                NDJSON);
        assertThat(answer.json().path("output").path(0).path("count").asInt()).isZero();
        assertThat(read("Patient", "not-an-observation")).isEmpty();
    }

    @Test
    void a_stream_that_broke_goes_on_where_it_was_when_it_is_sent_again_with_its_key() throws IOException {
        byte[] all = patients("torn", 95).getBytes(StandardCharsets.UTF_8);
        InputStream breaking = new InputStream() {
            private final InputStream in = new ByteArrayInputStream(all, 0, all.length * 2 / 3);

            @Override
            public int read() throws IOException {
                throw new IOException("read one by one");
            }

            @Override
            public int read(byte[] into, int at, int most) throws IOException {
                int read = in.read(into, at, Math.min(most, 500));
                if (read < 0) {
                    throw new IOException("the line is dead");
                }
                return read;
            }
        };
        assertThatThrownBy(() -> platform.bean(Bulk.class)
                        .receive(platform.account("sender"), "", "", Optional.of("torn"), breaking, "test"))
                .isInstanceOf(IOException.class);
        long before = platform.bean(JdbcClient.class)
                .sql("select s.stored from bulk.source s join bulk.job j on j.id = s.job where j.key = 'torn'")
                .query(Long.class)
                .single();
        assertThat(before).isBetween(40L, 70L);

        Answer other = post(patients("tern", 95), "Idempotency-Key", "torn");
        assertThat(other.code()).isEqualTo("idempotency-key-reused");

        Answer again = post(new String(all, StandardCharsets.UTF_8), "Idempotency-Key", "torn");
        JsonNode output = again.json().path("output").path(0);
        assertThat(output.path("count").asInt()).isEqualTo(95);
        assertThat(output.path("extension").path("unchanged").asInt())
                .as("what was through the door is not sent again")
                .isZero();
        assertThat(output.path("extension").path("lines").asInt()).isEqualTo(95);
        assertThat(again.json().has("extension")).as("a part of it was new").isFalse();
        assertThat(read("Patient", "torn-94")).isPresent();

        Answer third = post("not even read", "Idempotency-Key", "torn");
        assertThat(third.json().path("output")).isEqualTo(again.json().path("output"));
        assertThat(third.json().path("extension").path("repeated").asBoolean(false))
                .isTrue();
    }

    @Test
    void sources_are_fetched_in_the_order_of_reference_and_torn_ones_from_where_they_broke() {
        SERVED.put("/patients", patients("fetched", 60).getBytes(StandardCharsets.UTF_8));
        SERVED.put("/observations", (observation("fetched-o", "fetched-59") + "\n").getBytes(StandardCharsets.UTF_8));
        TORN.add("/patients");
        Answer asked = platform.send(
                "sender",
                "/bulk/import",
                """
                {"resourceType":"Parameters","parameter":[
                 {"name":"inputFormat","valueCode":"application/fhir+ndjson"},
                 {"name":"inputSource","valueUri":"https://other.example"},
                 {"name":"storageDetail","part":[{"name":"type","valueCode":"https"}]},
                 {"name":"input","part":[{"name":"type","valueCode":"Observation"},{"name":"url","valueUrl":"%1$s/observations?sig=secret"}]},
                 {"name":"input","part":[{"name":"type","valueCode":"Patient"},{"name":"url","valueUrl":"%1$s/patients?sig=secret"}]}]}""".formatted(origin()),
                "Content-Type",
                "application/fhir+json",
                "Prefer",
                "respond-async");
        assertThat(asked.status()).as(asked.text()).isEqualTo(202);
        Answer ended = platform.ended("sender", asked.job());
        assertThat(ended.status()).as(ended.text()).isEqualTo(200);
        JsonNode output = ended.json().path("output");
        assertThat(output.path(0).path("count").asInt()).isEqualTo(60);
        assertThat(output.path(1).path("count").asInt()).isEqualTo(1);
        assertThat(ended.text()).contains("/patients").doesNotContain("secret");
        assertThat(RANGES).anyMatch(range -> range.matches("/patients bytes=[1-9]\\d*-"));
        assertThat(platform.bean(JdbcClient.class)
                        .sql("select count(*) from bulk.source where url like '%secret%'")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    private static Answer from(String url) {
        return platform.send(
                "sender",
                "/bulk/import",
                """
                {"inputFormat":"application/fhir+ndjson","inputSource":"https://other.example",
                 "input":[{"type":"Patient","url":"%s"}]}""".formatted(url),
                "Content-Type",
                "application/json",
                "Prefer",
                "respond-async");
    }

    @Test
    void the_platform_fetches_from_listed_origins_only_and_follows_no_redirect() {
        for (String url : List.of(
                "http://169.254.169.254/latest/meta-data",
                "http://localhost:1/x",
                "file:///etc/passwd",
                "ftp://localhost/x",
                "https://localhost/x",
                origin().replace("http://", "http://user:word@") + "/patients",
                origin().replace("localhost", "localhost.") + "/x",
                "jar:" + origin() + "/x!/",
                "no address")) {
            assertThat(from(url).code()).as(url).isEqualTo("bulk-source-refused");
        }
        Answer moved = platform.ended("sender", from(origin() + "/moved").job());
        assertThat(moved.code()).isEqualTo("bulk-source-failed");
        assertThat(moved.status()).isEqualTo(502);
    }

    @Test
    void inner_addresses_are_known_as_such() throws IOException {
        for (String inner : List.of(
                "127.0.0.1",
                "10.1.2.3",
                "172.16.0.1",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "0.0.0.0",
                "224.0.0.1",
                "::1",
                "fe80::1",
                "fd00::1",
                "::ffff:10.0.0.1",
                "64:ff9b::a00:1")) {
            assertThat(Origins.innerAddress(InetAddress.getByName(inner)))
                    .as(inner)
                    .isTrue();
        }
        assertThat(Origins.innerAddress(InetAddress.getByName("93.184.216.34"))).isFalse();
        assertThat(Origins.innerAddress(InetAddress.getByName("2606:2800:220:1::1")))
                .isFalse();
    }

    @Test
    void without_the_right_nothing_comes_in() {
        for (String other : List.of("steward", "doctor", "planner", "admin", "auditor")) {
            assertThat(platform.send(other, "/bulk/import", patient("intruder"), "Content-Type", NDJSON)
                            .status())
                    .as(other)
                    .isEqualTo(403);
        }
        assertThat(platform.send("", "/bulk/import", patient("intruder"), "Content-Type", NDJSON)
                        .status())
                .isEqualTo(401);
        assertThat(read("Patient", "intruder")).isEmpty();
        assertThat(post(patient("intruder"), "Content-Encoding", "gzip").code()).isEqualTo("request-invalid");
    }

    /** A line of a gigabyte, then a good one. */
    private static InputStream endless() {
        byte[] good = ("\n" + patient("after-the-giant") + "\n").getBytes(StandardCharsets.UTF_8);
        return new InputStream() {
            private long left = 1L << 30;
            private final InputStream rest = new ByteArrayInputStream(good);

            @Override
            public int read() {
                throw new UncheckedIOException(new IOException("read one by one"));
            }

            @Override
            public int read(byte[] into, int at, int most) throws IOException {
                if (left == 0) {
                    return rest.read(into, at, most);
                }
                int count = (int) Math.min(left, most);
                java.util.Arrays.fill(into, at, at + count, (byte) 'x');
                left -= count;
                return count;
            }
        };
    }

    @Test
    void a_line_of_a_gigabyte_takes_no_more_memory_than_a_long_one() throws IOException {
        LineReader lines = new LineReader(endless(), 1 << 20);
        assertThat(lines.next()).isTrue();
        assertThat(lines.tooLong()).isTrue();
        assertThat(lines.buffer().length).isLessThanOrEqualTo(1 << 22);
        assertThat(lines.next()).isTrue();
        assertThat(lines.tooLong()).isFalse();
        assertThat(lines.line()).isEqualTo(2);
        assertThat(lines.bytes()).isEqualTo((1L << 30) + 2 + lines.length());
        assertThat(new String(lines.buffer(), lines.start(), lines.length(), StandardCharsets.UTF_8))
                .isEqualTo(patient("after-the-giant"));
        assertThat(lines.next()).isFalse();
    }

    @Test
    void what_was_stored_can_be_brought_in_again_without_a_change() {
        post(patients("again", 25));
        Answer second = post(patients("again", 25));
        assertThat(second.json()
                        .path("output")
                        .path(0)
                        .path("extension")
                        .path("unchanged")
                        .asInt())
                .isEqualTo(25);
    }
}
