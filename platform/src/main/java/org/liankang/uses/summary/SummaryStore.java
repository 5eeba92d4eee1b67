package org.liankang.uses.summary;

import java.util.Collection;
import java.util.List;
import org.liankang.base.sql.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table of {@code summary}. */
@Repository
class SummaryStore {

    private static final String COLUMNS =
            "reference, kind, resident, encounter, day, moment, title, institution, practitioner, version, position,"
                    + " submission, facts";

    private final JdbcClient jdbc;

    SummaryStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void replace(Collection<String> references, Collection<Item> items) {
        jdbc.sql("delete from summary.item where reference = any(?)")
                .param(references.toArray(String[]::new))
                .update();
        Rows rows = Rows.of(
                "text", "text", "bigint", "text", "date", "text", "text", "text", "text", "int", "bigint", "bigint",
                "text");
        for (Item item : items) {
            rows.add(
                    item.reference(),
                    item.kind(),
                    item.resident(),
                    item.encounter(),
                    item.day(),
                    item.moment(),
                    item.title(),
                    item.institution(),
                    item.practitioner(),
                    item.version(),
                    item.position(),
                    item.submission(),
                    item.facts());
        }
        rows.write(jdbc, "insert into summary.item (" + COLUMNS + ") select * from %s");
    }

    /**
     * What is told by itself: everything but what belongs to an encounter that is told. Several institutions may each
     * have a Patient for the resident; only the newest says when they were born or died.
     */
    List<Item> newest(long resident, int most) {
        return jdbc.sql("""
                        select %s from summary.item i
                        where resident = ?
                          and not (encounter <> '' and exists (
                              select from summary.item e
                              where e.reference = i.encounter and e.kind = 'encounter' and e.resident = i.resident))
                          and not (reference like 'Patient/%%' and exists (
                              select from summary.item p
                              where p.resident = i.resident and p.kind = i.kind and p.reference like 'Patient/%%'
                                and p.position > i.position))
                        order by day desc nulls last, moment desc, position desc, kind desc
                        limit ?
                        """.formatted(COLUMNS))
                .param(resident)
                .param(most)
                .query(Item.class)
                .list();
    }

    /** What happened during these encounters, in the order it happened. */
    List<Item> during(long resident, Collection<String> encounters) {
        return jdbc.sql("select " + COLUMNS
                        + " from summary.item where resident = ? and encounter = any(?)"
                        + " order by day nulls last, moment, position, kind")
                .param(resident)
                .param(encounters.toArray(String[]::new))
                .query(Item.class)
                .list();
    }
}
