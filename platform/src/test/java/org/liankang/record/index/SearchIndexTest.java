package org.liankang.record.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liankang.record.search.Index;
import org.liankang.record.search.Query;
import org.liankang.record.search.Tokens;

@DisplayName("the search index")
class SearchIndexTest {

    private static final Joins NONE = new Joins() {
        @Override
        public int number(String type, String parameter) {
            return 3;
        }

        @Override
        public long firstSince(long millis) {
            return 0;
        }

        @Override
        public long lastUntil(long millis) {
            return Long.MAX_VALUE;
        }

        @Override
        public Collection<String> ids(String type, Query query) {
            return Set.of();
        }

        @Override
        public Collection<String> targets(String source, String parameter, String target, Query by) {
            return Set.of();
        }
    };

    @TempDir
    Path folder;

    private SearchIndex index;
    private long position;

    @BeforeEach
    void open() {
        index = new SearchIndex(folder, "record-1");
    }

    @AfterEach
    void close() {
        index.close();
    }

    private Posting posting(String id, int number, Index found) {
        return new Posting(new Head(new Key("Observation", id), number, ++position, 7, found == Index.NONE, 42), found);
    }

    private static Index coded(String code) {
        return new Index(
                new long[] {Tokens.of("Observation", "code", code)},
                List.of(new Index.Range(5, 100, 200)),
                List.of(new Index.Phrase(9, "高血压随访")),
                1L << 2,
                position0(code),
                0,
                List.of(new Index.Place(24.48, 118.09)));
    }

    private static long position0(String code) {
        return code.hashCode();
    }

    private long count(Query query) {
        try (Look look = index.look()) {
            return look.count("Observation", query, NONE);
        }
    }

    private static Query code(String code) {
        return new Query.AnyToken(new long[] {Tokens.of("Observation", "code", code)});
    }

    @Test
    void knowsAResourceAndFindsItTheMomentItIsAdded() {
        index.add(List.of(posting("a", 1, coded("x"))));
        assertThat(index.head(new Key("Observation", "a"))).map(Head::number).contains(1);
        assertThat(count(code("x"))).isEqualTo(1);
        assertThat(count(code("y"))).isZero();
        assertThat(index.head(new Key("Observation", "b"))).isEmpty();
    }

    @Test
    void findsOnlyTheCurrentVersionAndNothingDeleted() {
        index.add(List.of(posting("a", 1, coded("x")), posting("b", 1, coded("x"))));
        assertThat(count(code("x"))).isEqualTo(2);
        index.add(List.of(posting("a", 2, coded("y")), posting("b", 2, Index.NONE)));
        assertThat(count(code("x"))).isZero();
        assertThat(count(code("y"))).isEqualTo(1);
        assertThat(count(Query.all())).isEqualTo(1);
        assertThat(index.head(new Key("Observation", "b"))).map(Head::deleted).contains(true);
    }

    @Test
    void ofAResourceChangedTwiceInOneBatchOnlyTheLastCounts() {
        index.add(List.of(posting("a", 1, coded("x")), posting("a", 2, coded("y")), posting("a", 3, coded("z"))));
        assertThat(count(Query.all())).isEqualTo(1);
        assertThat(count(code("z"))).isEqualTo(1);
        assertThat(index.head(new Key("Observation", "a"))).map(Head::number).contains(3);
    }

    @Test
    void evaluatesEveryKindOfQuery() {
        index.add(List.of(posting("a", 1, coded("x"))));
        assertThat(count(new Query.Range(5, 100, 100, 200, 200))).isEqualTo(1);
        assertThat(count(new Query.Range(5, 101, 200, 0, 300))).isZero();
        assertThat(count(new Query.Range(6, 0, 200, 0, 300))).isZero();
        assertThat(count(new Query.Phrase(9, "高血", Query.Place.BEGIN))).isEqualTo(1);
        assertThat(count(new Query.Phrase(9, "随访", Query.Place.BEGIN))).isZero();
        assertThat(count(new Query.Phrase(9, "随访", Query.Place.ANYWHERE))).isEqualTo(1);
        assertThat(count(new Query.Phrase(8, "随访", Query.Place.ANYWHERE))).isZero();
        assertThat(count(new Query.Phrase(9, "随访", Query.Place.END))).isEqualTo(1);
        assertThat(count(new Query.Phrase(9, "高血", Query.Place.END))).isZero();
        assertThat(count(new Query.Phrase(9, "高血压随访", Query.Place.WHOLE))).isEqualTo(1);
        assertThat(count(new Query.Phrase(9, "高血压", Query.Place.WHOLE))).isZero();
        assertThat(count(new Query.Near(24.48, 118.10, 1_100))).isEqualTo(1); // 1,012 m along the parallel
        assertThat(count(new Query.Near(24.48, 118.10, 1_000))).isZero();
        assertThat(count(new Query.Missing("Observation", "any"))).isEqualTo(1);
        assertThat(count(new Query.Not(code("x")))).isZero();
        assertThat(count(new Query.Not(code("y")))).isEqualTo(1);
        assertThat(count(new Query.All(List.of(code("x"), new Query.Not(code("y"))))))
                .isEqualTo(1);
        assertThat(count(new Query.Any(List.of(code("x"), code("y"))))).isEqualTo(1);
        assertThat(count(new Query.Any(List.of(new Query.Not(code("x")), code("y")))))
                .isZero();
        assertThat(count(new Query.Ids(Set.of("a", "b")))).isEqualTo(1);
        assertThat(count(new Query.Resident(7))).isEqualTo(1);
        assertThat(count(new Query.Resident(8))).isZero();
    }

