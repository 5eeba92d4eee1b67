package org.liankang.uses.quality;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.liankang.base.json.Json;
import org.liankang.base.sql.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** What the book writes: reads what a batch touches into a {@link Ledger} and writes what it changed. */
final class QualityStore {

    private final JdbcClient jdbc;

    QualityStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Were the tables derived by these rules? */
    boolean derivedBy(String digest) {
        return jdbc.sql("select exists (select from quality.rulebook where digest = ?)")
                .param(digest)
                .query(Boolean.class)
                .single();
    }

    void deriveBy(String digest) {
        jdbc.sql("delete from quality.rulebook").update();
        jdbc.sql("insert into quality.rulebook values (?)").param(digest).update();
    }

    /**
     * Reads everything these changes may touch.
     *
     * @param residents of whom something may be learnt
     */
    void read(Ledger ledger, Collection<Reading> readings, Set<Long> all, Set<Long> residents) {
        Set<String> references = new LinkedHashSet<>();
        Set<String> encounters = new LinkedHashSet<>();
        Set<String> events = new LinkedHashSet<>();
        Set<Long> institutions = new LinkedHashSet<>();
        for (Reading reading : readings) {
            references.add(reading.reference());
            institutions.add(reading.institution());
            if (reading.part() != null) {
                encounters.add(reading.part().encounter());
            }
            if (reading.event() != null) {
                events.add(reading.event());
            }
        }
        facts(ledger, references, all);
        // A Patient or a Condition may have been of another resident before.
        Set<Long> taught = new LinkedHashSet<>(residents);
        ledger.patients.all().stream()
                .filter(one -> references.contains(one.reference()))
                .forEach(one -> taught.add(one.resident()));
        ledger.diagnoses.all().stream()
                .filter(one -> references.contains(one.reference()))
                .forEach(one -> taught.add(one.resident()));
        for (Ledger.Part part : parts("source", references)) {
            ledger.parts.read(part);
            encounters.add(part.encounter());
        }
        Set<String> wanted = new LinkedHashSet<>(references);
        wanted.addAll(encounters);
        for (Document document : documents("where reference = any(?)", texts(wanted))) {
            ledger.read(document);
            if (document.event() != null) {
                events.add(document.event());
            }
        }
        documents("where resident = any(?) and claims is not null and resident <> 0", numbers(taught))
                .forEach(ledger::read);
        // As many as may leave within the batch, and one more: only the first of each event matters.
        jdbc.sql("""
                        select d.* from unnest(?::text[]) e cross join lateral (
                            select * from quality.document where event = e order by first limit ?) d
                        """)
                .param(texts(events))
                .param(readings.size() + 1)
                .query(QualityStore::document)
                .list()
                .forEach(ledger::read);
        // Facts of whoever owns a document that may be judged again, also where the batch has none of theirs.
        Set<Long> more = new LinkedHashSet<>(taught);
        Set<String> known = new LinkedHashSet<>();
        for (Document document : ledger.documents.all()) {
            known.add(document.reference());
            if (document.resident() != 0 && !all.contains(document.resident())) {
                more.add(document.resident());
            }
        }
        facts(ledger, Set.of(), more);
        known.addAll(references);
        parts("encounter", known).forEach(ledger.parts::read);
        items(ledger, known);
        reporters(ledger, institutions);
    }

    private void facts(Ledger ledger, Set<String> references, Set<Long> residents) {
        jdbc.sql("select * from quality.patient where resident = any(?) or reference = any(?)")
                .param(numbers(residents))
                .param(texts(references))
                .query(Ledger.Patient.class)
                .list()
                .forEach(ledger.patients::read);
        jdbc.sql("select * from quality.diagnosis where resident = any(?) or reference = any(?)")
                .param(numbers(residents))
                .param(texts(references))
                .query(Ledger.Diagnosis.class)
                .list()
                .forEach(ledger.diagnoses::read);
    }

