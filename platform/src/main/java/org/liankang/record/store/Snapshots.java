package org.liankang.record.store;

import java.util.HashSet;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The record as it was at a position of the feed, for readers that go through all of it and take their time. */
@Component
public class Snapshots {

    private final JdbcClient jdbc;

    /** @param records not used; the tables exist when it does */
    Snapshots(JdbcClient jdbc, Records records) {
        this.jdbc = jdbc;
    }

    /**
     * Which versions of a stretch of the feed were not current any more at a moment: the positions after the first, up
     * to and with the second, whose resource got another version at or before the third.
     */
    public Set<Long> replaced(long after, long until, long moment) {
        // The numbers stand in the text, because the planner must see how short the stretch is.
        return new HashSet<>(
                jdbc.sql("""
                        select v.position
                        from record.version v join record.head h on h.type = v.type and h.id = v.id
                        where v.position > %1$d and v.position <= %2$d and h.position > v.position
                          and (h.position <= %3$d or exists (
                            with recursive later as (
                                select w.position, w.previous from record.version w where w.position = h.position
                                union all
                                select w.position, w.previous
                                from later l join record.version w on w.position = l.previous
                                where l.previous > v.position
                            )
                            select from later where position <= %3$d))
                        """.formatted(after, until, moment)).query(Long.class).list());
    }
}
