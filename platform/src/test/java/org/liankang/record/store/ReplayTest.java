package org.liankang.record.store;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdDictTrainer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liankang.TestDatabase;
import org.liankang.record.index.Key;
import org.liankang.record.index.SearchIndex;
import org.liankang.record.search.Parameters;

/** A search index that was lost is made anew from the versions, by a platform that knows nothing yet but the database. */
class ReplayTest {

    private static final int RESOURCES = 300;

    @TempDir
    private Path folder;

    private final TestDatabase database = TestDatabase.fresh();

    @Test
    void bodiesPackedWithADictionaryOfAnEarlierStartAreReadAgain() {
        database.migrations().migrate("record", RecordConfiguration.class);
        var types = new Types(database.jdbc());
        types.register(List.of("Basic"));
        written(types.number("Basic"));

        var store = new RecordStore(database.jdbc(), types);
        try (var index = new SearchIndex(folder, "a record")) {
            var parameters = new Parameters(FhirContext.forR4Cached(), List.of());
            long last = new Replay(store, index, parameters).catchUp();

            assertThat(last).isEqualTo(RESOURCES);
            assertThat(index.head(new Key("Basic", "b" + RESOURCES))).isPresent();
        }
    }

    /** As an earlier run left it: bodies in the database that only its own dictionary opens. */
    private void written(int type) {
        List<byte[]> bodies = IntStream.rangeClosed(1, RESOURCES)
                .mapToObj(number ->
                        """
                        {"resourceType":"Basic","id":"b%d","code":{"text":"a text that all share %d"},"created":"2024-01-%02d"}""".formatted(number, number * 7919, number % 28 + 1).getBytes(StandardCharsets.UTF_8))
                .toList();
        var trainer = new ZstdDictTrainer(1 << 20, 2048);
        bodies.forEach(trainer::addSample);
        byte[] dictionary = trainer.trainSamples();
        database.jdbc()
                .sql("insert into record.dictionary (number, type, body) values (?, ?, ?)")
                .params((int) Zstd.getDictIdFromDict(dictionary), type, dictionary)
                .update();
        for (int at = 1; at <= RESOURCES; at++) {
            database.jdbc()
                    .sql("""
                            insert into record.version (position, type, id, number, previous, resident, institution,
                                submission, at, deleted, body) values (?, ?, ?, 1, 0, 0, 0, ?, now(), false, ?)""")
                    .params(at, type, "b" + at, at, Zstd.compressUsingDict(bodies.get(at - 1), dictionary, 1))
                    .update();
        }
    }
}
