package org.liankang.uses.summary;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.liankang.TestDatabase;
import org.liankang.record.store.Versions;
import org.liankang.uses.Replays;

class TimelinesTest {

    private final TestDatabase database = TestDatabase.fresh();
    private final SummaryStore store = new SummaryStore(database.jdbc());
    private final SummaryBook book =
            new SummaryBook(database.jdbc(), database.transaction(), database.migrations(), store);
    private final Timelines timelines = new Timelines(store);
    private final Versions feed = new Versions();

    private void visit() {
        feed.put(7, "{'resourceType':'Patient','id':'p','birthDate':'1950-03-04'}");
        feed.put(7, """
                {'resourceType':'Encounter','id':'e','status':'finished','class':{'code':'AMB'},
                 'type':[{'coding':[{'system':'urn:liankang:service','code':'hypertension-followup'}]}],
                 'period':{'start':'2025-03-01T09:00:00+08:00'},'serviceProvider':{'reference':'Organization/c'},
                 'participant':[{'individual':{'reference':'Practitioner/d'}}],
                 'reasonCode':[{'coding':[{'system':'urn:oid:2.16.156.10011.2.3.3.11.3','code':'I10.x00x002',
                 'display':'高血压'}]}],
                 'extension':[{'url':'urn:liankang:total-cost','valueMoney':{'value':12.50,'currency':'CNY'}}]}""");
        feed.put(7, """
                {'resourceType':'Observation','id':'bp','status':'final','encounter':{'reference':'Encounter/e'},
                 'code':{'coding':[{'system':'http://loinc.org','code':'85354-9'}]},
                 'effectiveDateTime':'2025-03-01T09:05:00+08:00','component':[
                 {'code':{'coding':[{'system':'http://loinc.org','code':'8480-6','display':'Systolic'}]},
                  'valueQuantity':{'value':152,'unit':'mm[Hg]'}},
                 {'code':{'coding':[{'system':'http://loinc.org','code':'8462-4','display':'Diastolic'}]},
                  'valueQuantity':{'value':91,'unit':'mm[Hg]'}}]}""");
        feed.put(7, """
                {'resourceType':'Condition','id':'c','encounter':{'reference':'Encounter/e'},
                 'code':{'coding':[{'system':'http://snomed.info/sct','code':'59621000','display':'Hypertension'}]},
                 'onsetDateTime':'2024-11-02'}""");
        feed.put(7, """
                {'resourceType':'Observation','id':'w','status':'final','effectiveDateTime':'2025-04-01',
                 'code':{'coding':[{'system':'http://loinc.org','code':'29463-7','display':'Body weight'}]},
                 'valueQuantity':{'value':60.50,'unit':'kg'}}""");
    }

    @Test
    void what_happened_during_an_encounter_is_told_with_it() {
        visit();
        Replays.read(book, feed.all(), 100);

        List<Entry> entries = timelines.of(7, 10);

        assertThat(entries).extracting(Entry::kind).containsExactly("observation", "encounter", "condition", "birth");
        Entry encounter = entries.get(1);
        assertThat(encounter.title()).isEqualTo("summary.encounter.hypertension-followup");
        assertThat(encounter.date()).contains(LocalDate.of(2025, 3, 1));
        assertThat(encounter.institution()).isEqualTo("Organization/c");
        assertThat(encounter.practitioner()).isEqualTo("Practitioner/d");
        assertThat(encounter.position()).isEqualTo(2);
        assertThat(encounter.facts().toString())
                .contains("I10.x00x002", "\"12.50\"", "\"152\"", "\"91\"")
                .doesNotContain("60.5");
        assertThat(entries.get(2).facts().toString()).contains("Hypertension");
        assertThat(entries.get(3).date()).contains(LocalDate.of(1950, 3, 4));
    }

    @Test
    void a_newer_version_replaces_and_a_deletion_removes() {
        visit();
        feed.put(7, "{'resourceType':'Patient','id':'p','birthDate':'1951-03-04','deceasedDateTime':'2025-05-01'}");
        feed.delete(7, "Observation/w");
        feed.delete(7, "Encounter/e");
        Replays.read(book, feed.all(), 2);

        List<Entry> entries = timelines.of(7, 10);

        assertThat(entries).extracting(Entry::kind).containsExactly("death", "observation", "condition", "birth");
        assertThat(entries.get(1).reference()).isEqualTo("Observation/bp");
        assertThat(entries.get(3).date()).contains(LocalDate.of(1951, 3, 4));
        assertThat(entries.get(3).version()).isEqualTo(2);
    }

    @Test
    void only_the_newest_patient_of_several_says_when_the_resident_was_born() {
        feed.put(7, "{'resourceType':'Patient','id':'p','birthDate':'1950-03-04'}");
        feed.put(7, "{'resourceType':'Patient','id':'q','birthDate':'1950-03-05'}");
        Replays.read(book, feed.all(), 2);

        assertThat(timelines.of(7, 10)).extracting(Entry::reference).containsExactly("Patient/q");
    }

    @Test
    void what_was_entered_in_error_is_not_told_and_an_undated_event_comes_last() {
        feed.put(
                7, "{'resourceType':'Encounter','id':'e','status':'entered-in-error','period':{'start':'2025-01-01'}}");
        feed.put(7, "{'resourceType':'Procedure','id':'x','status':'completed','code':{'text':'Colonoscopy'}}");
        feed.put(7, "{'resourceType':'Patient','id':'p','birthDate':'1950'}");
        Replays.read(book, feed.all(), 1);

        assertThat(timelines.of(7, 10)).extracting(Entry::kind).containsExactly("birth", "procedure");
        assertThat(timelines.of(7, 10).getLast().date()).isEqualTo(Optional.empty());
        assertThat(timelines.of(7, 1)).hasSize(1);
        assertThat(timelines.of(8, 10)).isEmpty();
    }

    @Test
    void cleared_and_read_again_it_says_the_same() {
        visit();
        feed.put(7, "{'resourceType':'Patient','id':'p','birthDate':'1951-03-04'}");
        feed.delete(7, "Observation/w");
        Replays.read(book, feed.all(), 2);

        Replays.saysTheSame(book, database.jdbc(), List.of("item"), feed.all());
    }
}
