package org.liankang.uses.immunisation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.liankang.TestDatabase;
import org.liankang.identity.place.Institutions;
import org.liankang.identity.place.TestInstitutions;
import org.liankang.record.store.Versions;
import org.liankang.uses.Replays;

class ImmunisationsTest {

    private static final Schedules SCHEDULES = Cases.schedules();
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);
    private static final List<String> TABLES =
            List.of("patient", "dose", "fact", "weight", "child", "judged", "due", "wake");

    private final TestDatabase database = TestDatabase.fresh();
    private final Clock clock = Clock.fixed(TODAY.atTime(9, 0).atZone(ZONE).toInstant(), ZONE);
    private final Institutions institutions = TestInstitutions.of(database, "c1", "c2");
    private final ImmunisationBook book =
            new ImmunisationBook(database.jdbc(), database.transaction(), database.migrations(), SCHEDULES, clock);
    private final Immunisations immunisations =
            new Immunisations(database.jdbc(), new ImmunisationStore(database.jdbc()), SCHEDULES, institutions, clock);
    private final Versions feed = new Versions();

    private void child(long resident, String birth, String centre) {
        feed.put(resident, """
                {'resourceType':'Patient','id':'p%d','gender':'female','birthDate':'%s',
                 'identifier':[{'system':'urn:liankang:immunisation-certificate','value':'%d','period':{'start':'%s'}}],
                 'managingOrganization':{'reference':'Organization/%s'},
                 'address':[{'extension':[{'url':'urn:liankang:division','valueCode':'330203001'}]}]}""".formatted(resident, birth, resident, birth, centre));
    }

    private void dose(long resident, String id, String product, String day) {
        feed.put(resident, """
                {'resourceType':'Immunization','id':'%s','status':'completed','occurrenceDateTime':'%sT09:00:00+08:00',
                 'performer':[{'actor':{'reference':'Organization/c1'}}],'lotNumber':'L1',
                 'vaccineCode':{'coding':[{'system':'urn:liankang:vaccine','code':'%s'}]}}""".formatted(id, day, product));
    }

    private long centre(String organization) {
        return institutions.byOrganization(organization).orElseThrow().id();
    }

    private Forecast.Next next(long resident, String vaccine) {
        return immunisations.card(resident).orElseThrow().forecast().next().stream()
                .filter(one -> one.vaccine().equals(vaccine))
                .findFirst()
                .orElseThrow();
    }

    private long waiting(DueQuery.Kind kind) {
        return immunisations.count(DueQuery.at(centre("c1"), kind, TODAY));
    }

    @Test
    void a_child_is_late_until_the_dose_is_recorded_and_again_when_it_is_withdrawn() {
        feed.at("2026-01-02T00:00:00Z");
        child(7, "2026-01-01", "c1");
        dose(7, "d1", "hepb", "2026-01-01");
        dose(7, "d2", "bcg", "2026-01-01");
        dose(7, "d3", "hepb", "2026-02-01");
        Replays.read(book, feed.all(), 100);
        assertThat(waiting(DueQuery.Kind.OVERDUE)).isEqualTo(1);
        assertThat(next(7, "polio").overdueOn(TODAY)).isTrue();

        dose(7, "d4", "ipv", "2026-03-01");
        Replays.read(book, feed.all().subList(4, 5), 1);
        assertThat(next(7, "polio").number()).isEqualTo(2);

        feed.put(7, "{'resourceType':'Immunization','id':'d4','status':'entered-in-error'}");
        Replays.read(book, feed.all().subList(5, 6), 1);
        assertThat(next(7, "polio").number()).isEqualTo(1);
    }

    @Test
    void a_centre_sees_its_own_children_with_what_is_due_to_each() {
        feed.at("2026-09-23T00:00:00Z");
        child(7, "2026-09-22", "c1");
        dose(7, "d1", "hepb", "2026-09-22");
        dose(7, "d2", "bcg", "2026-09-22");
        dose(7, "d3", "hepb", "2026-10-22");
        child(8, "2026-09-22", "c2");
        Replays.read(book, feed.all(), 100);

        List<Waiting> soon = immunisations.waiting(DueQuery.at(centre("c1"), DueQuery.Kind.SOON, TODAY), 10, 0);
        assertThat(soon).singleElement().satisfies(one -> {
            assertThat(one.resident()).isEqualTo(7);
            assertThat(one.dues()).extracting(Due::vaccine).containsExactlyInAnyOrder("polio", "dtap");
        });
        assertThat(waiting(DueQuery.Kind.OVERDUE)).isZero();
        assertThat(immunisations.count(DueQuery.at(0, DueQuery.Kind.OVERDUE, TODAY)))
                .isEqualTo(1);
        assertThat(immunisations.count(DueQuery.at(999, DueQuery.Kind.OVERDUE, TODAY)))
                .isZero();
    }

    @Test
    void without_any_dose_and_with_a_record_that_began_late_the_history_is_unknown() {
        feed.at("2026-02-01T16:00:00Z");
        child(7, "2026-01-01", "c1");
        child(8, "2026-01-02", "c1");
        Replays.read(book, feed.all(), 100);

        assertThat(immunisations.card(7).orElseThrow().unknown()).isTrue();
        assertThat(immunisations.card(8).orElseThrow().unknown()).isFalse();
        assertThat(waiting(DueQuery.Kind.UNKNOWN)).isEqualTo(1);
        assertThat(waiting(DueQuery.Kind.OVERDUE)).isEqualTo(1);
    }

    @Test
    void a_cohort_is_counted_by_dose_among_those_whose_time_is_over() {
        feed.at("2025-03-10T00:00:00Z");
        child(7, "2025-03-10", "c1");
        dose(7, "a1", "mmr", "2025-11-10");
        child(8, "2025-03-10", "c1");
        dose(8, "b1", "mmr", "2026-04-10");
        child(9, "2025-03-10", "c1");
        dose(9, "c1", "mmr", "2025-11-09");
        Replays.read(book, feed.all(), 100);

        Cohort cohort = immunisations.cohort(centre("c1"), LocalDate.of(2025, 1, 1), LocalDate.of(2025, 12, 31));
        assertThat(cohort.children()).isEqualTo(3);
        assertThat(cohort.certified()).isEqualTo(3);
        assertThat(cohort.doses()).contains(new Coverage("mmr", 1, 3, 2, 1), new Coverage("mmr", 2, 0, 0, 0));
    }

    @Test
    void what_hinders_a_vaccine_is_read_from_conditions_allergies_and_the_birth_weight() {
        feed.at("2025-03-10T00:00:00Z");
        child(7, "2025-03-10", "c1");
        feed.put(7, """
                {'resourceType':'Condition','id':'k1','onsetDateTime':'2025-05-01',
                 'code':{'coding':[{'system':'urn:oid:2.16.156.10011.2.3.3.11.3','code':'D81.900'}]}}""");
        feed.put(7, """
                {'resourceType':'AllergyIntolerance','id':'g1','criticality':'high','recordedDate':'2025-05-10',
                 'code':{'coding':[{'system':'http://hl7.org/fhir/sid/cvx','code':'10'}]}}""");
        feed.put(7, """
                {'resourceType':'Observation','id':'w1','status':'final',
                 'code':{'coding':[{'system':'http://loinc.org','code':'8339-4'}]},
                 'valueQuantity':{'value':1.8,'unit':'kg'}}""");
        Replays.read(book, feed.all(), 2);

        assertThat(next(7, "mmr").state()).isEqualTo(Forecast.State.EXEMPT);
        assertThat(next(7, "polio").state()).isEqualTo(Forecast.State.EXEMPT);
        assertThat(next(7, "hepb").of()).isEqualTo(4);

        feed.delete(7, "Condition/k1");
        feed.delete(7, "Observation/w1");
        Replays.read(book, feed.all().subList(4, 6), 1);
        assertThat(next(7, "mmr").state()).isEqualTo(Forecast.State.OPEN);
        assertThat(next(7, "hepb").of()).isEqualTo(3);
    }

    @Test
    void a_dose_with_a_code_nobody_knows_is_on_the_card_and_counts_for_nothing() {
        feed.at("2025-03-10T00:00:00Z");
        child(7, "2025-03-10", "c1");
        feed.put(7, """
                {'resourceType':'Immunization','id':'x','status':'completed','occurrenceDateTime':'2025-03-10',
                 'vaccineCode':{'coding':[{'system':'urn:other','code':'9'}],'text':'x'}}""");
        Replays.read(book, feed.all(), 100);

        Card card = immunisations.card(7).orElseThrow();
        assertThat(card.doses())
                .singleElement()
                .satisfies(dose -> assertThat(dose.product()).isEmpty());
        assertThat(card.forecast().judged()).isEmpty();
        assertThat(card.unknown()).isFalse();
    }

    @Test
    void replayed_it_says_the_same() {
        feed.at("2025-03-10T00:00:00Z");
        child(7, "2025-03-10", "c1");
        dose(7, "a1", "mmr", "2025-11-10");
        dose(8, "b1", "mmr", "2026-04-10");
        child(8, "2025-03-10", "c2");
        dose(8, "a1", "hepb", "2025-03-10");
        child(7, "2025-03-11", "c1");
        feed.delete(8, "Immunization/b1");
        child(9, "1960-03-11", "c1");
        Replays.read(book, feed.all(), 100);

        Replays.saysTheSame(book, database.jdbc(), TABLES, feed.all());
    }
}
