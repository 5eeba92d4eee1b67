package org.liankang.record.fields;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.liankang.base.json.Json;
import org.liankang.record.store.Version;
import org.liankang.record.store.Versions;
import tools.jackson.databind.JsonNode;

class FieldsTest {

    private static JsonNode json(String text) {
        return Json.parse(text.replace('\'', '"'));
    }

    @Test
    void a_day_is_the_day_that_was_written_and_what_is_no_day_is_none() {
        assertThat(Fields.day("2025-03-01T23:30:00+08:00")).contains(LocalDate.of(2025, 3, 1));
        assertThat(Fields.day("2025-03")).contains(LocalDate.of(2025, 3, 1));
        assertThat(Fields.day("2025")).contains(LocalDate.of(2025, 1, 1));
        assertThat(Fields.day("")).isEmpty();
        assertThat(Fields.day("20250301")).isEmpty();
        assertThat(Fields.day("soon")).isEmpty();
        assertThat(Fields.day("2025-02-30")).isEmpty();
    }

    @Test
    void the_first_field_that_says_a_day_is_taken_and_a_period_begins_on_its_start() {
        assertThat(Fields.day(json("{'a':'x','b':{'start':'2025-01-02'},'c':'2025-01-03'}"), "a", "b", "c"))
                .contains(LocalDate.of(2025, 1, 2));
        assertThat(Fields.day(json("{}"), "a")).isEmpty();
    }

    @Test
    void a_reference_is_read_without_server_and_version() {
        assertThat(Fields.reference(json("{'reference':'Patient/1'}"))).isEqualTo("Patient/1");
        assertThat(Fields.reference(json("[{'reference':'http://x/fhir/Patient/1/_history/3'}]")))
                .isEqualTo("Patient/1");
        assertThat(Fields.reference(json("{'reference':'Patient?identifier=a|b'}")))
                .isEmpty();
        assertThat(Fields.reference(json("{'reference':'#inside'}"))).isEmpty();
        assertThat(Fields.reference(json("{}"))).isEmpty();
    }

    @Test
    void a_code_is_looked_up_by_system_and_words_are_what_a_person_reads() {
        JsonNode concept = json("{'coding':[{'system':'a','code':'1'},{'system':'b','code':'2','display':'two'}]}");
        assertThat(Fields.code(concept, "b")).isEqualTo("2");
        assertThat(Fields.code(concept, "c")).isEmpty();
        assertThat(Fields.words(json("{'coding':[{'code':'1','display':'one'}]}")))
                .isEqualTo("one");
        assertThat(Fields.words(json("{'text':'said','coding':[{'display':'one'}]}")))
                .isEqualTo("said");
        assertThat(Fields.extension(json("{'extension':[{'url':'u','valueCode':'v'}]}"), "u")
                        .path("valueCode")
                        .asString())
                .isEqualTo("v");
        assertThat(Fields.extension(json("{}"), "u").isMissingNode()).isTrue();
    }

    @Test
    void only_the_newest_version_of_each_resource_is_kept_in_order() {
        var feed = new Versions();
        feed.put(1, "{'resourceType':'Patient','id':'a'}");
        feed.put(1, "{'resourceType':'Patient','id':'b'}");
        feed.put(1, "{'resourceType':'Patient','id':'a'}");
        assertThat(Fields.newest(feed.all())).extracting(Version::position).containsExactly(2L, 3L);
    }
}
