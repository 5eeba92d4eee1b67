package org.liankang.uses.reminder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liankang.TestDatabase;
import org.liankang.base.policy.Policies;
import org.liankang.base.policy.PolicyConfig;
import org.liankang.identity.person.Person;

class RemindersTest {

    private static final Path REGIONS =
            Files.isDirectory(Path.of("regions")) ? Path.of("regions") : Path.of("..", "regions");
    private static final ReminderRules RULES = ReminderRules.read(new Policies(new PolicyConfig(REGIONS, "haishu")));
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final LocalDate DUE = LocalDate.of(2026, 11, 25);

    private final TestDatabase database = TestDatabase.fresh();
    private final Map<Long, Person> people = new HashMap<>();
    private final Set<Long> unwanted = new HashSet<>();
    private final List<String> taken = new ArrayList<>();
    private boolean broken;

    /** Keeps what it is given; breaks when told so. */
    private final Sender sender = new Sender() {
        @Override
        public String name() {
            return "file";
        }

        @Override
        public boolean send(long number, String phone, String text) {
            if (broken) {
                throw new IllegalStateException(phone);
            }
            return taken.add(phone + " " + text);
        }
    };

    private Reminders at(String time) {
        Clock clock = Clock.fixed(Instant.parse("2026-11-" + time + ":00+08:00"), ZONE);
        return new Reminders(
                RULES,
                database.jdbc(),
                database.migrations(),
                ids -> {
                    Map<Long, Person> found = new HashMap<>(people);
                    found.keySet().retainAll(ids);
                    return found;
                },
                unwanted::contains,
                List.of(sender),
                clock);
    }

    private void person(long id, String phone) {
        people.put(id, new Person(id, "", "n", "female", null, null, "330203001", "", phone, 3, "p" + id));
    }

    private static Occasion service(long resident) {
        return new Occasion("service/" + resident + "/" + DUE, resident, 3, "service", DUE);
    }

    @Test
    void an_occasion_seen_again_and_again_makes_one_message() {
        person(7, "139");
        Reminders reminders = at("22T09:00");
        assertThat(reminders.remember(List.of(service(7)))).isEqualTo(1);
        assertThat(reminders.remember(List.of(service(7)))).isZero();
        assertThat(reminders.deliver()).isEqualTo(1);
        assertThat(reminders.remember(List.of(service(7)))).isZero();
        assertThat(reminders.deliver()).isZero();
        assertThat(taken)
                .singleElement()
                .satisfies(text -> assertThat(text).startsWith("139 ").contains("2026-11-25"));
        assertThat(reminders.of(7, 9)).singleElement().satisfies(message -> {
            assertThat(message.state()).isEqualTo(Message.State.SENT);
            assertThat(message.sender()).isEqualTo("file");
        });
        assertThat(reminders.at(3, 9)).hasSize(1);
        assertThat(reminders.at(4, 9)).isEmpty();
    }

    @Test
    void nothing_goes_out_in_quiet_hours_and_it_goes_out_after_them() {
        person(7, "139");
        at("22T19:59").remember(List.of(service(7)));
        assertThat(at("22T20:00").deliver()).isZero();
        assertThat(at("23T07:59").deliver()).isZero();
        assertThat(at("23T08:00").deliver()).isEqualTo(1);
    }

    @Test
    void who_wishes_none_or_cannot_be_reached_gets_none() {
        person(7, "139");
        person(8, "");
        unwanted.add(7L);
        Reminders reminders = at("22T09:00");
        reminders.remember(List.of(service(7), service(8), service(9)));
        assertThat(reminders.deliver()).isZero();
        assertThat(taken).isEmpty();
        assertThat(reminders.of(7, 9)).extracting(Message::state).containsExactly(Message.State.UNWANTED);
        assertThat(reminders.of(8, 9)).extracting(Message::state).containsExactly(Message.State.UNREACHABLE);
        assertThat(reminders.of(9, 9)).extracting(Message::state).containsExactly(Message.State.UNREACHABLE);
    }

    @Test
    void a_sender_that_breaks_is_tried_again_and_given_up_in_the_end() {
        person(7, "139");
        broken = true;
        Reminders reminders = at("22T09:00");
        reminders.remember(List.of(service(7)));
        for (int time = 1; time < RULES.tries().value(); time++) {
            assertThat(reminders.deliver()).isZero();
            assertThat(reminders.of(7, 9)).extracting(Message::state).containsExactly(Message.State.WAITING);
        }
        assertThat(reminders.deliver()).isZero();
        assertThat(reminders.of(7, 9)).extracting(Message::state).containsExactly(Message.State.GIVEN_UP);
        broken = false;
        assertThat(reminders.deliver()).isZero();
    }

    @Test
    void what_is_too_late_is_not_sent() {
        person(7, "139");
        at("22T09:00").remember(List.of(service(7)));
        Reminders late = at("26T09:00");
        assertThat(late.deliver()).isZero();
        assertThat(late.of(7, 9)).extracting(Message::state).containsExactly(Message.State.OVERTAKEN);
    }

    @Test
    void an_occasion_without_a_text_is_a_mistake() {
        assertThatThrownBy(() -> at("22T09:00").remember(List.of(new Occasion("x", 7, 3, "unknown", DUE))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void the_outbox_is_a_file_of_the_day_for_the_platform_alone(@TempDir Path folder) throws Exception {
        var file = new FileSender(folder.resolve("outbox"), Clock.fixed(Instant.parse("2026-11-22T01:00:00Z"), ZONE));
        assertThat(file.send(1, "139", "一")).isTrue();
        assertThat(file.send(2, "138", "二")).isTrue();
        Path outbox = folder.resolve("outbox/2026-11-22.jsonl");
        assertThat(Files.readAllLines(outbox))
                .containsExactly(
                        "{\"message\":1,\"phone\":\"139\",\"text\":\"一\"}",
                        "{\"message\":2,\"phone\":\"138\",\"text\":\"二\"}");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(outbox)))
                .isEqualTo("rw-------");
    }

    @Test
    void no_text_names_a_disease() {
        assertThat(RULES.texts().values())
                .allSatisfy(text -> assertThat(text.text()).doesNotContain("高血压", "糖尿病", "精神", "结核", "降压"));
    }
}
