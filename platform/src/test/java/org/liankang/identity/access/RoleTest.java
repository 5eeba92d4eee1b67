package org.liankang.identity.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RoleTest {

    /** One line a right, one column a role: administrator, planner, doctor, steward, sender, auditor. */
    private static final String TABLE = """
            SEE_BOARD                   | yes yes yes yes  -  yes
            REPORT_PLAN_VALUE           |  -  yes  -   -   -   -
            SEE_PEOPLE_BEHIND_INDICATOR |  -  yes yes  -   -   -
            EXPORT_LAKE                 |  -  yes  -   -   -   -
            SEE_PERSON_RECORD           |  -  yes yes  -   -   -
            COMPLETE_TASK               |  -   -  yes  -   -   -
            SUBMIT_FHIR                 |  -   -  yes  -  yes  -
            READ_FHIR                   |  -  yes yes yes yes  -
            SUBSCRIBE                   |  -   -  yes  -  yes  -
            BULK_EXPORT                 |  -   -   -  yes  -   -
            BULK_IMPORT                 |  -   -   -   -  yes  -
            SEE_SUBMISSIONS             |  -   -   -  yes  -   -
            SEE_QUARANTINE              |  -   -   -  yes  -   -
            RESUBMIT                    |  -   -   -  yes  -   -
            SEE_SYSTEM                  | yes  -   -  yes  -  yes
            MANAGE_ACCOUNTS             | yes  -   -   -   -   -
            MANAGE_SUBSCRIPTIONS        | yes  -   -   -   -   -
            SEE_AUDIT                   |  -   -   -   -   -  yes
            """;

    @Test
    void each_role_has_the_rights_of_the_table_and_no_other() {
        Map<String, String> actual = new TreeMap<>();
        for (Right right : Right.values()) {
            actual.put(
                    right.name(),
                    Arrays.stream(Role.values())
                            .map(role -> role.may(right) ? "yes" : "-")
                            .collect(Collectors.joining(" ")));
        }
        Map<String, String> expected = new TreeMap<>();
        TABLE.lines()
                .map(line -> line.split("\\|"))
                .forEach(
                        parts -> expected.put(parts[0].strip(), parts[1].strip().replaceAll("\\s+", " ")));
        assertThat(actual).isEqualTo(expected);
    }

    @Test
    void a_closed_account_may_nothing() {
        var closed = new Account(1, "x", "x", Role.PLANNER, "", false, "", "", "zh", false);
        assertThat(Arrays.stream(Right.values()).anyMatch(closed::may)).isFalse();
    }

    @Test
    void only_an_account_so_marked_speaks_for_another_institution() {
        var own = new Account(1, "x", "x", Role.SENDER, "A", false, "", "", "zh", true);
        var exchange = new Account(2, "y", "y", Role.SENDER, "", true, "", "", "zh", true);
        assertThat(own.speaksFor("A")).isTrue();
        assertThat(own.speaksFor("B")).isFalse();
        assertThat(own.speaksFor("")).isFalse();
        assertThat(exchange.speaksFor("B")).isTrue();
    }
}
