package org.liankang.uses.indicator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liankang.base.json.Json;
import org.liankang.record.store.Bare;
import org.liankang.record.store.Version;
import org.liankang.record.store.Versions;
import org.liankang.uses.Replays;

class IndicatorBookTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 1, 15);
    private static final YearMonth DECEMBER = YearMonth.of(2025, 12);

    @TempDir
    private Path folder;

    /** The small chart, then corrections of it: moved visits, a deletion, a deletion taken back. */
    private static List<Version> corrected() {
        var versions = new Versions();
        Charts.small().forEach(one -> versions.put(one.resident(), one.body()));
        var moved = Charts.small().stream()
                .filter(v -> v.id().equals("v6"))
                .findFirst()
                .orElseThrow();
        versions.put(1, Json.text(moved.body()).replace("2025-12-20", "2025-11-20"));
        versions.delete(1, "Encounter/v1");
        versions.delete(3, "Encounter/v4");
        versions.put(
                3,
                Charts.small().stream()
                        .filter(v -> v.id().equals("v4"))
                        .findFirst()
                        .orElseThrow()
                        .body());
        var pressure = Charts.small().stream()
                .filter(v -> v.id().equals("f2b-bp"))
                .findFirst()
                .orElseThrow();
        versions.put(2, Json.text(pressure.body()).replace("142", "132"));
        return versions.all();
    }

    private static String content(Lakes lake) {
        return lake.lake().views().all().stream()
                .flatMap(view ->
                        Stream.concat(Stream.of(view.name()), lake.lake().content(view)))
                .reduce("", (all, line) -> all + "\n" + line);
    }

    @Test
    void cleared_and_read_again_in_batches_of_any_size_it_says_the_same() {
        List<Version> changes = corrected();
        try (var lake = Lakes.open(folder, TODAY)) {
            Replays.read(lake.book(), changes, 7);
            String live = content(lake);
            assertThat(live).contains("p1").contains("f2b-bp");
            for (int batch : List.of(1, 3, changes.size())) {
                lake.book().clear();
                assertThat(lake.book().position()).isZero();
                assertThat(content(lake)).doesNotContain("p1");
                Replays.read(lake.book(), changes, batch);
                assertThat(content(lake)).as("in batches of " + batch).isEqualTo(live);
                assertThat(lake.book().position()).isEqualTo(changes.getLast().position());
            }
        }
    }

    @Test
    void corrections_change_the_values() {
        try (var lake = Lakes.open(folder, TODAY)) {
            Replays.read(lake.book(), corrected(), 50);
            assertThat(value(lake, "admissions")).isZero();
            assertThat(value(lake, "in-area-visits")).isEqualTo(75);
            assertThat(value(lake, "hypertension-control")).isEqualTo(100);
        }
    }

    private static List<RowsQuery.Sum> sums(Lakes lake, Definition definition) {
        try (Recompute recompute = lake.store().recompute(List.of(definition), TODAY)) {
            return recompute.sums(definition);
        }
    }

    private static double value(Lakes lake, String code) {
        return lake.indicators()
                .value(code, Scope.region(), DECEMBER)
                .orElseThrow()
                .value();
    }

    @Test
    void cleared_it_forgets_its_values_and_finds_them_again() {
        try (var lake = Lakes.open(folder, TODAY)) {
            Replays.read(lake.book(), Charts.small(), 50);
            lake.reckoning().round();
            assertThat(value(lake, "residents")).isEqualTo(8);
            lake.book().clear();
            assertThat(value(lake, "residents")).isZero();
            Replays.read(lake.book(), Charts.small(), 50);
            lake.reckoning().round();
            assertThat(value(lake, "residents")).isEqualTo(8);
        }
    }

    @Test
    void what_was_read_is_there_after_a_restart() {
        List<Version> changes = Charts.small();
        String before;
        try (var lake = Lakes.open(folder, TODAY)) {
            Replays.read(lake.book(), changes.subList(0, 60), 20);
            before = content(lake);
        }
        try (var lake = Lakes.open(folder, TODAY)) {
            assertThat(lake.book().position()).isEqualTo(60);
            assertThat(content(lake)).isEqualTo(before);
            Replays.read(lake.book(), changes.subList(60, changes.size()), 20);
            assertThat(value(lake, "residents")).isEqualTo(8);
        }
    }

    @Test
    void a_batch_that_cannot_be_written_leaves_nothing_behind() {
        List<Version> changes = Charts.small();
        try (var lake = Lakes.open(folder, TODAY)) {
            Replays.read(lake.book(), changes.subList(0, 20), 20);
            String before = content(lake);
            List<Version> broken = new ArrayList<>(changes.subList(20, 40));
            broken.add(Bare.brokenLike(changes.get(40)));
            assertThatThrownBy(() -> lake.book().apply(broken)).isInstanceOf(RuntimeException.class);
            assertThat(lake.book().position()).isEqualTo(20);
            assertThat(content(lake)).isEqualTo(before);
            Replays.read(lake.book(), changes.subList(20, changes.size()), 20);
            assertThat(value(lake, "residents")).isEqualTo(8);
        }
    }

    @Test
    void values_follow_the_feed_in_the_background_past_months_too() throws InterruptedException {
        List<Version> changes = corrected();
        int small = Charts.small().size();
        try (var lake = Lakes.open(folder, TODAY)) {
            lake.reckoning().start();
            Replays.read(lake.book(), changes.subList(0, small), 50);
            assertThat(value(lake, "admissions")).isEqualTo(1);
            Replays.read(lake.book(), changes.subList(small, changes.size()), 50);
            for (int tries = 0; value(lake, "admissions") > 0; tries++) {
                assertThat(tries).as("waited long enough").isLessThan(500);
                Thread.sleep(20);
            }
        }
    }

    @Test
    void a_past_month_is_left_alone_when_only_later_months_change() {
        try (var lake = Lakes.open(folder, TODAY)) {
            Replays.read(lake.book(), Charts.small(), 50);
            Value before = lake.indicators()
                    .value("follow-ups", Scope.region(), YearMonth.of(2025, 3))
                    .orElseThrow();
            var later = new Versions();
            Charts.small().forEach(one -> later.put(one.resident(), one.body()));
            Version visit = later.put(
                    1,
                    "{'resourceType':'Encounter','id':'new','status':'finished','period':{'start':'2026-01-10'},"
                            + "'type':[{'coding':[{'system':'urn:liankang:service','code':'hypertension-followup'}]}]}");
            lake.book().apply(List.of(visit));
            lake.reckoning().round();
            assertThat(lake.indicators()
                            .value("follow-ups", Scope.region(), YearMonth.of(2025, 3))
                            .orElseThrow())
                    .isSameAs(before);
            assertThat(lake.indicators()
                            .value("follow-ups", Scope.region(), YearMonth.of(2026, 1))
                            .orElseThrow()
                            .value())
                    .isEqualTo(1);
        }
    }

    @Test
    void readers_see_whole_batches_while_others_are_written() throws Exception {
        List<Version> changes = new ArrayList<>();
        var versions = new Versions();
        for (int i = 0; i < 20_000; i++) {
            changes.add(versions.put(
                    i + 1,
                    "{'resourceType':'Patient','id':'q" + i + "','gender':'male','birthDate':'1990-01-01',"
                            + "'address':[{'extension':[{'url':'urn:liankang:division','valueCode':'330203001'}]}]}"));
        }
        try (var lake = Lakes.open(folder, TODAY)) {
            Thread writer = Thread.ofPlatform().start(() -> Replays.read(lake.book(), changes, 500));
            Definition residents = lake.catalogue().definition("residents");
            double last = 0;
            while (writer.isAlive()) {
                var sums = sums(lake, residents);
                double seen = sums.isEmpty() ? 0 : sums.getFirst().rate().events();
                assertThat(seen % 500).as("only whole batches").isZero();
                assertThat(seen).isGreaterThanOrEqualTo(last);
                last = seen;
            }
            writer.join();
            assertThat(sums(lake, residents).getFirst().rate().events()).isEqualTo(20_000);
        }
    }
}