    private List<Ledger.Part> parts(String column, Set<String> among) {
        return among.isEmpty()
                ? List.of()
                : jdbc.sql("select source, encounter, array_agg(code order by code) as codes from quality.part where "
                                + column + " = any(?) group by source, encounter")
                        .param(texts(among))
                        .query((row, number) -> new Ledger.Part(
                                row.getString("source"), row.getString("encounter"), set(row.getArray("codes"))))
                        .list();
    }

    private List<Document> documents(String where, Object[] values) {
        return values.length == 0
                ? List.of()
                : jdbc.sql("select * from quality.document " + where)
                        .param(values)
                        .query(QualityStore::document)
                        .list();
    }

    private void items(Ledger ledger, Set<String> references) {
        jdbc.sql("select * from quality.item where reference = any(?)")
                .param(texts(references))
                .query((row, number) ->
                        new Ledger.Row(item(row), row.getObject("month", LocalDate.class), row.getLong("submission")))
                .list()
                .forEach(ledger.items::read);
    }

    private void reporters(Ledger ledger, Set<Long> institutions) {
        jdbc.sql("select institution, since from quality.reporter where institution = any(?)")
                .param(numbers(institutions))
                .query(row -> {
                    ledger.reporters.put(row.getLong("institution"), instant(row, "since"));
                });
    }

    void write(Ledger ledger) {
        writeDocuments(ledger);
        writeFacts(ledger);
        writeItems(ledger);
        Rows reporters = Rows.of("bigint", "timestamptz");
        ledger.newReporters.forEach(reporters::add);
        reporters.write(jdbc, "insert into quality.reporter select * from %s");
        writeScores(ledger);
    }

    private void writeDocuments(Ledger ledger) {
        delete("document", "reference", gone(ledger.documents));
        Rows rows = Rows.of(
                "text",
                "bigint",
                "bigint",
                "text",
                "bigint",
                "timestamptz",
                "bigint",
                "date",
                "date",
                "bigint",
                "bigint",
                "text",
                "text");
        ledger.documents
                .put()
                .forEach(d -> rows.add(
                        d.reference(),
                        d.resident(),
                        d.institution(),
                        d.kind(),
                        d.first(),
                        d.landed(),
                        d.position(),
                        d.day(),
                        d.month(),
                        d.judged(),
                        d.failed(),
                        claims(d.claims()),
                        d.event()));
        rows.write(jdbc, """
                insert into quality.document select * from %s
                on conflict (reference) do update set
                    resident = excluded.resident, institution = excluded.institution, kind = excluded.kind,
                    first = excluded.first, landed = excluded.landed, position = excluded.position,
                    day = excluded.day, month = excluded.month, judged = excluded.judged, failed = excluded.failed,
                    claims = excluded.claims, event = excluded.event
                """);
    }

    private void writeFacts(Ledger ledger) {
        delete("patient", "reference", ledger.patients.changed());
        Rows patients = Rows.of("text", "bigint", "text", "date", "date", "bigint");
        ledger.patients
                .put()
                .forEach(
                        p -> patients.add(p.reference(), p.resident(), p.gender(), p.birth(), p.death(), p.position()));
        patients.write(jdbc, "insert into quality.patient select * from %s");
        delete("diagnosis", "reference", ledger.diagnoses.changed());
        Rows diagnoses = Rows.of("text", "bigint", "text", "date");
        ledger.diagnoses.put().forEach(d -> diagnoses.add(d.reference(), d.resident(), d.code(), d.onset()));
        diagnoses.write(jdbc, "insert into quality.diagnosis select * from %s");
        delete("part", "source", ledger.parts.changed());
        Rows parts = Rows.of("text", "text", "text");
        ledger.parts
                .put()
                .forEach(part -> part.codes().forEach(code -> parts.add(part.source(), part.encounter(), code)));
        parts.write(jdbc, "insert into quality.part select * from %s");
    }

