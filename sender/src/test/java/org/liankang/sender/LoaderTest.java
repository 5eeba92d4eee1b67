package org.liankang.sender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoaderTest {

    private static final Patience SHORT = new Patience(
            Duration.ofMillis(5), Duration.ofMillis(20), Duration.ofSeconds(20), 3, Duration.ofSeconds(10));

    @TempDir
    Path folder;

    @TempDir
    Path journals;

    private TestServer server;

    @BeforeEach
    void start() throws IOException {
        server = new TestServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void linesTravelInBatchesUnderTheirOwnIds() throws Exception {
        write("Observation.ndjson", lines("Observation", 450));

        Loader.Result result = load(2);

        assertThat(result)
                .isEqualTo(new Loader.Result(1, new Tally(450, 0, java.util.Map.of(), java.util.Map.of()), 0, true));
        assertThat(server.bundles).extracting(b -> b.path("entry").size()).containsExactlyInAnyOrder(200, 200, 50);
        assertThat(server.bundles.getFirst().at("/entry/0/request/method").asString())
                .isEqualTo("PUT");
        assertThat(server.stored).hasSize(450).containsKey("Observation/449");
        assertThat(server.headers.getFirst()).containsEntry("token", "Bearer a-token");
    }

    @Test
    void digitsOfDecimalsArriveAsTheyWereWritten() throws Exception {
        write("o.ndjson", "{\"resourceType\":\"Observation\",\"id\":\"a\",\"valueQuantity\":{\"value\":1.500}}\n");

        load(1);

        assertThat(server.stored.get("Observation/a")).contains("1.500");
    }

    @Test
    void packedFilesAndByteOrderMarksAndEmptyLinesAreRead() throws Exception {
        gzip("Patient.ndjson.gz", "\uFEFF\n\r\n" + lines("Patient", 3).replace("\n", "\r\n\n"));

        assertThat(load(2).tally().stored()).isEqualTo(3);
    }

    @Test
    void whatOthersReferToGoesFirstWhateverTheFilesAreCalled() throws Exception {
        write("a.ndjson", lines("DiagnosticReport", 1));
        write("b.ndjson", lines("Observation", 1));
        write("c/d.ndjson", lines("Patient", 1));
        gzip("e.ndjson.gz", lines("Organization", 1));
        write(
                "f.json",
                "{\"resourceType\":\"Bundle\",\"type\":\"collection\",\"entry\":[{\"resource\":"
                        + "{\"resourceType\":\"Encounter\",\"id\":\"0\"}}]}");

        load(4);

        assertThat(server.order)
                .containsExactly("Organization/0", "Patient/0", "Encounter/0", "Observation/0", "DiagnosticReport/0");
    }

    @Test
    void transactionsArePostedAsTheyAreAndCollectionsBecomeUpdates() throws Exception {
        String transaction = "{\"type\":\"transaction\",\"entry\":[{\"resource\":{\"resourceType\":\"Patient\"},"
                + "\"request\":{\"method\":\"POST\",\"url\":\"Patient\"}}],\"resourceType\":\"Bundle\"}";
        write("a.json", transaction);
        write(
                "b.json",
                "{\"entry\":[{\"fullUrl\":\"urn:uuid:1\",\"resource\":{\"resourceType\":\"Patient\",\"id\":\"x\"}}],"
                        + "\"type\":\"collection\",\"resourceType\":\"Bundle\"}");
        write("c.json", "{\"resourceType\":\"Patient\",\"id\":\"alone\"}");

        assertThat(load(1).tally().stored()).isEqualTo(3);

        assertThat(server.bundles.get(0)).isEqualTo(Json.MAPPER.readTree(transaction));
        assertThat(server.bundles.get(1).at("/type").asString()).isEqualTo("batch");
        assertThat(server.bundles.get(1).at("/entry/0/fullUrl").asString()).isEqualTo("urn:uuid:1");
        assertThat(server.bundles.get(1).at("/entry/0/request/url").asString()).isEqualTo("Patient/x");
        assertThat(server.stored).containsKey("Patient/alone");
    }

    @Test
    void aTransactionOnALineIsPostedAsItIs() throws Exception {
        write(
                "bundles.ndjson",
                "{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":["
                        + "{\"resource\":{\"resourceType\":\"Patient\",\"id\":\"a\"},\"request\":{\"method\":\"PUT\",\"url\":\"Patient/a\"}},"
                        + "{\"resource\":{\"resourceType\":\"Patient\",\"id\":\"b\"},\"request\":{\"method\":\"PUT\",\"url\":\"Patient/b\"}}]}\n");

        assertThat(load(1).tally().stored()).isEqualTo(2);

        assertThat(server.bundles.getFirst().path("type").asString()).isEqualTo("transaction");
    }

    @Test
    void aBrokenLineIsReportedByItsCodeAndStopsNothing() throws Exception {
        write(
                "Patient.ndjson",
                lines("Patient", 5)
                        + "{\"resourceType\":\"Patient\",\"id\":\n"
                        + "{\"resourceType\":\"Patient\",\"id\":\"twice\",\"id\":\"twice\"}\n"
                        + "{\"resourceType\":\"Patient\",\"id\":\"sick\",\"status\":\"quarantine-me\"}\n"
                        + "[]\n" + lines("Group", 5));

        Loader.Result result = load(1);

        assertThat(result.tally().stored()).isEqualTo(10);
        assertThat(result.tally().refused())
                .containsExactlyInAnyOrderEntriesOf(java.util.Map.of("json-malformed", 2L, "not-a-bundle", 1L));
        assertThat(result.tally().quarantined()).containsExactly(java.util.Map.entry("value-wrong", 1L));
        assertThat(result.complete()).isTrue();
    }

    @Test
    void aBatchTurnedDownAsAWholeIsHalvedUntilTheCulpritIsAlone() throws Exception {
        write("Patient.ndjson", lines("Patient", 8));
        server.mood = (key, soFar) -> soFar < 3 ? 413 : 0;

        assertThat(load(1).tally().stored()).isEqualTo(8);
    }

    @Test
    void aServerThatGoesAwayIsAskedAgainWithTheSameKey() throws Exception {
        write("Observation.ndjson", lines("Observation", 1000));
        int[] away = {503, -1, 429, 502};
        server.mood = (key, soFar) -> soFar % 3 == 2 ? away[soFar / 3 % 4] : 0;

        assertThat(load(2).tally().stored()).isEqualTo(1000);

        assertThat(server.handled).isEqualTo(5);
        assertThat(server.order).hasSize(1000).doesNotHaveDuplicates();
    }

    @Test
    void aServerThatIsRestartedLosesNothing() throws Exception {
        write("Observation.ndjson", lines("Observation", 600));
        int port = server.port();
        server.close();
        var later = Thread.startVirtualThread(() -> {
            try {
                Thread.sleep(300);
                server = new TestServer(port);
            } catch (IOException | InterruptedException failure) {
                throw new IllegalStateException(failure);
            }
        });

        assertThat(load(2, new Target("http://localhost:" + port + "/fhir", "", ""))
                        .tally()
                        .stored())
                .isEqualTo(600);
        later.join();
    }

    @Test
    void aStoppedLoadGoesOnWhereItWas() throws Exception {
        write("Observation.ndjson", lines("Observation", 1000));
        server.mood = (key, soFar) -> soFar >= 2 ? 401 : 0;
        assertThatThrownBy(() -> load(1)).isInstanceOf(SendingFailed.class);
        assertThat(server.handled).isEqualTo(2);
        server.mood = (key, soFar) -> 0;

        Loader.Result result = load(1);

        assertThat(result.resumed()).isEqualTo(400);
        assertThat(result.tally().stored()).isEqualTo(1000);
        assertThat(server.handled).isEqualTo(5);
        try (Stream<Path> left = Files.list(journals)) {
            assertThat(left).as("a finished load leaves no journal").isEmpty();
        }
    }

    @Test
    void theJournalOfAChangedFileIsNotBelieved() throws Exception {
        write("Observation.ndjson", lines("Observation", 400));
        server.mood = (key, soFar) -> soFar >= 1 ? 401 : 0;
        assertThatThrownBy(() -> load(1)).isInstanceOf(SendingFailed.class);
        server.mood = (key, soFar) -> 0;
        write("Observation.ndjson", lines("Procedure", 400));

        Loader.Result result = load(1);

        assertThat(result.resumed()).isZero();
        assertThat(server.stored).containsKeys("Procedure/0", "Procedure/399");
    }

    @Test
    void theLastLineOfAKilledJournalMayBeCutOff() throws Exception {
        write("Observation.ndjson", lines("Observation", 600));
        server.mood = (key, soFar) -> soFar >= 2 ? 401 : 0;
        assertThatThrownBy(() -> load(1)).isInstanceOf(SendingFailed.class);
        Path journal;
        try (Stream<Path> files = Files.list(journals)) {
            journal = files.findFirst().orElseThrow();
        }
        String written = Files.readString(journal);
        Files.writeString(journal, written.substring(0, written.length() - 20));
        server.mood = (key, soFar) -> 0;

        Loader.Result result = load(1);

        assertThat(result.resumed()).isEqualTo(200);
        assertThat(result.tally().stored()).isEqualTo(600);
        assertThat(server.order).hasSize(600).doesNotHaveDuplicates();
    }

    @Test
    void whatTheServerCannotBearIsNotCalledDone() throws Exception {
        write("Patient.ndjson", lines("Patient", 4));
        server.mood = (key, soFar) -> 500;

        Loader.Result result = load(1);

        assertThat(result.complete()).isFalse();
        assertThat(result.tally().refused()).containsExactly(java.util.Map.entry(Tally.BROKEN, 4L));
    }

    private Loader.Result load(int threads) throws IOException, InterruptedException {
        return load(threads, server.target());
    }

    private Loader.Result load(int threads, Target target) throws IOException, InterruptedException {
        var quiet = new PrintStream(new ByteArrayOutputStream());
        try (var sender = new Sender(target, SHORT, notice -> {});
                var progress = new Progress("Loading", 1, quiet, false)) {
            return new Loader(sender, journals, threads, progress).load(List.of(folder));
        }
    }

    private static String lines(String type, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "{\"resourceType\":\"" + type + "\",\"id\":\"" + i + "\"}\n")
                .collect(Collectors.joining());
    }

    private void write(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private void gzip(String name, String content) throws IOException {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(folder.resolve(name)))) {
            out.write(content.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
    }
}
