package org.liankang.identity.person;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.liankang.TestDatabase;
import org.liankang.base.json.Json;

/** Finding a resident by what one remembers of them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SearchTest {

    private static final long OWN = 1;
    private static final long OTHER = 2;
    private final TestDatabase database = TestDatabase.fresh();
    private Persons persons;
    private long position;

    @BeforeAll
    void enter() throws SQLException {
        persons = new Persons(database.jdbc(), database.migrations());
        keep("zhang", "张建国", "330203195903051234", "13800005678", OWN);
        keep("shan", "单秀英", "33020319680412002X", "13900001111", OWN);
        keep("qiu", "仇德福", "", "", OWN);
        keep("ou", "区小明", "", "", OWN);
        keep("zeng", "曾国强", "", "", OWN);
        keep("xie", "解晓东", "", "", OWN);
        keep("zha", "查志远", "", "", OWN);
        keep("lv", "吕桂兰", "", "", OWN);
        keep("ouyang", "欧阳春华", "", "", OWN);
        keep("zhangsun", "长孙无忌", "", "", OWN);
        keep("other", "张建国", "330203198801019999", "13700005678", OTHER);
        keep("anna", "Anna Smith", "", "", OTHER);
    }

    private void keep(String id, String name, String number, String phone, long centre) throws SQLException {
        var patient = Json.object();
        patient.putArray("name").addObject().put("text", name);
        patient.putArray("identifier")
                .addObject()
                .put("system", "urn:example:card")
                .put("value", id + "-card");
        if (!phone.isEmpty()) {
            patient.putArray("telecom").addObject().put("system", "phone").put("value", phone);
        }
        Description read = Description.of(id, patient);
        Description description = number.isEmpty() ? read : read.numbered(number);
        try (Connection connection = database.source().getConnection()) {
            Identification identification = persons.identification();
            identification.prepare(connection, List.of(description), List.of());
            long person = switch (identification.identify(description)) {
                case Identification.Answer.New(long given) -> given;
                case Identification.Answer.Same(long same) -> same;
                case Identification.Answer.Conflict(String reason) -> throw new IllegalStateException(reason);
            };
            identification.keep(person, description, centre, ++position);
            identification.write(connection);
            identification.committed();
        }
    }

    private List<String> own(String text) {
        return persons.search(text, Within.centre(OWN), 20).stream()
                .map(Person::patient)
                .toList();
    }

    private List<String> everywhere(String text) {
        return persons.search(text, 20).stream().map(Person::patient).toList();
    }

    @Test
    void a_name_is_found_by_its_initials_its_pinyin_and_the_family_name_with_initials() {
        for (String typed : List.of("zjg", "ZJ", "zhangjianguo", "zhangjian", "zhangjg", "Zhang Jianguo", "ＺＪＧ")) {
            assertThat(own(typed)).as(typed).contains("zhang");
        }
    }

    @Test
    void a_family_name_is_found_as_it_is_read_in_names_and_as_it_is_read_elsewhere() {
        assertThat(own("sxy")).containsExactly("shan");
        assertThat(own("shanxiu")).containsExactly("shan");
        assertThat(own("danxiuying")).containsExactly("shan");
        assertThat(own("qiudefu")).containsExactly("qiu");
        assertThat(own("choudefu")).containsExactly("qiu");
        assertThat(own("ouxiaoming")).containsExactly("ou");
        assertThat(own("zgq")).containsExactly("zeng");
        assertThat(own("xiexiaodong")).containsExactly("xie");
        assertThat(own("zhazhiyuan")).containsExactly("zha");
        assertThat(own("oych")).containsExactly("ouyang");
        assertThat(own("zhangsunwuji")).containsExactly("zhangsun");
    }

    @Test
    void the_two_dots_are_typed_as_v_or_as_u() {
        assertThat(own("lvguilan")).containsExactly("lv");
        assertThat(own("luguilan")).containsExactly("lv");
        assertThat(own("lgl")).containsExactly("lv");
    }

    @Test
    void numbers_are_found_by_their_end() {
        assertThat(own("1234")).containsExactly("zhang");
        assertThat(own("051234")).containsExactly("zhang");
        assertThat(own("002x")).containsExactly("shan");
        assertThat(own("5678")).containsExactly("zhang");
        assertThat(everywhere("5678")).containsExactlyInAnyOrder("zhang", "other");
        assertThat(own("1380000")).containsExactly("zhang");
        assertThat(own("123")).isEmpty();
    }

    @Test
    void residents_of_other_centres_are_found_only_by_who_knows_the_whole_name_or_number() {
        assertThat(own("张建国")).containsExactly("zhang", "other");
        assertThat(own("13700005678")).containsExactly("other");
        assertThat(own("other-card")).containsExactly("other");
        assertThat(own("Anna Smith")).containsExactly("anna");
        assertThat(own("张建")).containsExactly("zhang");
        assertThat(own("zhangjianguo")).containsExactly("zhang");
        assertThat(own("annas")).isEmpty();
        assertThat(everywhere("annas")).containsExactly("anna");
    }

    @Test
    void a_new_name_replaces_the_old_one() throws SQLException {
        keep("renamed", "王大力", "", "", OWN);
        keep("renamed", "王小力", "", "", OTHER);
        assertThat(own("wdl")).isEmpty();
        assertThat(own("wxl")).isEmpty();
        assertThat(everywhere("wxl")).containsExactly("renamed");
        assertThat(everywhere("王大力")).isEmpty();
    }

    @Test
    void residents_known_before_there_were_words_get_them_at_the_next_start() {
        List<String> before = words();
        assertThat(before).isNotEmpty();
        database.jdbc().sql("delete from person.word").update();
        new Persons(database.jdbc(), database.migrations());
        assertThat(words()).isEqualTo(before);
    }

    private List<String> words() {
        return database.jdbc()
                .sql("select word || ' ' || person || ' ' || centre from person.word order by 1")
                .query(String.class)
                .list();
    }

    @Test
    void what_cannot_be_a_word_finds_nobody() {
        for (String typed : List.of("", " ", "%", "_", "'", "\\", "\u0000", "qq\u0000q", "💉", "q".repeat(5000))) {
            assertThat(own(typed)).as(typed).isEmpty();
        }
    }
}
