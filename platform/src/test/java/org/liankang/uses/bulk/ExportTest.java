package org.liankang.uses.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.liankang.base.json.Json;
import org.liankang.identity.access.AuditTrail;
import org.liankang.identity.access.Purpose;
import org.liankang.record.store.Records;
import org.liankang.uses.bulk.BulkPlatform.Answer;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Exports as a client meets them: real HTTP, the real database, real files. */
class ExportTest {

    private static BulkPlatform platform;

    @BeforeAll
    static void start() {
        platform = new BulkPlatform(
                        "--liankang.bulk.stretch=5",
                        "--liankang.bulk.checkpoint=1KB",
                        "--liankang.bulk.file-bytes=3KB",
                        "--liankang.bulk.waiting-per-account=3")
                .withDistrict();
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    private static String observation(String id, String value) {
        return """
                {'resourceType':'Observation','id':'%s','status':'final','subject':{'reference':'Patient/zhang'},
                 'code':{'coding':[{'system':'http://loinc.org','code':'8867-4'}]},'valueString':'%s'}""".formatted(id, value);
    }

    /** Without what a server adds. */
    private static Map<String, JsonNode> contents(Map<String, JsonNode> lines) {
        Map<String, JsonNode> contents = new TreeMap<>();
        lines.forEach((name, resource) -> {
            ObjectNode content = ((ObjectNode) resource).deepCopy();
            content.remove("meta");
            contents.put(name, content);
        });
        return contents;
    }

    @Test
    void an_export_imported_into_an_empty_platform_gives_the_same_resources() {
        platform.put(observation("twice", "one"));
        platform.put(observation("twice", "two"));
        Answer ended = platform.ended("steward", platform.export("").job());
        assertThat(ended.status()).as(ended.text()).isEqualTo(200);
        JsonNode output = ended.json().path("output");
        Map<String, JsonNode> before = platform.lines(output);
        assertThat(before).containsKeys("Patient/zhang", "Organization/centre", "Observation/twice");
        assertThat(before.get("Observation/twice").path("valueString").asString())
                .isEqualTo("two");
        assertThat(output.size()).as("files are cut at their size").isGreaterThan(8);
        try (BulkPlatform empty = new BulkPlatform()) {
            List<String> order = List.of("Organization", "Practitioner", "CareTeam", "Patient", "Encounter");
            List<JsonNode> files = new ArrayList<>();
            output.forEach(files::add);
            files.sort(java.util.Comparator.comparingInt(file -> {
                int rank = order.indexOf(file.path("type").asString());
                return rank < 0 ? order.size() : rank;
            }));
            for (JsonNode file : files) {
                byte[] lines = platform.ask("steward", "GET", file.path("url").asString())
                        .bytes();
                Answer taken = empty.send(
                        "sender",
                        "/bulk/import?type=" + file.path("type").asString(),
                        () -> new ByteArrayInputStream(lines),
                        "Content-Type",
                        "application/fhir+ndjson");
                assertThat(taken.status()).as(taken.text()).isEqualTo(200);
                assertThat(taken.json().path("error")).as(taken.text()).isEmpty();
                assertThat(taken.json().path("output").path(0).path("count").asInt())
                        .isEqualTo(file.path("count").asInt());
            }
            assertThat(contents(empty.everything())).isEqualTo(contents(before));
        }
    }

    @Test
    void a_second_export_from_the_first_one_on_has_what_came_after_and_what_was_deleted() {
        platform.put(observation("short-lived", "here"));
        String time = platform.ended("steward", platform.export("").job())
                .json()
                .path("transactionTime")
                .asString();
        platform.put(observation("later", "new"));
        platform.delete("Observation/short-lived");
        JsonNode manifest = platform.ended(
                        "steward", platform.export("?_since=" + time).job())
                .json();
        assertThat(platform.lines(manifest.path("output"))).containsOnlyKeys("Observation/later");
        assertThat(platform.lines(manifest.path("deleted"))).containsOnlyKeys("Observation/short-lived");
    }

    @Test
    void any_other_time_gives_what_was_recorded_after_it() throws InterruptedException {
        Thread.sleep(5);
        Instant before = Instant.now();
        Thread.sleep(5);
        platform.put(observation("after-a-time", "new"));
        JsonNode manifest = platform.ended(
                        "steward",
                        platform.export("?_since=" + before.toString()).job())
                .json();
        assertThat(platform.lines(manifest.path("output"))).containsKey("Observation/after-a-time");
        assertThat(platform.lines(manifest.path("output"))).doesNotContainKey("Patient/zhang");
        JsonNode until = platform.ended(
                        "steward",
                        platform.export("?_until=" + before.toString()).job())
                .json();
        assertThat(platform.lines(until.path("output")))
                .containsKey("Patient/zhang")
                .doesNotContainKey("Observation/after-a-time");
    }

    private static Job queued(String query) {
        ExportAsked asked =
                ExportAsked.of(ExportAsked.Level.SYSTEM, "", Map.of(), false, platform.bean(Records.class)::knows);
        return platform.bean(Bulk.class)
                .export(platform.account("steward"), Optional.of(Purpose.DATA_REPAIR), asked, "test:" + query);
    }

    private static Job now(Job job) {
        return platform.bean(JobStore.class).find(job.id()).orElseThrow();
    }

    private static Map<String, String> files(Path folder) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.list(folder)) {
            for (Path file : all.toList()) {
                files.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        return files;
    }

    @Test
    void a_job_shows_the_moment_it_was_asked_for_and_goes_on_where_it_was_stopped_or_killed() throws IOException {
        platform.put(observation("moving", "one"));
        platform.put(observation("moving", "two"));
        JobRunner runner = platform.bean(JobRunner.class);
        runner.stop();
        Job whole = queued("whole");
        Job broken = queued("broken");
        platform.put(observation("moving", "three"));
        platform.put(observation("too-late", "new"));
        platform.delete("Observation/li-visit");
        Export exports = platform.bean(Export.class);
        JobFolders folders = platform.bean(JobFolders.class);

        assertThat(exports.run(whole, folders.of(whole.id()), () -> false)).isTrue();
        String all = String.join("\n", files(folders.of(whole.id())).values());
        assertThat(all).contains("\"two\"").doesNotContain("\"three\"").doesNotContain("too-late");

        AtomicInteger stretches = new AtomicInteger();
        assertThat(exports.run(broken, folders.of(broken.id()), () -> stretches.incrementAndGet() == 2))
                .isFalse();
        assertThat(now(broken).done()).isEqualTo(10);
        for (int kill = 3; kill < 5; kill++) { // a killed process leaves more on disk than it has written down
            try (Stream<Path> parts = Files.list(folders.of(broken.id()))) {
                for (Path part :
                        parts.filter(f -> f.toString().endsWith(".part")).toList()) {
                    Files.writeString(part, "{\"half\":", StandardOpenOption.APPEND);
                }
            }
            Files.writeString(folders.of(broken.id()).resolve("Basic.0001.ndjson.part"), "{}");
            AtomicInteger more = new AtomicInteger();
            exports.run(now(broken), folders.of(broken.id()), () -> more.incrementAndGet() == 1);
        }
        assertThat(exports.run(now(broken), folders.of(broken.id()), () -> false))
                .isTrue();
        assertThat(files(folders.of(broken.id()))).isEqualTo(files(folders.of(whole.id())));

        runner.start(); // both are still open: the platform was stopped before it wrote down their end
        assertThat(platform.ended("steward", "/bulk/jobs/" + broken.id()).status())
                .isEqualTo(200);
        assertThat(files(folders.of(broken.id()))).isEqualTo(files(folders.of(whole.id())));
    }

    @Test
    void only_the_types_elements_and_people_asked_for_go_out() {
        Map<String, JsonNode> types = platform.lines(platform.ended(
                        "steward",
                        platform.export("?_type=Patient,Organization").job())
                .json()
                .path("output"));
        assertThat(types.keySet()).allMatch(name -> name.startsWith("Patient/") || name.startsWith("Organization/"));
        assertThat(types).containsKeys("Patient/li", "Organization/hospital");

        JsonNode patient = platform.lines(platform.ended(
                                "steward",
                                platform.export("?_type=Patient&_elements=Patient.birthDate,Observation.status")
                                        .job())
                        .json()
                        .path("output"))
                .get("Patient/li");
        assertThat(patient.propertyNames()).containsExactlyInAnyOrder("resourceType", "id", "meta", "birthDate");
        assertThat(Json.text(patient, "meta", "tag", "code")).isEqualTo("SUBSETTED");

        Map<String, JsonNode> people = platform.lines(
                platform.ended("steward", platform.export("/Patient").job())
                        .json()
                        .path("output"));
        assertThat(people).containsKeys("Patient/chen", "Condition/chen-diagnosis");
        assertThat(people.keySet()).noneMatch(name -> name.startsWith("Organization/"));

        platform.put("""
                {'resourceType':'Group','id':'two','type':'person','actual':true,'member':[
                 {'entity':{'reference':'Patient/li'}},{'entity':{'reference':'Patient/wang'}},
                 {'entity':{'reference':'Patient/chen'},'inactive':true}]}""");
        Map<String, JsonNode> group = platform.lines(
                platform.ended("steward", platform.export("/Group/two").job())
                        .json()
                        .path("output"));
        assertThat(group).containsKeys("Patient/li", "Patient/wang", "Condition/li-diagnosis");
        assertThat(group.keySet()).noneMatch(name -> name.contains("chen") || name.contains("zhang"));
        assertThat(platform.export("/Group/none").code()).isEqualTo("not-found");
    }

    @Test
    void what_is_not_understood_is_refused_by_name() {
        assertThat(platform.export("?_type=Nothing").code()).isEqualTo("bulk-parameter-invalid");
        assertThat(platform.export("?_since=yesterday").code()).isEqualTo("bulk-parameter-invalid");
        assertThat(platform.export("?_outputFormat=text/csv").code()).isEqualTo("bulk-parameter-invalid");
        assertThat(platform.export("?includeAssociatedData=x").code()).isEqualTo("bulk-parameter-unsupported");
        Answer filter = platform.ask(
                "steward",
                "GET",
                "/bulk/export?_typeFilter=Patient%3Forganization.name%3Dx",
                "Prefer",
                "respond-async, handling=lenient",
                "Liankang-Purpose",
                "data-repair");
        assertThat(filter.code()).as("a filter is never passed over").isEqualTo("bulk-filter-unsupported");
        assertThat(platform.ask("steward", "GET", "/bulk/export", "Liankang-Purpose", "data-repair")
                        .code())
                .isEqualTo("request-invalid");
        assertThat(platform.ask("steward", "GET", "/bulk/export", "Prefer", "respond-async")
                        .code())
                .isEqualTo("bulk-purpose-missing");
    }

    @Test
    void jobs_and_files_are_for_their_account_with_its_right_and_leave_traces() {
        String job = platform.export("?_type=Organization").job();
        Answer ended = platform.ended("steward", job);
        String file = ended.json().path("output").path(0).path("url").asString();
        assertThat(ended.json().path("requiresAccessToken").asBoolean()).isTrue();
        for (String other : List.of("planner", "doctor", "auditor", "admin", "sender")) {
            assertThat(platform.ask(other, "GET", job).status()).as(other).isEqualTo(404);
            assertThat(platform.ask(other, "GET", file).status()).as(other).isEqualTo(404);
            assertThat(platform.ask(other, "DELETE", job).status()).as(other).isEqualTo(404);
            assertThat(platform.ask(
                                    other,
                                    "GET",
                                    "/bulk/export",
                                    "Prefer",
                                    "respond-async",
                                    "Liankang-Purpose",
                                    "treatment")
                            .status())
                    .as(other)
                    .isEqualTo(403);
        }
        assertThat(platform.ask("", "GET", file).status()).isEqualTo(401);
        assertThat(platform.ask("steward", "GET", file).status()).isEqualTo(200);
        platform.bean(AuditTrail.class).flush();
        String id = job.substring(job.lastIndexOf('/') + 1);
        assertThat(platform.bean(AuditTrail.class).entries(new AuditTrail.Filter("steward", "", 0), 500, 0))
                .filteredOn(entry -> entry.reference().contains(id))
                .extracting(AuditTrail.Entry::action, AuditTrail.Entry::purpose)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("bulk-download", "DATA_REPAIR"),
                        org.assertj.core.groups.Tuple.tuple("bulk-export", "DATA_REPAIR"));
    }

