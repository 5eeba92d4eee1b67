package org.liankang.uses.terms;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.liankang.TestDatabase;
import org.liankang.base.json.Json;
import org.liankang.record.store.Versions;
import org.liankang.record.terms.Answer;
import org.liankang.record.terms.Coding;
import org.liankang.record.terms.Shelves;
import org.liankang.record.terms.Terminology;
import org.liankang.uses.Replays;

/** Definitions that are submitted like everything else. */
class TermsBookTest {

    private static final String SYSTEM =
            "{'resourceType':'CodeSystem','id':'ward','url':'urn:here:ward','version':'%s','status':'active','content':'complete',"
                    + "'concept':[{'code':'a','display':'%s'}]}";
    private static final String SET =
            "{'resourceType':'ValueSet','id':'wards','url':'urn:here:wards','status':'active','compose':{'include':[{'system':'urn:here:ward'}]}}";

    private final TestDatabase database = TestDatabase.fresh();
    private final RecordShelf shelf = new RecordShelf(database.jdbc());
    private final TermsBook book = new TermsBook(database.jdbc(), database.transaction(), database.migrations(), shelf);
    private final Terminology terms = new Terminology(List.of(Shelves.region(), shelf), Shelves.CLOCK);
    private final Versions feed = new Versions();

    private void read() {
        Replays.read(book, feed.all().subList((int) book.position(), feed.all().size()), 2);
    }

    private String name(String system, String code) {
        var asked = Json.parse("{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"system\",\"valueUri\":\""
                + system + "\"},{\"name\":\"code\",\"valueCode\":\"" + code + "\"}]}");
        return switch (terms.lookup(asked)) {
            case Answer.Given<?>(Object given) ->
                Json.text(
                        Json.each(((tools.jackson.databind.JsonNode) given).path("parameter"))
                                .filter(p -> "display".equals(Json.text(p, "name")))
                                .findFirst()
                                .orElseThrow(),
                        "valueString");
            case Answer.Refused<?>(var finding) -> finding.code();
        };
    }

    @Test
    void a_submitted_definition_is_answered_with_until_it_changes_or_goes() {
        assertThat(name("urn:here:ward", "a")).isEqualTo("code-system-unknown");
        feed.put(0, SYSTEM.formatted("1", "内科"));
        feed.put(0, SET);
        read();
        assertThat(name("urn:here:ward", "a")).isEqualTo("内科");
        assertThat(terms.expansion("urn:here:wards"))
                .isEqualTo(new Answer.Given<>(Set.of(new Coding("urn:here:ward", "a"))));

        feed.put(0, SYSTEM.formatted("2", "外科").replace("'a'", "'b'"));
        read();
        assertThat(name("urn:here:ward", "b")).isEqualTo("外科");
        assertThat(terms.expansion("urn:here:wards"))
                .isEqualTo(new Answer.Given<>(Set.of(new Coding("urn:here:ward", "b"))));

        feed.delete(0, "CodeSystem/ward");
        read();
        assertThat(name("urn:here:ward", "b")).isEqualTo("code-system-unknown");
    }

    @Test
    void a_submission_does_not_redefine_what_the_region_defines() {
        feed.put(
                0,
                SYSTEM.formatted("9", "假")
                        .replace("urn:here:ward", "urn:liankang:service")
                        .replace("'a'", "'outpatient'"));
        read();
        assertThat(name("urn:liankang:service", "outpatient")).isEqualTo("门诊");
    }

    @Test
    void read_again_it_says_the_same() {
        feed.put(0, SYSTEM.formatted("1", "内科"));
        feed.put(0, SET);
        feed.put(0, SYSTEM.formatted("2", "外科"));
        feed.put(7, "{'resourceType':'Patient','id':'p'}");
        feed.delete(0, "ValueSet/wards");
        read();
        Replays.saysTheSame(book, database.jdbc(), List.of("definition"), feed.all());
    }
}