    @Test
    void laterPagesSeeTheMomentOfTheFirst() {
        List<Posting> many = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            many.add(posting("o" + i, 1, coded("x")));
        }
        index.add(many);
        List<Long> seen = new ArrayList<>();
        long page;
        Look.Place place;
        try (Look look = index.look()) {
            Look.Found first = look.find("Observation", code("x"), NONE, Look.Sorting.NEWEST_CHANGE, 20, null);
            for (long at : first.positions()) {
                seen.add(at);
            }
            page = look.keep();
            place = first.next();
        }
        index.add(List.of(posting("o1", 2, coded("y")), posting("o2", 2, Index.NONE), posting("new", 1, coded("x"))));
        assertThat(count(code("x"))).isEqualTo(49);
        while (place != null) {
            try (Look look = index.look(page).orElseThrow()) {
                Look.Found next = look.find("Observation", code("x"), NONE, Look.Sorting.NEWEST_CHANGE, 20, place);
                for (long at : next.positions()) {
                    seen.add(at);
                }
                place = next.next();
            }
        }
        List<Long> expected = new ArrayList<>();
        for (long at = 50; at >= 1; at--) {
            expected.add(at);
        }
        assertThat(seen).isEqualTo(expected);
    }

    @Test
    void afterACleanStopNothingNeedsToBeAddedAgainAndAfterAnotherRecordEverything() {
        index.add(List.of(posting("a", 1, coded("x"))));
        index.close();
        index = new SearchIndex(folder, "record-1");
        assertThat(index.added()).isEqualTo(1);
        assertThat(index.head(new Key("Observation", "a"))).map(Head::number).contains(1);
        assertThat(count(code("x"))).isEqualTo(1);
        index.close();
        index = new SearchIndex(folder, "record-2");
        assertThat(index.added()).isZero();
        assertThat(count(Query.all())).isZero();
    }

    @Test
    void whatWasForgottenDoesNotComeBackAfterACrash() throws java.io.IOException {
        index.add(List.of(posting("a", 1, coded("x")), posting("b", 1, coded("x"))));
        index.close();
        index = new SearchIndex(folder, "record-1");
        index.clear();
        Path left = java.nio.file.Files.createDirectory(folder.resolveSibling(folder.getFileName() + "-left"));
        try (var files = java.nio.file.Files.list(folder)) { // what a crash at this moment would leave behind
            for (Path file : files.filter(f -> !f.endsWith("write.lock")).toList()) {
                java.nio.file.Files.copy(file, left.resolve(file.getFileName()));
            }
        }
        try (var found = new SearchIndex(left, "record-1")) {
            assertThat(found.added()).isZero();
            assertThat(found.head(new Key("Observation", "a"))).isEmpty();
        }
    }

    @Test
    void headsNeverGoBackWhileReadersComeAndGo() throws InterruptedException {
        int keys = 300;
        var committed = new AtomicLong[keys];
        for (int i = 0; i < keys; i++) {
            committed[i] = new AtomicLong();
        }
        var wrong = new AtomicReference<String>();
        var running = new java.util.concurrent.atomic.AtomicBoolean(true);
        List<Thread> readers = new ArrayList<>();
        for (int t = 0; t < 3; t++) {
            var random = new Random(t);
            readers.add(Thread.ofPlatform().start(() -> {
                while (running.get()) {
                    int key = random.nextInt(keys);
                    long least = committed[key].get();
                    long is = index.head(new Key("Observation", "k" + key))
                            .map(Head::number)
                            .orElse(0);
                    if (is < least) {
                        wrong.set("k" + key + " is " + is + " but was " + least);
                    }
                    if (random.nextInt(50) == 0) {
                        count(code("x"));
                    }
                }
            }));
        }
        var random = new Random(9);
        int[] numbers = new int[keys];
        for (int batch = 0; batch < 400; batch++) {
            List<Posting> postings = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                int key = random.nextInt(keys);
                postings.add(posting("k" + key, ++numbers[key], coded("x")));
            }
            index.add(postings);
            for (int key = 0; key < keys; key++) {
                committed[key].set(numbers[key]);
            }
        }
        running.set(false);
        for (Thread reader : readers) {
            reader.join();
        }
        assertThat(wrong.get()).isNull();
        long living = java.util.Arrays.stream(numbers).filter(n -> n > 0).count();
        assertThat(count(Query.all())).isEqualTo(living);
    }
}
