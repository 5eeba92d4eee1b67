package org.liankang.uses.programme;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL behind a centre's panel: all of it in five questions, whoever many people it has. */
@Repository
class PanelStore {

    private final JdbcClient jdbc;

    PanelStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Enrolled(long resident, String programme) {}

    record Tasks(long resident, int urgent, int recheck, int overdue, int overdueDays, int missed) {}

    record Judged(
            long resident,
            String programme,
            String service,
            LocalDate day,
            boolean complete,
            String classification,
            String reference) {}

    record Measured(long resident, String name, double number, LocalDate day) {}

    record Born(long resident, LocalDate birth) {}

    /** Who is in a programme now and has had a task at this centre; only the living. */
    List<Enrolled> enrolled(String centre) {
        return jdbc.sql("""
                        select e.resident, e.programme from programme.enrolment e
                        where e.until is null
                          and e.resident in (select resident from programme.task where centre = ?)
                        """).param(centre).query(Enrolled.class).list();
    }

    List<Tasks> tasks(Collection<Long> residents, LocalDate today) {
        return jdbc.sql("""
                        select resident,
                            count(*) filter (where live and urgency = 'URGENT') as urgent,
                            count(*) filter (where live and urgency = 'RECHECK') as recheck,
                            count(*) filter (where live and due < :today) as overdue,
                            coalesce(max(:today - due) filter (where live and due < :today), 0) as overdue_days,
                            count(*) filter (where not live and state in ('MISSED', 'OPEN') and due > :today - 365) as missed
                        from (select *, state = 'OPEN' and valid_until >= :today as live
                              from programme.task where resident = any(:residents)) as task
                        group by resident
                        """)
                .param("today", today)
                .param("residents", residents.toArray(Long[]::new))
                .query(Tasks.class)
                .list();
    }

    /** The newest visit of each service. */
    List<Judged> judged(Collection<Long> residents) {
        return jdbc.sql("""
                        select distinct on (resident, programme, service)
                            resident, programme, service, day, complete, classification, reference
                        from programme.judged where resident = any(?)
                        order by resident, programme, service, day desc, reference desc
                        """)
                .param(residents.toArray(Long[]::new))
                .query(Judged.class)
                .list();
    }

    /** Who was in a programme between two days, each with the last visit of a service then that has a class. */
    List<Course> courses(
            Collection<Long> residents, String programme, String service, LocalDate from, LocalDate until) {
        return jdbc.sql("""
                        select e.resident, coalesce(j.classification, '') as classification, coalesce(j.reference, '') as visit
                        from (select distinct resident from programme.enrolment
                              where resident = any(:residents) and programme = :programme
                                and since <= :until and (until is null or until >= :from)) e
                        left join lateral (
                            select classification, reference from programme.judged
                            where resident = e.resident and programme = :programme and service = :service
                              and day between :from and :until and classification <> ''
                            order by day desc, at desc limit 1) j on true
                        order by e.resident
                        """)
                .param("residents", residents.toArray(Long[]::new))
                .param("programme", programme)
                .param("service", service)
                .param("from", from)
                .param("until", until)
                .query(Course.class)
                .list();
    }

    /** The newest measurement of each name. */
    List<Measured> measured(Collection<Long> residents, Collection<String> names) {
        return jdbc.sql("""
                        select distinct on (f.resident, f.name) f.resident, f.name, f.number, v.day
                        from programme.fact f join programme.visit v on v.reference = f.encounter
                        where f.resident = any(?) and f.name = any(?) and f.number is not null
                        order by f.resident, f.name, v.day desc, f.moment desc, f.source desc
                        """)
                .param(residents.toArray(Long[]::new))
                .param(names.toArray(String[]::new))
                .query(Measured.class)
                .list();
    }

    List<Born> born(Collection<Long> residents) {
        return jdbc.sql("""
                        select distinct on (resident) resident, birth from programme.patient
                        where resident = any(?) and not deleted and birth is not null order by resident, at desc
                        """)
                .param(residents.toArray(Long[]::new))
                .query(Born.class)
                .list();
    }
}
