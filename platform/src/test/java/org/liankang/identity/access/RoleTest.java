package org.liankang.identity.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RoleTest {

    /**
     * One line a right, one column a role: administrator, planner, doctor, steward, sender, auditor; and last the steward of an
     * institution, the only role that is another one there.
     */
    private static final String TABLE = """
            SEE_BOARD                   | yes yes yes yes  -  yes yes
            REPORT_PLAN_VALUE           |  -  yes  -   -   -   -   -
            SEE_PEOPLE_BEHIND_INDICATOR |  -  yes yes  -   -   -   -
            EXPORT_LAKE                 |  -  yes  -   -   -   -   -
            PREVIEW_PROGRAMME           |  -  yes  -   -   -   -   -
            PLAN_ROUNDS                 |  -  yes yes  -   -   -   -
            SEE_PERSON_RECORD           |  -  yes yes  -   -   -   -
            COMPLETE_TASK               |  -   -  yes  -   -   -   -
            SEE_FEES                    |  -  yes yes  -   -   -   -
            STATE_FUND                  |  -  yes  -   -   -   -   -
            SUBMIT_FHIR                 |  -   -  yes  -  yes  -   -
            READ_FHIR                   |  -  yes yes yes yes  -   -
            SUBSCRIBE                   |  -   -  yes  -  yes  -   -
            BULK_EXPORT                 |  -   -   -  yes  -   -   -
            BULK_IMPORT                 |  -   -   -   -  yes  -   -
            SEE_SUBMISSIONS             |  -   -   -  yes  -   -   -
            SEE_QUARANTINE              |  -   -   -  yes  -   -   -
            RESUBMIT                    |  -   -   -  yes  -   -   -
            SEE_QUALITY                 |  -  yes yes yes  -   -  yes
            SEE_ALL_QUALITY             |  -  yes  -  yes  -   -   -
            SEE_OWN_DOCUMENT            |  -   -   -   -   -   -  yes
            SEE_SYSTEM                  | yes  -   -  yes  -  yes  -
            MANAGE_ACCOUNTS             | yes  -   -   -   -   -   -
            MANAGE_SUBSCRIPTIONS        | yes  -   -   -   -   -   -
            SEE_AUDIT                   |  -   -   -   -   -  yes  -
            """;

    @Test
    void each_role_has_the_rights_of_the_table_and_no_other() {
        Map<String, String> actual = new TreeMap<>();
        for (Right right : Right.values()) {
            actual.put(
                    right.name(),
                    Stream.concat(
                                    Arrays.stream(Role.values()).map(role -> role.may(right)),
                                    Stream.of(Role.DATA_STEWARD.mayInInstitution(right)))
                            .map(may -> may ? "yes" : "-")
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
    void only_the_steward_of_an_institution_has_other_rights_there() {
        for (Role role : Role.values()) {
            if (role != Role.DATA_STEWARD) {
                assertThat(Arrays.stream(Right.values()).filter(role::may))
                        .containsExactlyElementsOf(Arrays.stream(Right.values())
                                .filter(role::mayInInstitution)
                                .toList());
            }
        }
        var clerk = new Account(1, "x", "x", Role.DATA_STEWARD, "A", false, "", "", "zh", true);
        assertThat(clerk.may(Right.SEE_OWN_DOCUMENT)).isTrue();
        assertThat(clerk.may(Right.SEE_QUARANTINE)).isFalse();
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
