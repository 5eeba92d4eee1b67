package org.liankang.uses.quality;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.liankang.uses.Replays;

class QualityBookTest {

    private static final String ICD = "urn:oid:2.16.156.10011.2.3.3.11.3";
    private static final YearMonth MAY = YearMonth.of(2026, 5);

    private final District district = new District();

    private void patient(String rest) {
        district.feed.put(
                7,
                "{'resourceType':'Patient','id':'p','managingOrganization':{'reference':'Organization/c'}" + rest
                        + "}");
    }

    private void visit(String id, String day, String rest) {
        district.feed.put(7, """
                {'resourceType':'Encounter','id':'%s','status':'finished','serviceProvider':{'reference':'Organization/c'},
                 'type':[{'coding':[{'system':'urn:liankang:service','code':'outpatient'}]}],
                 'participant':[{'individual':{'reference':'Practitioner/d'}}],
                 'period':{'start':'%sT09:00:00+08:00','end':'%sT09:20:00+08:00'}%s}""".formatted(id, day, day, rest));
    }

    private static String reason(String code) {
        return ",'reasonCode':[{'coding':[{'system':'" + ICD + "','code':'" + code + "'}]}]";
    }

    private Score score(String rule) {
        return district.qualities.scores(Qualities.ALL, MAY, MAY).stream()
                .filter(score -> score.rule().equals(rule))
                .findFirst()
                .orElse(new Score(0, "", rule, java.util.Optional.empty(), 0, 0, 0));
    }

    @Test
    void a_failing_document_is_listed_until_a_later_version_mends_it() {
        district.feed.at("2026-05-04T02:00:00Z");
        visit("e", "2026-05-04", "");
        district.read(10);
        assertThat(district.failing()).containsOnlyKeys("Encounter/e");
        assertThat(district.failing().get("Encounter/e")).containsExactly("encounter-diagnosis");
        assertThat(score("encounter-diagnosis"))
                .extracting(Score::judged, Score::failed, Score::mended)
                .containsExactly(1L, 1L, 0L);

        district.feed.at("2026-05-06T02:00:00Z");
        visit("e", "2026-05-04", reason("J06.900"));
        district.read(10);
        assertThat(district.failing()).isEmpty();
        Item item = district.qualities
                .items(new Qualities.Filter(Qualities.ALL, "encounter-diagnosis", true), 10, Qualities.Mark.START)
                .getFirst();
        assertThat(item.since()).isEqualTo(Instant.parse("2026-05-04T02:00:00Z"));
        assertThat(item.mended()).contains(Instant.parse("2026-05-06T02:00:00Z"));
        assertThat(score("encounter-diagnosis"))
                .extracting(Score::judged, Score::failed, Score::mended)
                .containsExactly(1L, 0L, 1L);
    }

    @Test
    void a_mistake_that_comes_back_is_open_again() {
        district.feed.at("2026-05-20T02:00:00Z");
        visit("e", "2026-05-04", "");
        visit("e", "2026-05-04", reason("J06.900"));
        visit("e", "2026-05-04", "");
        district.read(1);
        assertThat(district.failing().get("Encounter/e")).contains("encounter-diagnosis");
        assertThat(score("encounter-diagnosis"))
                .extracting(Score::judged, Score::failed, Score::mended)
                .containsExactly(1L, 1L, 0L);
    }

    @Test
    void what_is_learnt_of_the_resident_judges_earlier_documents_again() {
        district.feed.at("2026-05-30T02:00:00Z");
        visit("e", "2026-05-20", reason("O80.900"));
        district.read(10);
        assertThat(district.failing()).isEmpty();

        patient(",'gender':'male','birthDate':'1990-01-01','deceasedDateTime':'2026-05-10'");
        district.read(10);
        assertThat(district.failing().get("Encounter/e"))
                .containsExactly("encounter-diagnosis-sex", "encounter-lifetime");

        patient(",'gender':'female','birthDate':'1990-01-01'");
        district.read(10);
        assertThat(district.failing()).doesNotContainKey("Encounter/e");
        assertThat(district.mended().get("Encounter/e"))
                .containsExactly("encounter-diagnosis-sex", "encounter-lifetime");
    }

    @Test
    void of_an_event_told_twice_the_second_fails_until_one_is_withdrawn() {
        visit("first", "2026-05-04", reason("J06.900"));
        visit("second", "2026-05-04", reason("J06.900"));
        district.read(1);
        assertThat(district.failing()).containsOnlyKeys("Encounter/second");
        district.feed.delete(7, "Encounter/first");
        district.read(1);
        assertThat(district.failing()).isEmpty();
        assertThat(district.mended().get("Encounter/second")).containsExactly("encounter-once");
    }

