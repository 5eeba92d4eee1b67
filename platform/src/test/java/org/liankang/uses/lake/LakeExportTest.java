package org.liankang.uses.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liankang.base.json.Json;
import org.liankang.base.policy.Policies;
import org.liankang.base.policy.PolicyConfig;
import org.liankang.record.store.Versions;
import tools.jackson.databind.JsonNode;

class LakeExportTest {

    private static final Instant AT = Instant.parse("2026-01-15T04:00:00Z");

    @TempDir
    private Path folder;

    private Lake lake;
    private Path out;

    @BeforeEach
    void open() throws IOException {
        lake = new Lake(
                folder.resolve("lake"),
                "256MB",
                1,
                new LakeViews(new Policies(new PolicyConfig(Path.of("../regions"), "haishu"))));
        out = folder.resolve("export");
        var versions = new Versions();
        versions.put(1, "{'resourceType':'Patient','id':'a','gender':'female','birthDate':'1950-02-03'}");
        versions.put(2, "{'resourceType':'Patient','id':'b','gender':'male'}");
        versions.put(1, "{'resourceType':'Encounter','id':'e','status':'finished','period':{'start':'2025-12-01'}}");
        new LakeBook(lake).apply(versions.all());
    }

    @AfterEach
    void close() {
        lake.close();
    }

    private List<Path> exports() throws IOException {
        try (Stream<Path> all = Files.list(out)) {
            return all.sorted().toList();
        }
    }

    @Test
    void the_files_hold_what_the_tables_hold_and_the_manifest_says_of_which_position() throws Exception {
        new LakeExport(lake, out, Clock.systemUTC()).write(out.resolve("lake-1"), AT);
        JsonNode manifest = Json.parse(Files.readAllBytes(out.resolve("lake-1/manifest.json")));
        assertThat(manifest.path("position").longValue()).isEqualTo(3);
        assertThat(Json.text(manifest, "at")).isEqualTo(AT.toString());
        assertThat(manifest.path("views").size()).isEqualTo(lake.views().all().size());
        try (var reader = lake.reader();
                var statement = reader.createStatement()) {
            for (JsonNode view : manifest.path("views")) {
                String name = Json.text(view, "view");
                String file =
                        out.resolve("lake-1").resolve(Json.text(view, "file")).toString();
                var same = statement.executeQuery("select count(*) from (select * from " + name
                        + " except all select * from read_parquet('" + file + "'))");
                same.next();
                assertThat(same.getLong(1)).as(name).isZero();
                var rows = statement.executeQuery("select count(*) from read_parquet('" + file + "')");
                rows.next();
                assertThat(rows.getLong(1)).as(name).isEqualTo(view.path("rows").longValue());
            }
        }
        assertThat(exports()).containsExactly(out.resolve("lake-1"));
    }

    @Test
    void what_an_interrupted_export_left_is_swept_away_and_no_export_is_overwritten() throws Exception {
        Files.createDirectories(out.resolve("lake-0.unfinished"));
        Files.writeString(out.resolve("lake-0.unfinished/patient.parquet"), "half");
        var export = new LakeExport(lake, out, Clock.systemUTC());
        export.write(out.resolve("lake-1"), AT);
        assertThat(exports()).containsExactly(out.resolve("lake-1"));
        assertThatThrownBy(() -> export.write(out.resolve("lake-1"), AT)).isInstanceOf(IOException.class);
        assertThat(exports()).containsExactly(out.resolve("lake-1"));
    }

    @Test
    void a_started_export_can_be_followed_to_its_end() throws Exception {
        var export = new LakeExport(lake, out, Clock.systemUTC());
        assertThat(export.progress().state()).isEqualTo(LakeExport.State.NONE);
        assertThat(export.start()).isPresent();
        Instant until = Instant.now().plus(Duration.ofSeconds(60));
        while (export.progress().state() == LakeExport.State.RUNNING) {
            assertThat(Instant.now()).isBefore(until);
            Thread.sleep(20);
        }
        LakeExport.Progress done = export.progress();
        assertThat(done.state()).isEqualTo(LakeExport.State.DONE);
        assertThat(done.position()).isEqualTo(3);
        assertThat(done.done()).isEqualTo(done.all());
        assertThat(Path.of(done.folder()).resolve("manifest.json")).exists();
    }
}
