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
    private boolean refusing;

    /** Keeps what it is given; breaks when told so. */
    private final Sender sender = new Sender() {
        @Override
        public String name() {
            return "file";
        }

        @Override
        public Handed send(long number, String phone, String text) {
            if (broken) {
                throw new IllegalStateException(phone);
            }
            if (refusing) {
                return new Handed.Never("http-400");
            }
            taken.add(phone + " " + text);
            return new Handed.Taken();
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

    private Message.State state(long resident) {
        return at("22T09:00").of(resident, 9).getFirst().state();
    }

    @Test
    void a_sender_that_breaks_is_tried_again_after_a_rest_that_grows_and_given_up_in_the_end() {
        person(7, "139");
        broken = true;
        at("22T09:00").remember(List.of(service(7)));
        assertThat(at("22T09:00").deliver()).isZero();
        assertThat(RULES.backOff().minutes()).startsWith(10, 30);
        broken = false;
        assertThat(at("22T09:09").deliver()).as("it rests").isZero();
        broken = true;
        assertThat(at("22T09:10").deliver()).isZero();
        broken = false;
        assertThat(at("22T09:39").deliver()).as("it rests longer").isZero();
        broken = true;
        assertThat(at("22T09:40").deliver()).isZero();
        assertThat(at("22T15:00").deliver()).isZero();
        assertThat(state(7)).isEqualTo(Message.State.WAITING);
        assertThat(RULES.tries().value()).isEqualTo(5);
        assertThat(at("23T09:00").deliver()).isZero();
        assertThat(state(7)).isEqualTo(Message.State.GIVEN_UP);
        broken = false;
        assertThat(at("24T09:00").deliver()).isZero();
        assertThat(taken).isEmpty();
    }

    @Test
    void what_was_given_up_is_listed_with_its_reason_and_can_be_sent_again() {
        person(7, "139");
        refusing = true;
        Reminders reminders = at("22T09:00");
        reminders.remember(List.of(service(7)));
        reminders.deliver();
        assertThat(reminders.givenUp(3, 9)).singleElement().satisfies(message -> {
            assertThat(message.state()).as("no sender ever takes it").isEqualTo(Message.State.GIVEN_UP);
            assertThat(message.failure()).isEqualTo("file http-400");
        });
        long number = reminders.givenUp(3, 9).getFirst().number();
        assertThat(reminders.givenUp(4, 9)).isEmpty();
        assertThat(reminders.again(number, 4)).as("another centre's").isFalse();
        refusing = false;
        assertThat(reminders.again(number, 3)).isTrue();
        assertThat(reminders.deliver()).isEqualTo(1);
        assertThat(state(7)).isEqualTo(Message.State.SENT);
        assertThat(reminders.again(number, 3)).as("sent already").isFalse();
    }

    @Test
    void what_is_settled_before_it_was_sent_is_withdrawn_and_comes_back_when_it_is_open_again() {
        person(7, "139");
        person(8, "138");
        Reminders reminders = at("22T09:00");
        reminders.remember(List.of(service(7), service(8)));
        assertThat(reminders.settle(messages -> Set.of(service(8).key()))).isEqualTo(1);
        assertThat(state(7)).isEqualTo(Message.State.WITHDRAWN);
        assertThat(reminders.deliver()).isEqualTo(1);
        assertThat(taken).singleElement().asString().startsWith("138 ");
        assertThat(reminders.remember(List.of(service(7)))).isEqualTo(1);
        assertThat(reminders.deliver()).isEqualTo(1);
    }

    @Test
    void what_was_sent_is_marked_when_it_is_settled_and_never_sent_twice() {
        person(7, "139");
        at("22T09:00").remember(List.of(service(7)));
        at("22T09:00").deliver();
        Reminders later = at("27T09:00");
        assertThat(later.settle(messages -> Set.of(service(7).key()))).isZero();
        assertThat(state(7)).isEqualTo(Message.State.SENT);
        assertThat(later.settle(messages -> Set.of())).isEqualTo(1);
        assertThat(state(7)).isEqualTo(Message.State.SETTLED);
        assertThat(later.settle(messages -> Set.of())).isZero();
        later.remember(List.of(service(7)));
        assertThat(state(7)).isEqualTo(Message.State.SENT);
        assertThat(at("22T10:00").deliver()).isZero();
        assertThat(taken).hasSize(1);
    }

    @Test
    void what_is_long_past_is_not_followed_any_more() {
        person(7, "139");
        at("22T09:00").remember(List.of(service(7)));
        at("22T09:00").deliver();
        Clock winter = Clock.fixed(Instant.parse("2026-12-20T09:00:00+08:00"), ZONE);
        assertThat(new Reminders(
                                RULES,
                                database.jdbc(),
                                database.migrations(),
                                ids -> Map.of(),
                                unwanted::contains,
                                List.of(sender),
                                winter)
                        .settle(messages -> Set.of()))
                .isZero();
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
        assertThat(file.send(1, "139", "一")).isEqualTo(new Handed.Taken());
        assertThat(file.send(2, "138", "二")).isEqualTo(new Handed.Taken());
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
