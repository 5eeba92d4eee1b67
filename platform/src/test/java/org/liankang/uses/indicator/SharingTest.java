package org.liankang.uses.indicator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SharingTest {

    private static final Macros MACROS = new Macros(List.of(
            "create or replace macro living(as_of) as table\nselect * from person p where p.as_of = 1 and born <= as_of",
            "create or replace macro ill(as_of, codes) as table select * from living(as_of) where code in codes",
            "create or replace macro twice(x) as 2 * x",
            "create or replace view place as select * from organization"));
    private static final Shared LIVING = new Shared("living", "select id from $rows");
    private static final Shared ILL = new Shared("ill", "select * from $rows");

    private static Sharing sharing(String... texts) {
        return new Sharing(MACROS, Map.of("living", LIVING, "ill", ILL), List.of(texts));
    }

    @Test
    void what_two_texts_call_with_the_same_arguments_is_made_once() {
        String one = "select 1 from living(date '2025-01-31')";
        String other = "select 2 from living( date '2025-01-31' ) where true";
        Sharing sharing = sharing(one, other);
        assertThat(sharing.ready(one))
                .isEqualTo(new Sharing.Ready(
                        List.of("create temp table lake_shared_1 as select id from "
                                + "(select * from person p where p.as_of = 1 and born <= date '2025-01-31')"),
                        "select 1 from lake_shared_1"));
        assertThat(sharing.ready(other))
                .isEqualTo(new Sharing.Ready(List.of(), "select 2 from lake_shared_1 where true"));
    }

    @Test
    void other_arguments_are_another_call() {
        String one = "select 1 from living(date '2025-01-31')";
        String other = "select 2 from living(date '2025-02-28')";
        assertThat(sharing(one, other).ready(one))
                .isEqualTo(new Sharing.Ready(
                        List.of(),
                        "select 1 from (select * from person p where p.as_of = 1 and born <= date '2025-01-31')"));
    }

    @Test
    void calls_inside_other_calls_are_found_and_made_first() {
        String ill = "select 1 from ill(date '2025-01-31', ['a', 'b)'])";
        String living = "select 2 from living(date '2025-01-31')";
        Sharing sharing = sharing(ill, ill, living);
        Sharing.Ready ready = sharing.ready(ill);
        assertThat(ready.sql()).isEqualTo("select 1 from lake_shared_2");
        assertThat(ready.before()).hasSize(2);
        assertThat(ready.before().getLast())
                .isEqualTo("create temp table lake_shared_2 as select * from "
                        + "(select * from lake_shared_1 where code in ['a', 'b)'])");
        assertThat(sharing.ready(living).sql()).isEqualTo("select 2 from lake_shared_1");
    }

    @Test
    void a_shared_group_that_only_one_other_group_calls_is_not_made() {
        String ill = "select 1 from ill(date '2025-01-31', ['a'])";
        assertThat(sharing(ill, ill).ready(ill).before())
                .singleElement()
                .asString()
                .startsWith("create temp table lake_shared_1 as select * from (select * from (select * from person");
    }

    @Test
    void expressions_keep_their_meaning_as_arguments() {
        String text = "select 1 from living($as_of - 42 + 1)";
        assertThat(sharing(text).ready(text).sql()).endsWith("born <= ($as_of - 42 + 1))");
    }

    @Test
    void what_only_looks_like_a_call_stays() {
        String text = "select 'living(1)', p.living (1), twice(2), living from place";
        assertThat(sharing(text).ready(text)).isEqualTo(new Sharing.Ready(List.of(), text));
    }

    @Test
    void a_call_with_too_few_arguments_is_refused() {
        assertThatThrownBy(() -> sharing("select 1 from ill(date '2025-01-31')"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("ill takes 2 arguments, not 1");
    }
}
