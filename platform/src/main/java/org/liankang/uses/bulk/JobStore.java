package org.liankang.uses.bulk;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.liankang.base.finding.Finding;
import org.liankang.base.sql.Migrations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** The SQL of the schema {@code bulk}. */
@Component
class JobStore {

    private static final String JOB = """
            select id, kind, state, account, login, institution, purpose, request, spec, at, position, done, whole,
                resources, bytes, tries, finished, expires, code, message from bulk.job
            """;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    JobStore(JdbcClient jdbc, TransactionTemplate transaction, Migrations migrations) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        migrations.migrate("bulk", getClass());
    }

    private static Job job(ResultSet rs, int row) throws SQLException {
        return new Job(
                rs.getString("id"),
                Job.Kind.valueOf(rs.getString("kind")),
                Job.State.valueOf(rs.getString("state")),
                rs.getLong("account"),
                rs.getString("login"),
                rs.getString("institution"),
                rs.getString("purpose"),
                rs.getString("request"),
                rs.getString("spec"),
                instant(rs, "at"),
                rs.getLong("position"),
                rs.getLong("done"),
                rs.getLong("whole"),
                rs.getLong("resources"),
                rs.getLong("bytes"),
                rs.getInt("tries"),
                instant(rs, "finished"),
                instant(rs, "expires"),
                rs.getString("code"),
                rs.getString("message"));
    }

    private static Instant instant(ResultSet rs, String column) throws SQLException {
        OffsetDateTime at = rs.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    private static OffsetDateTime sql(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }

    void add(Job job, String key, List<Job.Source> sources) {
        transaction.executeWithoutResult(status -> {
            jdbc.sql("""
                            insert into bulk.job (id, kind, state, account, login, institution, purpose, key, request,
                                spec, at, position, whole)
                            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                            """)
                    .params(job.id(), job.kind().name(), job.state().name(), job.account(), job.login())
                    .params(job.institution(), job.purpose(), key, job.request(), job.spec(), sql(job.at()))
                    .params(job.position(), job.whole())
                    .update();
            for (Job.Source source : sources) {
                jdbc.sql("insert into bulk.source (job, number, type, url) values (?, ?, ?, ?)")
                        .params(job.id(), source.number(), source.type(), source.url())
                        .update();
            }
        });
    }

    Optional<Job> find(String id) {
        return jdbc.sql(JOB + "where id = ?").param(id).query(JobStore::job).optional();
    }

    Optional<Job> upload(long account, String key) {
        return jdbc.sql(JOB + "where account = ? and key = ?")
                .params(account, key)
                .query(JobStore::job)
                .optional();
    }

    /** What was running when the platform stopped goes first. */
    Optional<Job> next() {
        return jdbc.sql(JOB + "where state in ('QUEUED', 'RUNNING') order by state desc, at, id limit 1")
                .query(JobStore::job)
                .optional();
    }

    /** How many wait or run, of one account or (0) of all. */
    int open(long account) {
        return jdbc.sql("select count(*) from bulk.job where state in ('QUEUED', 'RUNNING')"
                        + " and (? = 0 or account = ?)")
                .params(account, account)
                .query(Integer.class)
                .single();
    }

    /** Bytes of all files that are kept, apart from one job's. */
    long bytesWithout(String id) {
        return jdbc.sql("select coalesce(sum(bytes), 0) from bulk.job where state <> 'EXPIRED' and id <> ?")
                .param(id)
                .query(Long.class)
                .single();
    }

    /** The feed position of the export that showed this moment. */
    Optional<Long> positionAt(Instant moment) {
        return jdbc.sql("select min(position) from bulk.job where kind = 'EXPORT' and at = ?")
                .param(sql(moment))
                .query(Long.class)
                .optional();
    }

    /** Answers false when it is not to be run any more. */
    boolean begin(String id, long whole) {
        return jdbc.sql("update bulk.job set state = 'RUNNING', whole = ?"
                                + " where id = ? and state in ('QUEUED', 'RUNNING')")
                        .params(whole, id)
                        .update()
                > 0;
    }

    /** Counts a run that broke; answers how many in a row did, without progress between them. */
    int tried(String id) {
        return jdbc.sql("update bulk.job set tries = tries + 1 where id = ? returning tries")
                .param(id)
                .query(Integer.class)
                .single();
    }

    /** Progress of an export: the end of a stretch and its files, together. A finished stretch forgives failed tries. */
    void progress(String id, long done, List<Job.File> files) {
        transaction.executeWithoutResult(status -> {
            files.forEach(file -> keep(id, file));
            jdbc.sql("""
                            update bulk.job j set done = ?, tries = 0,
                                bytes = (select coalesce(sum(f.bytes), 0) from bulk.file f where f.job = j.id),
                                resources = (select coalesce(sum(f.lines), 0) from bulk.file f where f.job = j.id)
                            where id = ?
                            """).params(done, id).update();
        });
    }

    /** Progress of an import: how far a source is, and the outcomes so far, together. */
    void progress(String id, Job.Source source, List<Job.File> files) {
        transaction.executeWithoutResult(status -> {
            files.forEach(file -> keep(id, file));
            jdbc.sql("""
                            update bulk.source set bytes = ?, line = ?, checksum = ?, stored = ?, unchanged = ?,
                                waiting = ?, refused = ?, ended = ? where job = ? and number = ?
                            """)
                    .params(source.bytes(), source.line(), source.checksum(), source.stored(), source.unchanged())
                    .params(source.waiting(), source.refused(), source.ended(), id, source.number())
                    .update();
            jdbc.sql("""
                            update bulk.job j set tries = 0,
                                bytes = (select coalesce(sum(f.bytes), 0) from bulk.file f where f.job = j.id),
                                done = (select sum(s.bytes) from bulk.source s where s.job = j.id),
                                resources = (select sum(s.stored) from bulk.source s where s.job = j.id)
                            where id = ?
                            """).param(id).update();
        });
    }

    private void keep(String id, Job.File file) {
        jdbc.sql("""
                        insert into bulk.file (job, name, kind, type, bytes, lines, closed) values (?, ?, ?, ?, ?, ?, ?)
                        on conflict (job, name) do update
                        set bytes = excluded.bytes, lines = excluded.lines, closed = excluded.closed
                        """)
                .params(id, file.name(), file.content().name(), file.type())
                .params(file.bytes(), file.lines(), file.closed())
                .update();
    }

    List<Job.File> files(String id) {
        return jdbc.sql("select name, kind, type, bytes, lines, closed from bulk.file where job = ? order by name")
                .param(id)
                .query((rs, row) -> new Job.File(
                        rs.getString(1),
                        Job.Content.valueOf(rs.getString(2)),
                        rs.getString(3),
                        rs.getLong(4),
                        rs.getLong(5),
                        rs.getBoolean(6)))
                .list();
    }

    List<Job.Source> sources(String id) {
        return jdbc.sql("""
                        select number, type, url, bytes, line, checksum, stored, unchanged, waiting, refused, ended
                        from bulk.source where job = ? order by number
                        """)
                .param(id)
                .query((rs, row) -> new Job.Source(
                        rs.getInt(1),
                        rs.getString(2),
                        rs.getString(3),
                        rs.getLong(4),
                        rs.getLong(5),
                        rs.getLong(6),
                        rs.getLong(7),
                        rs.getLong(8),
                        rs.getLong(9),
                        rs.getLong(10),
                        rs.getBoolean(11)))
                .list();
    }

    /**
     * Ends a job that is still open; answers false when it had ended otherwise. Addresses of sources lose what follows
     * the question mark: it may be a signature, and nobody needs it any more.
     */
    boolean end(String id, Job.State state, Finding why, Instant now, Instant expires) {
        Boolean ended = transaction.execute(status -> {
            jdbc.sql("update bulk.source set url = split_part(url, '?', 1) where job = ?")
                    .param(id)
                    .update();
            return jdbc.sql("update bulk.job set state = ?, code = ?, message = ?, finished = ?, expires = ?"
                                    + " where id = ? and state in ('QUEUED', 'RUNNING', 'RECEIVING')")
                            .params(state.name(), why == null ? null : why.code())
                            .params(why == null ? null : (why.where() + " " + why.message()).strip())
                            .params(sql(now), sql(expires), id)
                            .update()
                    > 0;
        });
        return Boolean.TRUE.equals(ended);
    }

    /** An upload nobody goes on with is given up; the others' files are due when they expire. */
    List<String> due(Instant now, Instant abandoned) {
        return jdbc.sql("""
                        select id from bulk.job
                        where state in ('DONE', 'FAILED', 'CANCELLED') and expires <= ?
                           or state = 'RECEIVING' and at <= ?
                        """)
                .params(sql(now), sql(abandoned))
                .query(String.class)
                .list();
    }

    /**
     * Its files are gone; the job itself remains, because a later export may begin at its moment. A cancelled one stays
     * cancelled, which is to its account as if it had never been.
     */
    void expired(String id) {
        transaction.executeWithoutResult(status -> {
            jdbc.sql("delete from bulk.file where job = ?").param(id).update();
            jdbc.sql("""
                            update bulk.job set state = case state when 'CANCELLED' then state else 'EXPIRED' end,
                                bytes = 0, key = null, expires = null where id = ?
                            """).param(id).update();
        });
    }

    /** Cancelled by its account: as if it had never been. Answers false when there was nothing to cancel. */
    boolean cancel(String id, Instant now) {
        return jdbc.sql("update bulk.job set state = 'CANCELLED', finished = ?, expires = ?"
                                + " where id = ? and state not in ('CANCELLED', 'EXPIRED')")
                        .params(sql(now), sql(now), id)
                        .update()
                > 0;
    }
}