    private void writeItems(Ledger ledger) {
        Rows gone = Rows.of("text", "text");
        for (String key : ledger.items.changed()) {
            if (ledger.items.get(key) == null) {
                gone.add(key.substring(0, key.indexOf(' ')), key.substring(key.indexOf(' ') + 1));
            }
        }
        gone.write(
                jdbc,
                "delete from quality.item i using %s g (reference, rule)"
                        + " where i.reference = g.reference and i.rule = g.rule");
        Rows rows = Rows.of(
                "text",
                "text",
                "bigint",
                "text",
                "bigint",
                "bigint",
                "date",
                "date",
                "timestamptz",
                "bigint",
                "timestamptz");
        for (Ledger.Row row : ledger.items.put()) {
            Item item = row.item();
            rows.add(
                    item.reference(),
                    item.rule(),
                    item.institution(),
                    item.kind(),
                    item.position(),
                    item.resident(),
                    item.day().orElse(null),
                    row.month(),
                    item.since(),
                    row.submission(),
                    item.mended().orElse(null));
        }
        rows.write(jdbc, """
                insert into quality.item select * from %s
                on conflict (reference, rule) do update set
                    institution = excluded.institution, kind = excluded.kind, position = excluded.position,
                    resident = excluded.resident, day = excluded.day, month = excluded.month, since = excluded.since,
                    submission = excluded.submission, mended = excluded.mended
                """);
    }

    private void writeScores(Ledger ledger) {
        Rows sums = Rows.of("bigint", "text", "text", "date", "bigint", "bigint", "bigint");
        ledger.sums.forEach((place, sum) -> {
            if (sum.judged != 0 || sum.failed != 0 || sum.mended != 0) {
                sums.add(
                        place.institution(),
                        place.kind(),
                        place.rule(),
                        place.month(),
                        sum.judged,
                        sum.failed,
                        sum.mended);
            }
        });
        if (sums.isEmpty()) {
            return;
        }
        sums.write(jdbc, """
                insert into quality.score as old select * from %s
                on conflict (institution, month, kind, rule) do update set
                    judged = old.judged + excluded.judged, failed = old.failed + excluded.failed,
                    mended = old.mended + excluded.mended
                """);
        jdbc.sql("delete from quality.score where judged = 0 and failed = 0 and mended = 0")
                .update();
    }

    private void delete(String table, String column, Collection<String> keys) {
        if (!keys.isEmpty()) {
            jdbc.sql("delete from quality." + table + " where " + column + " = any(?)")
                    .param(texts(keys))
                    .update();
        }
    }

    private static List<String> gone(Shelf<Document> documents) {
        return documents.changed().stream()
                .filter(reference -> documents.get(reference) == null)
                .toList();
    }

    static Item item(ResultSet row) throws SQLException {
        return new Item(
                row.getLong("institution"),
                row.getString("kind"),
                row.getString("rule"),
                row.getString("reference"),
                row.getLong("position"),
                row.getLong("resident"),
                Optional.ofNullable(row.getObject("day", LocalDate.class)),
                instant(row, "since"),
                Optional.ofNullable(row.getObject("mended", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant));
    }

    private static Document document(ResultSet row, int number) throws SQLException {
        return new Document(
                row.getString("reference"),
                row.getLong("resident"),
                row.getLong("institution"),
                row.getString("kind"),
                row.getLong("first"),
                instant(row, "landed"),
                row.getLong("position"),
                row.getObject("day", LocalDate.class),
                row.getObject("month", LocalDate.class),
                row.getLong("judged"),
                row.getLong("failed"),
                claims(row.getString("claims")),
                row.getString("event"));
    }

    private static @Nullable String claims(List<@Nullable String> claims) {
        if (claims.isEmpty()) {
            return null;
        }
        ArrayNode written = Json.array();
        claims.forEach(written::add);
        return Json.text(written);
    }

    private static List<@Nullable String> claims(@Nullable String written) {
        if (written == null) {
            return List.of();
        }
        List<@Nullable String> claims = new ArrayList<>();
        for (JsonNode claim : Json.parse(written)) {
            claims.add(claim.isNull() ? null : claim.asString());
        }
        return claims;
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static String[] texts(Collection<String> all) {
        return all.toArray(String[]::new);
    }

    private static Long[] numbers(Collection<Long> all) {
        return all.toArray(Long[]::new);
    }

    private static Set<String> set(Array array) throws SQLException {
        return Set.copyOf(Arrays.asList((String[]) array.getArray()));
    }
}