    @Test
    void a_follow_up_waits_for_its_measurement_and_what_comes_in_one_submission_was_never_missing() {
        district.feed.put(7, """
                {'resourceType':'Encounter','id':'f','status':'finished','serviceProvider':{'reference':'Organization/c'},
                 'type':[{'coding':[{'system':'urn:liankang:service','code':'hypertension-followup'}]}],
                 'participant':[{'individual':{'reference':'Practitioner/d'}}],
                 'period':{'start':'2023-05-04T09:00:00+08:00','end':'2023-05-04T09:20:00+08:00'}}""");
        district.read(1);
        assertThat(district.failing().get("Encounter/f"))
                .containsExactly(
                        "hypertension-followup-diagnosed",
                        "hypertension-followup-form",
                        "hypertension-followup-pressure");
        district.feed.put(7, """
                {'resourceType':'Observation','id':'b','status':'final','encounter':{'reference':'Encounter/f'},
                 'effectiveDateTime':'2023-05-04T09:05:00+08:00','code':{'coding':[{'system':'http://loinc.org','code':'85354-9'}]},
                 'component':[{'code':{'coding':[{'code':'8480-6'}]},'valueQuantity':{'value':150,'code':'mm[Hg]'}},
                  {'code':{'coding':[{'code':'8462-4'}]},'valueQuantity':{'value':92,'code':'mm[Hg]'}}]}""");
        district.feed.put(7, """
                {'resourceType':'Condition','id':'d','onsetDateTime':'2022-01-01','code':{'coding':[{'system':'%s','code':'I10.x00x002'}]},
                 'clinicalStatus':{'coding':[{'code':'active'}]},'verificationStatus':{'coding':[{'code':'confirmed'}]}}""".formatted(ICD));
        district.read(1);
        assertThat(district.failing().get("Encounter/f")).containsExactly("hypertension-followup-form");
        district.feed.delete(7, "Observation/b");
        district.read(1);
        assertThat(district.failing().get("Encounter/f"))
                .containsExactly("hypertension-followup-form", "hypertension-followup-pressure");
    }

    @Test
    void history_brought_along_is_not_late_but_what_happens_afterwards_may_be() {
        district.feed.at("2026-05-01T00:00:00Z");
        visit("old", "2026-03-04", reason("J06.900"));
        district.feed.at("2026-05-05T00:00:00Z");
        visit("soon", "2026-05-04", reason("J06.900"));
        district.feed.at("2026-05-09T00:00:00Z");
        visit("late", "2026-05-06", reason("J06.900"));
        district.read(2);
        assertThat(district.failing()).containsOnlyKeys("Encounter/late");
        assertThat(score("visit-recorded").judged()).isEqualTo(2);
        // A correction does not make it later than it was, nor earlier.
        district.feed.at("2026-05-20T00:00:00Z");
        visit("soon", "2026-05-04", reason("J06.901"));
        visit("late", "2026-05-06", reason("J06.901"));
        district.read(2);
        assertThat(district.failing()).containsOnlyKeys("Encounter/late");
    }

    @Test
    void pages_of_items_follow_each_other_without_gap() {
        for (int i = 0; i < 7; i++) {
            visit("e" + i, "2026-05-0" + (i + 1), "");
        }
        district.read(3);
        Qualities.Filter filter = new Qualities.Filter(Qualities.ALL, "", false);
        List<Item> all = district.qualities.items(filter, 100, Qualities.Mark.START);
        List<Item> first = district.qualities.items(filter, 3, Qualities.Mark.START);
        List<Item> second = district.qualities.items(filter, 100, Qualities.Mark.after(first.getLast()));
        assertThat(first).hasSize(3);
        assertThat(all)
                .hasSizeGreaterThan(6)
                .startsWith(first.toArray(Item[]::new))
                .endsWith(second.toArray(Item[]::new));
        assertThat(second).hasSize(all.size() - 3);
    }

    @Test
    void cleared_and_read_again_it_says_the_same() {
        district.feed.at("2026-05-04T02:00:00Z");
        visit("a", "2026-05-04", "");
        visit("b", "2026-05-04", reason("C61.x00"));
        patient(",'gender':'male','birthDate':'1990-01-01'");
        visit("a", "2026-05-04", reason("J06.900"));
        visit("c", "2026-05-04", reason("J06.900"));
        patient(",'gender':'female','birthDate':'2026-05-10'");
        district.feed.delete(7, "Encounter/a");
        district.feed.put(8, "{'resourceType':'Patient','id':'p','gender':'female'}");
        visit("d", "2026-04-04", "");
        visit("d", "2026-05-04", "");
        district.feed.delete(7, "Encounter/b");
        district.read(4);
        Replays.saysTheSame(district.book, district.database.jdbc(), QualityBook.TABLES, district.feed.all());
    }

    @Test
    void scores_are_what_the_items_say() {
        for (int i = 0; i < 5; i++) {
            visit("e" + i, "2026-05-0" + (i + 1), i % 2 == 0 ? "" : reason("J06.900"));
        }
        district.read(2);
        long failed = district.qualities.scores(Qualities.ALL, YearMonth.of(2020, 1), YearMonth.of(2030, 1)).stream()
                .mapToLong(Score::failed)
                .sum();
        assertThat(failed)
                .isPositive()
                .isEqualTo(district.failing().values().stream()
                        .mapToLong(java.util.Set::size)
                        .sum());
    }
}
