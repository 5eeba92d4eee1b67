package org.liankang.uses.reminder;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import org.liankang.base.policy.Policies;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/** The region's {@code reminders.yaml}. */
@JsonNaming(PropertyNamingStrategies.KebabCaseStrategy.class)
public record ReminderRules(
        Number aheadDays,
        Quiet quiet,
        Number tries,
        BackOff backOff,
        Number followDays,
        List<String> senders,
        Map<String, Wording> texts) {

    static final String FILE = "reminders.yaml";

    public record Number(int value, String confidence, String note) {

        public Number {
            if (value < 1) {
                throw new IllegalArgumentException("a number of at least 1 is needed, not " + value);
            }
        }
    }

    /** How long a message rests after each try that failed; after the last of them always as long again. */
    public record BackOff(List<Integer> minutes, String confidence) {

        public BackOff {
            if (minutes == null || minutes.isEmpty() || minutes.stream().anyMatch(rest -> rest < 1)) {
                throw new IllegalArgumentException("back-off needs minutes of at least 1");
            }
            minutes = List.copyOf(minutes);
        }

        /** @param tries how often it failed, at least 1 */
        Duration after(int tries) {
            return Duration.ofMinutes(minutes.get(Math.min(tries, minutes.size()) - 1));
        }
    }

    /** Nothing is sent from the first time on until the second, also over midnight; the same twice: never quiet. */
    public record Quiet(String from, String to, String confidence) {

        public Quiet {
            LocalTime.parse(from);
            LocalTime.parse(to);
        }

        boolean at(LocalTime time) {
            LocalTime begin = LocalTime.parse(from);
            LocalTime end = LocalTime.parse(to);
            boolean within = begin.isBefore(end);
            return within
                    ? !time.isBefore(begin) && time.isBefore(end)
                    : begin.isAfter(end) && (!time.isBefore(begin) || time.isBefore(end));
        }
    }

    public record Wording(
            String text, @JsonProperty("text-en") String textEnglish) {

        public Wording {
            if (text == null || textEnglish == null || !text.contains("{day}") || !textEnglish.contains("{day}")) {
                throw new IllegalArgumentException("a text and a text-en with {day} are needed");
            }
        }
    }

    public ReminderRules {
        if (aheadDays == null || quiet == null || tries == null || senders == null || texts == null) {
            throw new IllegalArgumentException("ahead-days, quiet, tries, senders and texts are needed");
        }
        if (backOff == null || followDays == null) {
            throw new IllegalArgumentException("back-off and follow-days are needed");
        }
        senders = List.copyOf(senders);
        texts = Map.copyOf(texts);
    }

    static ReminderRules read(Policies policies) {
        return Policies.yaml(policies.file(FILE), ReminderRules.class);
    }
}