    @Test
    void a_file_can_be_fetched_in_parts_and_zipped_and_by_no_other_name() throws IOException {
        String job = platform.export("?_type=Patient").job();
        String url = platform.ended("steward", job)
                .json()
                .path("output")
                .path(0)
                .path("url")
                .asString();
        byte[] whole = platform.ask("steward", "GET", url).bytes();
        Answer head = platform.ask("steward", "GET", url, "Range", "bytes=0-99");
        Answer rest = platform.ask("steward", "GET", url, "Range", "bytes=100-");
        assertThat(head.status()).isEqualTo(206);
        assertThat(rest.header("Content-Range")).isEqualTo("bytes 100-" + (whole.length - 1) + "/" + whole.length);
        assertThat(head.text() + rest.text())
                .hasSize(new String(whole, java.nio.charset.StandardCharsets.UTF_8).length());
        assertThat(platform.ask("steward", "GET", url, "Range", "bytes=" + whole.length + "-")
                        .status())
                .isEqualTo(416);
        Answer zipped = platform.ask("steward", "GET", url, "Accept-Encoding", "gzip");
        assertThat(zipped.header("Content-Encoding")).isEqualTo("gzip");
        assertThat(new GZIPInputStream(new ByteArrayInputStream(zipped.bytes())).readAllBytes())
                .isEqualTo(whole);
        String id = job.substring(job.lastIndexOf('/') + 1);
        for (String name : List.of(
                "..%2F..%2Fpostgres.secret", "%2e%2e", "Patient.0001.ndjson.part", "Patient.0001.ndjson%00", "..")) {
            assertThat(platform.ask("steward", "GET", "/bulk/jobs/" + id + "/" + name)
                            .status())
                    .as(name)
                    .isIn(400, 404);
        }
        Path folder = platform.bean(JobFolders.class).of(id);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.getParent())))
                .isEqualTo("rwx------");
    }

    @Test
    void a_cancelled_job_is_gone_with_its_files() {
        JobRunner runner = platform.bean(JobRunner.class);
        runner.stop();
        Job waiting = queued("waiting");
        assertThat(platform.ask("steward", "DELETE", "/bulk/jobs/" + waiting.id())
                        .status())
                .isEqualTo(202);
        assertThat(platform.ask("steward", "GET", "/bulk/jobs/" + waiting.id()).status())
                .isEqualTo(404);
        runner.start();
        String ended = platform.export("?_type=Patient").job();
        String url = platform.ended("steward", ended)
                .json()
                .path("output")
                .path(0)
                .path("url")
                .asString();
        assertThat(platform.ask("steward", "DELETE", ended).status()).isEqualTo(202);
        assertThat(platform.ask("steward", "GET", url).status()).isEqualTo(404);
        assertThat(platform.bean(JobFolders.class).of(ended.substring(ended.lastIndexOf('/') + 1)))
                .doesNotExist();
    }

    @Test
    void files_expire_and_the_next_export_can_still_begin_at_their_moment() throws IOException {
        String job = platform.export("?_type=Patient").job();
        JsonNode manifest = platform.ended("steward", job).json();
        String id = job.substring(job.lastIndexOf('/') + 1);
        platform.bean(JdbcClient.class)
                .sql("update bulk.job set expires = now() - interval '1 second' where id = ?")
                .param(id)
                .update();
        platform.bean(JobRunner.class).sweep();
        assertThat(platform.ask("steward", "GET", job).code()).isEqualTo("bulk-files-expired");
        assertThat(platform.ask(
                                "steward",
                                "GET",
                                manifest.path("output").path(0).path("url").asString())
                        .status())
                .isEqualTo(410);
        assertThat(platform.bean(JobFolders.class).of(id)).doesNotExist();
        platform.put(observation("after-expiry", "new"));
        JsonNode next = platform.ended(
                        "steward",
                        platform.export("?_since="
                                        + manifest.path("transactionTime").asString())
                                .job())
                .json();
        assertThat(platform.lines(next.path("output"))).containsOnlyKeys("Observation/after-expiry");
    }

    @Test
    void an_account_may_have_only_so_many_jobs_waiting() {
        JobRunner runner = platform.bean(JobRunner.class);
        runner.stop();
        List<Job> jobs = List.of(queued("1"), queued("2"), queued("3"));
        Answer fourth = platform.export("");
        assertThat(fourth.status()).isEqualTo(429);
        assertThat(fourth.header("Retry-After")).isNotEmpty();
        jobs.forEach(job -> platform.ask("steward", "DELETE", "/bulk/jobs/" + job.id()));
        runner.start();
    }

    @Test
    void a_job_that_would_be_too_large_is_refused_with_a_code() {
        try (BulkPlatform small =
                new BulkPlatform("--liankang.bulk.job-bytes=2KB", "--liankang.bulk.stretch=5").withDistrict()) {
            Answer ended = small.ended("steward", small.export("").job());
            assertThat(ended.code()).isEqualTo("bulk-too-large");
            assertThat(ended.status()).isEqualTo(507);
        }
    }
}
