package org.liankang.entry.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.liankang.entry.Door;
import org.liankang.entry.Envelope;
import org.liankang.entry.Interaction;
import org.liankang.entry.Receipt;
import org.liankang.entry.Submitter;
import org.liankang.record.store.Records;
import org.liankang.record.store.Version;
import org.liankang.web.RunningPlatform;

/**
 * Many writers on a few resources, held to a model that knows only one version after another: whatever was
 * acknowledged must be explained by doing the same things one by one, in the order of the versions given out.
 */
class ConcurrentWritersTest {

    private static final int WRITERS = 8;
    private static final int ROUNDS = 60;
    private static final int RESOURCES = 4;

    /** What a writer did and heard. */
    private record Done(Kind kind, String id, int seen, int value, Receipt.Outcome outcome) {}

    private enum Kind {
        UPDATE,
        MATCHED,
        INCREMENT,
        DELETE,
        CREATE_IF_NONE,
        UPDATE_WHERE
    }

    private final Door door = RunningPlatform.shared().bean(Door.class);
    private final Records records = RunningPlatform.shared().bean(Records.class);
    private final ConcurrentLinkedQueue<Done> done = new ConcurrentLinkedQueue<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whatWasAcknowledgedCouldHaveHappenedOneByOne(long seed) throws InterruptedException {
        String run = "cw" + seed;
        List<Thread> writers = new ArrayList<>();
        for (int writer = 0; writer < WRITERS; writer++) {
            var random = new Random(seed * 100 + writer);
            writers.add(Thread.ofVirtual().start(() -> {
                for (int round = 0; round < ROUNDS; round++) {
                    act(run, random);
                }
            }));
        }
        for (Thread writer : writers) {
            writer.join();
        }
        Map<String, List<Done>> byId = new HashMap<>();
        done.stream()
                .filter(one -> one.outcome().stored())
                .forEach(one -> byId.computeIfAbsent(one.outcome().id(), id -> new ArrayList<>())
                        .add(one));
        byId.forEach(this::explained);
        assertThat(byId).isNotEmpty();
        onlyOneOfEachCondition(run, byId);
    }

    private void act(String run, Random random) {
        Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
        String id = run + "-" + random.nextInt(RESOURCES);
        int value = random.nextInt(1_000_000);
        int seen = records.read("Basic", id).map(Version::number).orElse(0);
        String identifier = run + "-c" + random.nextInt(RESOURCES);
        Interaction interaction = switch (kind) {
            case UPDATE -> new Interaction.Update("Basic", id, OptionalInt.empty());
            case MATCHED -> new Interaction.Update("Basic", id, OptionalInt.of(seen));
            case INCREMENT -> new Interaction.Patch("Basic", id, OptionalInt.empty(), Interaction.PatchKind.JSON);
            case DELETE -> new Interaction.Delete("Basic", id, OptionalInt.empty());
            case CREATE_IF_NONE -> new Interaction.Create("Basic", Optional.of("identifier=urn:cw|" + identifier));
            case UPDATE_WHERE -> new Interaction.UpdateWhere("Basic", "identifier=urn:cw|" + identifier);
        };
        String body = switch (kind) {
            case UPDATE, MATCHED -> basic(id, "", value);
            case INCREMENT -> "[{\"op\":\"replace\",\"path\":\"/code/text\",\"value\":\"" + value + "\"}]";
            case DELETE -> "";
            case CREATE_IF_NONE, UPDATE_WHERE -> basic("", identifier, value);
        };
        var envelope = new Envelope(
                "fhir",
                new Submitter("tester", ""),
                Optional.of(run + random.nextLong()),
                interaction,
                body.getBytes(StandardCharsets.UTF_8));
        Receipt receipt = door.submit(envelope).join();
        assertThat(receipt.outcomes()).as(receipt.toString()).hasSize(1);
        done.add(new Done(kind, id, seen, value, receipt.outcomes().getFirst()));
    }

    private static String basic(String id, String identifier, int value) {
        return "{\"resourceType\":\"Basic\","
                + (id.isEmpty() ? "" : "\"id\":\"" + id + "\",")
                + (identifier.isEmpty()
                        ? ""
                        : "\"identifier\":[{\"system\":\"urn:cw\",\"value\":\"" + identifier + "\"}],")
                + "\"code\":{\"text\":\"" + value + "\"}}";
    }

    /** Every version has exactly one writer, says what that writer wrote, and was allowed to follow the one before. */
    private void explained(String id, List<Done> acknowledged) {
        List<Version> history = records.history("Basic", id).reversed();
        List<Done> wrote = acknowledged.stream()
                .filter(one -> one.outcome().status() != Receipt.Status.UNCHANGED)
                .sorted(Comparator.comparingInt(one -> one.outcome().version()))
                .toList();
        assertThat(wrote.stream().map(one -> one.outcome().version()))
                .containsExactlyElementsOf(history.stream().map(Version::number).toList());
        for (int i = 0; i < history.size(); i++) {
            Version version = history.get(i);
            Done writer = wrote.get(i);
            assertThat(version.number()).isEqualTo(i + 1);
            assertThat(version.deleted()).isEqualTo(writer.kind() == Kind.DELETE);
            if (!version.deleted()) {
                assertThat(version.body().path("code").path("text").asString())
                        .isEqualTo(Integer.toString(writer.value()));
            }
            boolean livedBefore = i > 0 && !history.get(i - 1).deleted();
            switch (writer.kind()) {
                case MATCHED -> assertThat(writer.seen()).isEqualTo(i);
                case INCREMENT, DELETE -> assertThat(livedBefore).isTrue();
                case CREATE_IF_NONE -> assertThat(livedBefore).isFalse();
                case UPDATE, UPDATE_WHERE -> {}
            }
        }
    }

    /** Nobody else writes these identifiers, so a condition never made a second resource. */
    private void onlyOneOfEachCondition(String run, Map<String, List<Done>> byId) {
        Map<String, List<String>> owners = new HashMap<>();
        for (String id : byId.keySet()) {
            records.read("Basic", id).filter(version -> !version.deleted()).ifPresent(version -> {
                String identifier =
                        version.body().path("identifier").path(0).path("value").asString("");
                if (identifier.startsWith(run + "-c")) {
                    owners.computeIfAbsent(identifier, i -> new ArrayList<>()).add(id);
                }
            });
        }
        assertThat(owners).isNotEmpty();
        assertThat(owners.values()).allSatisfy(ids -> assertThat(ids).hasSize(1));
    }
}
