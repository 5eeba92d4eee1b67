package org.liankang.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liankang.sender.Options;
import org.liankang.sender.Target;

class SampleTest {

    private static final String ONE = "6a4160eb-a793-2f86-2302-378626f46cce";
    private static final String TWO = "3af3708d-41f1-cd80-f3dd-ec5ac76072bf";
    private static final String VISIT = "f334ee19-fc66-2d98-44be-d0a296085404";
    private static final String OTHER_VISIT = "f334ee19-fc66-2d98-44be-d0a296085405";
    private static final String PLACE = "658bfe6a-1b87-3ca3-9923-959fd4e14477";

    @TempDir
    private Path folder;

    @BeforeEach
    void write() throws IOException {
        file("Organization", organization());
        file("Patient", patient(ONE), patient(TWO));
        file("Encounter", visit(VISIT, ONE), visit(OTHER_VISIT, TWO));
    }

    private void file(String type, String... lines) throws IOException {
        try (var out = new GZIPOutputStream(Files.newOutputStream(folder.resolve(type + ".ndjson.gz")))) {
            out.write(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
        }
    }

    private static String organization() {
        return "{\"resourceType\":\"Organization\",\"id\":\"" + PLACE + "\"}";
    }

    private static String patient(String id) {
        return "{\"resourceType\":\"Patient\",\"id\":\"" + id + "\"}";
    }

    private static String visit(String id, String patient) {
        return "{\"resourceType\":\"Encounter\",\"id\":\"" + id + "\",\"subject\":{\"reference\":\"Patient/" + patient
                + "\"},\"serviceProvider\":{\"reference\":\"Organization/" + PLACE + "\"}}";
    }

    @Test
    void whatIsReferredToComesFirst() throws IOException {
        var sample = Sample.read(folder, 100);

        assertThat(sample.directory()).extracting(Sample.Resource::type).containsExactly("Organization");
        assertThat(sample.stages().get(0)).extracting(Sample.Resource::id).containsExactly(ONE, TWO);
        assertThat(sample.stages().get(1)).extracting(Sample.Resource::id).containsExactly(VISIT, OTHER_VISIT);
    }

    @Test
    void aPatientComesWithEverythingThatIsAboutThem() throws IOException {
        var sample = Sample.read(folder, 1);

        assertThat(sample.stages().get(0)).extracting(Sample.Resource::id).containsExactly(ONE);
        assertThat(sample.stages().get(1)).extracting(Sample.Resource::id).containsExactly(VISIT);
    }

    @Test
    void eachRoundSendsTheSameUnderOtherIdsAndReferencesFollow() throws IOException {
        var freight = new Freight.Files(
                Sample.read(folder, 100), 10, "transaction", new Target("http://localhost/fhir", "", ""));
        Freight.Round first = freight.next();
        String people = text(first.before().getLast());
        String visits = text(first.stages().getFirst().getFirst());
        assertThat(first.before()).hasSize(2);
        assertThat(first.resources()).isEqualTo(2);
        assertThat(people).doesNotContain(ONE, TWO);

        Freight.Round second = freight.next();
        String again = text(second.stages().getFirst().getFirst());
        assertThat(second.before()).as("the directory is sent once").hasSize(1);
        assertThat(again).hasSameSizeAs(visits).isNotEqualTo(visits).contains("Organization/" + PLACE);
        String patient = text(second.before().getFirst()).split("\"id\":\"")[1].substring(0, 36);
        assertThat(again).contains("Patient/" + patient);
        assertThat(people).doesNotContain(patient);
    }

    @Test
    void theSameMaskTakesAChangeBack() {
        byte[] bytes = (visit(VISIT, ONE) + ONE + "0-0").getBytes(StandardCharsets.UTF_8);
        byte[] before = bytes.clone();
        int[] at = Uuids.find(bytes, java.util.Set.of(UUID.fromString(ONE)));
        assertThat(at).hasSize(2);

        Uuids.change(bytes, at, 0xCAFE1234);
        assertThat(new String(bytes, StandardCharsets.UTF_8))
                .contains("Patient/" + Uuids.changed(UUID.fromString(ONE), 0xCAFE1234))
                .contains(VISIT)
                .doesNotContain(ONE);
        Uuids.change(bytes, at, 0xCAFE1234);
        assertThat(bytes).isEqualTo(before);
    }

    @Test
    void idsThatAreNoUuidsAreRefused() throws IOException {
        file("Patient", patient("one"));
        var sample = Sample.read(folder, 1);
        assertThatThrownBy(sample::ids).isInstanceOf(Options.Wrong.class).hasMessageContaining("Patient/one");
    }

    @Test
    void aFolderWithoutPatientsIsNoSample() throws IOException {
        Files.delete(folder.resolve("Patient.ndjson.gz"));
        assertThatThrownBy(() -> Sample.read(folder, 1)).isInstanceOf(Options.Wrong.class);
        assertThat(List.of(Sample.in(folder), Sample.in(folder.resolve("none"))))
                .containsExactly(true, false);
    }

    private static String text(Parcel parcel) {
        return new String(parcel.request(), StandardCharsets.UTF_8);
    }
}
