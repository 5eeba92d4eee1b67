package org.liankang.uses.programme;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.liankang.TestDatabase;
import org.liankang.identity.place.TestInstitutions;
import org.liankang.uses.SimulatedFeed;
import tools.jackson.databind.JsonNode;

/**
 * Programmes of a simulated district against what the simulator counted from its people (simulator/README.md): who is in
 * them, and how many of their services were done by the rule. It covers those that have no official indicator, too.
 */
class LivedProgrammesTest {

    private static final LocalDate END = LocalDate.of(2026, 11, 20);

    private final TestDatabase database = TestDatabase.fresh();
    private final MovableClock clock = new MovableClock(END.toString());
    private final Rulebook rules = Cases.rulebook();
    private final ProgrammeBook book =
            new ProgrammeBook(database.jdbc(), database.transaction(), database.migrations(), rules, clock);
    private final Programmes programmes = new Programmes(
            new ProgrammeStore(database.jdbc()), rules, TestInstitutions.of(database, "org-c001"), clock);

    @Test
    void programmes_say_what_was_lived() {
        var feed = new SimulatedFeed(Integer.getInteger("liankang.test.residents", 2500), 2, END);
        feed.read(2000, book::apply);

        Map<String, Map<String, Long>> said = new TreeMap<>();
        for (long resident = 1; resident <= feed.residents(); resident++) {
            programmes.enrolments(resident).stream()
                    .filter(one -> one.until().isEmpty())
                    .forEach(one -> add(said, one.programme(), "enrolled"));
            programmes.visits(resident).stream()
                    .filter(Enrolment.Visit::complete)
                    .forEach(one -> add(said, one.programme(), one.service()));
        }
        assertThat(feed.truth().path("programmes").properties()).isNotEmpty().allSatisfy(programme -> {
            Map<String, Long> own = said.getOrDefault(programme.getKey(), Map.of());
            Map<String, Long> platform = new TreeMap<>();
            Map<String, Long> lived = lived(programme.getValue());
            lived.keySet().forEach(what -> platform.put(what, own.getOrDefault(what, 0L)));
            assertThat(platform).as(programme.getKey()).isEqualTo(lived);
        });
    }

    private static Map<String, Long> lived(JsonNode programme) {
        Map<String, Long> lived = new TreeMap<>();
        lived.put("enrolled", programme.path("enrolled").asLong());
        programme
                .path("done")
                .properties()
                .forEach(service ->
                        lived.put(service.getKey(), service.getValue().asLong()));
        return lived;
    }

    private static void add(Map<String, Map<String, Long>> said, String programme, String what) {
        said.computeIfAbsent(programme, none -> new TreeMap<>()).merge(what, 1L, Long::sum);
    }
}
