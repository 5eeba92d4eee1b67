package org.liankang.sender;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of lines to a server that has a door for streams. */
class StreamTest {

    private static final Patience SHORT = new Patience(
            Duration.ofMillis(5), Duration.ofMillis(20), Duration.ofSeconds(20), 3, Duration.ofSeconds(10));

    @TempDir
    Path folder;

    @TempDir
    Path journals;

    private final ByteArrayOutputStream told = new ByteArrayOutputStream();
    private TestServer server;

    @BeforeEach
    void start() throws IOException {
        server = new TestServer();
        server.door = true;
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void eachFileIsOneStreamPackedOrNotAndWhatOthersReferToGoesFirst() throws Exception {
        write("Observation.ndjson", lines("Observation", 450));
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(folder.resolve("a.ndjson.gz")))) {
            out.write(lines("Patient", 3).getBytes(StandardCharsets.UTF_8));
        }

        assertThat(load()).isEqualTo(new Loader.Result(2, new Tally(453, 0, Map.of(), Map.of()), 0, true));

        assertThat(server.order).hasSize(453).startsWith("Patient/0", "Patient/1", "Patient/2", "Observation/0");
        assertThat(server.streamKeys).hasSize(2).doesNotHaveDuplicates();
        assertThat(server.bundles).isEmpty();
    }

    @Test
    void whatIsNoFileOfLinesTravelsInBundlesBesideStreams() throws Exception {
        write("Patient.ndjson", lines("Patient", 2));
        write("one.json", "{\"resourceType\":\"Group\",\"id\":\"alone\"}");

        assertThat(load().tally().stored()).isEqualTo(3);

        assertThat(server.streamKeys).hasSize(1);
        assertThat(server.bundles).hasSize(1);
    }

    @Test
    void aStreamThatBreaksIsSentAgainUnderItsKeyAndNothingEntersTwice() throws Exception {
        write("Observation.ndjson", lines("Observation", 900));
        int[] away = {-1, 503, -1, 429};
        server.streamMood = (key, soFar) -> soFar < away.length ? away[soFar] : 0;

        assertThat(load().tally().stored()).isEqualTo(900);

        assertThat(server.streamKeys).hasSize(5).containsOnly(server.streamKeys.getFirst());
        assertThat(server.order).hasSize(900).doesNotHaveDuplicates();
    }

    @Test
    void theSameLoadOnceMoreDoesNothingAndSaysSo() throws Exception {
        write("Observation.ndjson", lines("Observation", 50));
        load();

        Loader.Result result = load();

        assertThat(result.resumed()).isEqualTo(50);
        assertThat(result.tally().stored()).isEqualTo(50);
        assertThat(server.order).hasSize(50);
    }

    @Test
    void anotherContentUnderTheSameNameIsAnotherLoad() throws Exception {
        write("Observation.ndjson", lines("Observation", 50));
        load();
        write("Observation.ndjson", lines("Observation", 51));

        assertThat(load().resumed()).isZero();

        assertThat(server.streamKeys).doesNotHaveDuplicates();
    }

    @Test
    void anAccountThatMayNotSendStreamsSendsBundles() throws Exception {
        write("Observation.ndjson", lines("Observation", 50));
        server.streamMood = (key, soFar) -> 403;

        assertThat(load().tally().stored()).isEqualTo(50);

        assertThat(server.bundles).hasSize(1);
        assertThat(told.toString(StandardCharsets.UTF_8)).contains("no right to send streams");
    }

    @Test
    void linesWithoutAnIdAreToldByNumberAndTheFileGoesInBundles() throws Exception {
        write("Group.ndjson", lines("Group", 3) + "{\"resourceType\":\"Group\"}\n");

        Loader.Result result = load();

        assertThat(result.tally().stored()).isEqualTo(4);
        assertThat(result.tally().notStored()).isZero();
        assertThat(told.toString(StandardCharsets.UTF_8)).contains("Group.ndjson, line 4: id is missing (id-missing)");
        assertThat(server.bundles).hasSize(1);
    }

    private Loader.Result load() throws IOException, InterruptedException {
        var err = new PrintStream(told, true, StandardCharsets.UTF_8);
        try (var progress = new Progress("Loading", 1, err, false);
                var sender = new Sender(server.target(), SHORT, progress::notice)) {
            return new Loader(sender, journals, 2, progress).load(List.of(folder));
        }
    }

    private static String lines(String type, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "{\"resourceType\":\"" + type + "\",\"id\":\"" + i + "\"}\n")
                .collect(Collectors.joining());
    }

    private void write(String name, String content) throws IOException {
        Files.writeString(folder.resolve(name), content);
    }
}
