package org.liankang.identity.person;

import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.liankang.TestDatabase;

/**
 * How long a search takes among so many residents with the simulator's names; run by hand:
 * {@code -Dtest=SearchSpeed -Dliankang.residents=1200000}. Written by the stores that write always; answers are not kept.
 */
@Tag("measure")
class SearchSpeed {

    private static final int RESIDENTS = Integer.getInteger("liankang.residents", 1_200_000);
    private static final int CENTRES = 30;
    private static final int ASKED = 400;
    private static final int BATCH = 10_000;

    private final RandomGenerator dice =
            RandomGeneratorFactory.of("L64X128MixRandom").create(20260101);
    private final List<String> surnames = new ArrayList<>();
    private final List<String> characters = new ArrayList<>();

    @Test
    void a_search_among_all() throws Exception {
        read();
        TestDatabase database = TestDatabase.fresh();
        var persons = new Persons(database.jdbc(), database.migrations());
        long start = System.nanoTime();
        double cpu = cpu();
        List<Identification.Known> known = new ArrayList<>();
        List<Description> samples = new ArrayList<>();
        for (int id = 1; id <= RESIDENTS; id++) {
            Description one = describe(id);
            known.add(new Identification.Known(id, one, 1 + dice.nextInt(CENTRES), id));
            if (id % Math.max(1, RESIDENTS / ASKED) == 0 && samples.size() < ASKED) {
                samples.add(one);
            }
            if (known.size() == BATCH || id == RESIDENTS) {
                write(database, known);
                known.clear();
            }
        }
        database.jdbc().sql("analyze person.person").update();
        database.jdbc().sql("analyze person.word").update();
        System.out.printf(
                "SPEED %,d residents written in %.1f s, %.1f s CPU of this JVM; words %s, their indexes %s%n",
                RESIDENTS,
                (System.nanoTime() - start) / 1e9,
                cpu() - cpu,
                size(database, "pg_table_size('person.word')"),
                size(database, "pg_indexes_size('person.word')"));
        for (int round = 1; round <= 2; round++) {
            ask(persons, samples, round);
        }
    }

    private void ask(Persons persons, List<Description> samples, int round) {
        Map<String, double[]> times = new TreeMap<>();
        double cpu = cpu();
        int at = 0;
        for (Description one : samples) {
            List<String> words = List.copyOf(Readings.words(one.name()));
            String initials = words.get(1);
            Map<String, String> questions = new TreeMap<>();
            questions.put("family name", one.name().substring(0, 1));
            questions.put("whole name", one.name());
            questions.put("one initial", initials.substring(0, 1));
            questions.put("two initials", initials.substring(0, Math.min(2, initials.length())));
            questions.put("all initials", initials);
            questions.put("pinyin", words.get(2));
            questions.put("end of ID number", one.idNumber().substring(14));
            questions.put("end of phone", one.phone().substring(7));
            questions.put("whole ID number", one.idNumber());
            questions.put("whole phone", one.phone());
            questions.put("beginning of phone", one.phone().substring(0, 7));
            questions.put("nobody", "qqqzz");
            for (var question : questions.entrySet()) {
                for (boolean region : new boolean[] {false, true}) {
                    Within within = region ? Within.REGION : Within.centre(1 + at % CENTRES);
                    long begin = System.nanoTime();
                    persons.search(question.getValue(), within, 11);
                    times.computeIfAbsent(
                                            question.getKey() + (region ? ", region" : ", own centre"),
                                            none -> new double[samples.size()])[at] =
                            (System.nanoTime() - begin) / 1e6;
                }
            }
            at++;
        }
        System.out.printf(
                "SPEED round %d, %.1f s CPU of this JVM; milliseconds p50 / p95 / most%n", round, cpu() - cpu);
        times.forEach((question, all) -> {
            Arrays.sort(all);
            System.out.printf(
                    "SPEED   %-32s %6.1f %6.1f %6.1f%n",
                    question, all[all.length / 2], all[(int) (all.length * 0.95)], all[all.length - 1]);
        });
    }

    private Description describe(int id) {
        int length = dice.nextInt(100) < 85 ? 2 : 1;
        StringBuilder name = new StringBuilder(surnames.get(dice.nextInt(surnames.size())));
        for (int at = 0; at < length; at++) {
            String some = characters.get(dice.nextInt(characters.size()));
            name.append(some.charAt(dice.nextInt(some.length())));
        }
        // Without a right birth date and check digit: only the end matters here, and that no number stands twice.
        String number = "330203%08d%04d".formatted(id, dice.nextInt(10_000));
        String phone = "1%02d%08d".formatted(30 + dice.nextInt(70), dice.nextInt(100_000_000));
        return new Description(
                "p" + id, number, List.of(), name.toString(), "male", null, null, "330203001", "", phone, "");
    }

    private static void write(TestDatabase database, List<Identification.Known> known) throws SQLException {
        try (Connection connection = database.source().getConnection()) {
            connection.setAutoCommit(false);
            new PersonStore(database.jdbc()).insertPersons(connection, known);
            new WordStore(database.jdbc()).insert(connection, known);
            connection.commit();
        }
    }

    private void read() throws IOException {
        for (String[] row : rows("surnames.csv")) {
            int times = (int) Math.max(1, Math.round(Double.parseDouble(row[1]) * 10));
            for (int at = 0; at < times; at++) {
                surnames.add(row[0]);
            }
        }
        surnames.addAll(List.of("单", "仇", "区", "曾", "解", "查", "欧阳", "吕"));
        rows("given-names.csv").forEach(row -> characters.add(row[3]));
    }

    private static List<String[]> rows(String file) throws IOException {
        try (var reader = new BufferedReader(new InputStreamReader(
                SearchSpeed.class.getResourceAsStream("/haishu/" + file), StandardCharsets.UTF_8))) {
            return reader.lines().skip(1).map(line -> line.split(",")).toList();
        }
    }

    private static String size(TestDatabase database, String what) {
        return database.jdbc()
                .sql("select pg_size_pretty(" + what + ")")
                .query(String.class)
                .single();
    }

    private static double cpu() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime() / 1e9;
    }
}
