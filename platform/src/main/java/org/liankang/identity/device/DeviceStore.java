package org.liankang.identity.device;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.liankang.base.sql.Migrations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The tables {@code device.device}, {@code device.portion} and {@code device.draft_key}. */
@Repository
class DeviceStore {

    private static final String DEVICE = """
            select id, account, name, team, villages, registered, expires, synced, residents, withdrawn, withdrawn_by
            from device.device
            """;

    private static final String CHAIN = """
            with recursive chain as (
                select * from device.portion where device = ? and id = ?
                union all
                select p.* from device.portion p join chain c on p.id = c.previous where p.device = ?)
            """;

    private final JdbcClient jdbc;

    DeviceStore(JdbcClient jdbc, Migrations migrations) {
        this.jdbc = jdbc;
        migrations.migrate("device", DeviceStore.class);
    }

    long add(
            long account,
            String name,
            byte[] digest,
            String team,
            List<String> villages,
            Instant registered,
            Instant expires) {
        return jdbc.sql("""
                        insert into device.device (account, name, digest, team, villages, registered, expires)
                        values (?, ?, ?, ?, ?, ?, ?) returning id
                        """)
                .param(account)
                .param(name)
                .param(digest)
                .param(team)
                .param(villages.toArray(String[]::new))
                .param(Timestamp.from(registered))
                .param(Timestamp.from(expires))
                .query(Long.class)
                .single();
    }

    Optional<Device> find(long id) {
        return jdbc.sql(DEVICE + "where id = ?")
                .param(id)
                .query(DeviceStore::device)
                .optional();
    }

    Optional<Device> byDigest(byte[] digest) {
        return jdbc.sql(DEVICE + "where digest = ?")
                .param(digest)
                .query(DeviceStore::device)
                .optional();
    }

    List<Device> ofAccount(long account, int most) {
        return jdbc.sql(DEVICE + "where account = ? order by id desc limit ?")
                .params(account, most)
                .query(DeviceStore::device)
                .list();
    }

    List<Device> all(int most) {
        return jdbc.sql(DEVICE + "order by id desc limit ?")
                .param(most)
                .query(DeviceStore::device)
                .list();
    }

    /** False when it was withdrawn before. */
    boolean withdraw(long id, String by, Instant at) {
        return jdbc.sql("update device.device set withdrawn = ?, withdrawn_by = ? where id = ? and withdrawn is null")
                        .params(Timestamp.from(at), by, id)
                        .update()
                > 0;
    }

    void synced(long id, int residents, Instant at) {
        jdbc.sql("update device.device set synced = ?, residents = ? where id = ?")
                .params(Timestamp.from(at), residents, id)
                .update();
    }

    long portionNumber() {
        return jdbc.sql("select nextval('device.portion_number')")
                .query(Long.class)
                .single();
    }

    /** @param residents numbers of those it holds @param states the digest of each */
    void add(Portion portion, Collection<Long> residents, Collection<Long> states) {
        jdbc.sql("""
                        insert into device.portion (id, device, round, previous, base, until, last, at, residents, states)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(portion.id(), portion.device(), portion.round(), portion.previous(), portion.base())
                .params(portion.until(), portion.last(), Timestamp.from(portion.at()))
                .param(residents.toArray(Long[]::new))
                .param(states.toArray(Long[]::new))
                .update();
    }

    Optional<Portion> portion(long device, long id) {
        return jdbc.sql("select * from device.portion where device = ? and id = ?")
                .params(device, id)
                .query((row, number) -> new Portion(
                        row.getLong("id"),
                        row.getLong("device"),
                        row.getLong("round"),
                        row.getLong("previous"),
                        row.getLong("base"),
                        row.getLong("until"),
                        row.getBoolean("last"),
                        instant(row, "at")))
                .optional();
    }

    /** The state of each resident in a portion and those before it in its update. */
    Map<Long, Long> states(long device, long portion) {
        Map<Long, Long> states = new HashMap<>();
        jdbc.sql(CHAIN + "select residents, states from chain")
                .params(device, portion, device)
                .query(row -> {
                    Long[] residents = (Long[]) row.getArray("residents").getArray();
                    Long[] digests = (Long[]) row.getArray("states").getArray();
                    IntStream.range(0, residents.length).forEach(at -> states.put(residents[at], digests[at]));
                });
        return states;
    }

    /** Forgets what a device was handed, except in this portion and those before it in its update. */
    void forgetOthers(long device, long portion) {
        jdbc.sql(CHAIN + "delete from device.portion where device = ? and id not in (select id from chain)")
                .params(device, portion, device, device)
                .update();
    }

    /** The account's key; the first asked for is kept. */
    byte[] draftKey(long account, byte[] fresh) {
        jdbc.sql("insert into device.draft_key (account, key) values (?, ?) on conflict do nothing")
                .params(account, fresh)
                .update();
        return jdbc.sql("select key from device.draft_key where account = ?")
                .param(account)
                .query(byte[].class)
                .single();
    }

    private static Device device(ResultSet row, int number) throws SQLException {
        Array villages = row.getArray("villages");
        return new Device(
                row.getLong("id"),
                row.getLong("account"),
                row.getString("name"),
                row.getString("team"),
                List.of((String[]) villages.getArray()),
                instant(row, "registered"),
                instant(row, "expires"),
                instant(row, "synced"),
                row.getInt("residents"),
                instant(row, "withdrawn"),
                row.getString("withdrawn_by"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp value = row.getTimestamp(column);
        return value == null ? null : value.toInstant();
    }
}
