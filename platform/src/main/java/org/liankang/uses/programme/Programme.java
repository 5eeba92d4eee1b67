package org.liankang.uses.programme;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.liankang.base.policy.Interval;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/** A programme's file: its name and its versions, of which at most one is in force on a day. */
@JsonNaming(PropertyNamingStrategies.KebabCaseStrategy.class)
record Programme(String programme, String name, String nameEn, Episodes episode, List<Edition> versions) {

    Programme {
        require("programme", programme);
        require("name", name);
        require("name-en", nameEn);
        versions = List.copyOf(require("versions", versions));
    }

    Optional<Edition> on(LocalDate day) {
        for (Edition edition : versions) {
            if (edition.inForce(day)) {
                return Optional.of(edition);
            }
        }
        return Optional.empty();
    }

    /** How well the source of a rule was checked; everything below H is an assumption the region may change. */
    enum Confidence {
        H,
        M,
        L
    }

    /**
     * The rules in force from a day on.
     *
     * @param to last day in force, or null
     */
    @JsonNaming(PropertyNamingStrategies.KebabCaseStrategy.class)
    record Edition(
            String version,
            LocalDate from,
            LocalDate to,
            String source,
            List<Requirement> eligible,
            List<Service> services) {

        Edition {
            require("version", version);
            require("from", from);
            require("source", source);
            eligible = List.copyOf(require("eligible", eligible));
            services = List.copyOf(require("services", services));
        }

        boolean inForce(LocalDate day) {
            return !day.isBefore(from) && (to == null || !day.isAfter(to));
        }

        Optional<Service> service(String code) {
            return services.stream().filter(s -> s.service().equals(code)).findFirst();
        }
    }

    /**
     * A resident is in the programme in episodes, for example pregnancies: each from the day it is first told of to
     * its end.
     *
     * @param from date an episode is counted from, for example the last menstrual period
     * @param apart two such days closer than this are one episode told twice; the last told counts
     * @param orFrom date that begins an episode nothing else was told of, or null
     * @param ends what ends it, and how long after
     * @param longest after {@code from}, when no end is told
     */
    @JsonNaming(PropertyNamingStrategies.KebabCaseStrategy.class)
    record Episodes(
            String rule,
            String from,
            Interval apart,
            String orFrom,
            List<End> ends,
            Interval longest,
            String clause,
            Confidence confidence,
            String note) {

        Episodes {
            cited(rule, clause, confidence);
            require("from", from);
            require("apart", apart);
            require("longest", longest);
            ends = ends == null ? List.of() : List.copyOf(ends);
        }
    }

    /** @param after how long after the date the last day of the episode is */
    record End(String date, Interval after) {

        End {
            require("date", date);
            after = after == null ? Interval.NONE : after;
        }
    }

    /** Something that must hold, and the clause that asks it. */
    record Requirement(String rule, Condition when, String clause, Confidence confidence, String note) {

        Requirement {
            cited(rule, clause, confidence);
            require("when", when);
        }
    }

    /**
     * A service that is due again and again: after each visit ({@code first}, {@code next}, {@code missed}), once in
     * every calendar year ({@code yearly}; its {@code next} says which other services a visit makes due), or at set
     * distances from a day ({@code timetable}).
     *
     * @param visits kinds of service (Encounter.type) that count
     * @param complete what a visit must have to count as done
     */
    record Service(
            String service,
            List<String> visits,
            List<Requirement> complete,
            List<Classing> classes,
            Step first,
            List<Step> next,
            Step missed,
            Yearly yearly,
            Timetable timetable) {

        Service {
            require("service", service);
            visits = List.copyOf(require("visits", visits));
            complete = complete == null ? List.of() : List.copyOf(complete);
            classes = classes == null ? List.of() : List.copyOf(classes);
            next = next == null ? List.of() : List.copyOf(next);
            boolean chained = first != null && missed != null && !next.isEmpty();
            boolean loose = !chained && (first != null || missed != null || (yearly == null && !next.isEmpty()));
            int shapes = (chained ? 1 : 0) + (yearly == null ? 0 : 1) + (timetable == null ? 0 : 1);
            if (shapes != 1 || loose) {
                throw new IllegalArgumentException(
                        "service " + service + " needs either first, next and missed, or yearly, or timetable");
            }
            if (chained) {
                Stream.concat(next.stream().filter(step -> !step.stop()), Stream.of(first, missed))
                        .forEach(Step::dated);
            }
            if (yearly != null
                    && next.stream().anyMatch(step -> step.in() != null || step.stop() || step.when() == null)) {
                throw new IllegalArgumentException(
                        "service " + service + " is yearly: its next can only raise other services");
            }
            if (chained && (!(next.getLast().when() instanceof Condition.Always))) {
                throw new IllegalArgumentException(
                        "the last rule of next in service " + service + " must be: when: {always: true}");
            }
        }
    }

    /**
     * A service due at set distances from a day.
     *
     * @param from {@code birth}, {@code enrolment} or names of dates; the first that is known counts
     * @param to dates that end it: what is open then is cancelled
     * @param slots each due once; {@code when} is asked of the resident and the visit before the slot begins
     * @param next what a visit asks for besides: a follow-up visit ({@code in}), other services ({@code raise}), or both
     */
    record Timetable(
            @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
            List<String> from,

            @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
            List<String> to,

            List<Step> slots,
            List<Step> next) {

        static final String BIRTH = "birth";
        static final String ENROLMENT = "enrolment";

        Timetable {
            from = List.copyOf(require("from", from));
            to = to == null ? List.of() : List.copyOf(to);
            slots = List.copyOf(require("slots", slots));
            next = next == null ? List.of() : List.copyOf(next);
            slots.forEach(Step::dated);
            if (slots.isEmpty() || slots.stream().map(Step::rule).distinct().count() < slots.size()) {
                throw new IllegalArgumentException("a timetable needs slots with names of their own");
            }
            for (Step step : next) {
                if (step.when() == null || (step.in() == null && step.raise().isEmpty())) {
                    throw new IllegalArgumentException("rule " + step.rule() + " needs a when, and an in or a raise");
                }
                if (step.in() != null) {
                    step.dated();
                }
            }
        }

        /** The dates it hangs on. */
        Stream<String> dates() {
            return Stream.concat(from.stream(), to.stream())
                    .filter(name -> !name.equals(BIRTH) && !name.equals(ENROLMENT));
        }
    }

    /** A class a visit falls into; the first that holds is it. */
    @JsonNaming(PropertyNamingStrategies.KebabCaseStrategy.class)
    record Classing(
            @JsonProperty("class") String name,
            Condition when,
            Boolean evenIncomplete,
            String clause,
            Confidence confidence,
            String note) {

        Classing {
            cited(name, clause, confidence);
            require("when", when);
            evenIncomplete = evenIncomplete != null && evenIncomplete;
        }
    }

    /**
     * What is due next.
     *
     * @param in how long after the visit (or enrolment, missed day, or the day a timetable hangs on) it is due; null
     *     where nothing of the service is
     * @param stop nothing of this service is due any more, until another visit says otherwise
     * @param early how long before the due day a visit still counts; never before the day after its cause
     * @param late how long after the due day a visit still counts; then the task is missed
     */
    @JsonNaming(PropertyNamingStrategies.KebabCaseStrategy.class)
    record Step(
            String rule,
            Condition when,
            Boolean evenIncomplete,
            Boolean stop,
            Interval in,
            Interval early,
            Interval late,
            Task.Urgency urgency,
            List<Raise> raise,
            String clause,
            Confidence confidence,
            String note) {

        Step {
            cited(rule, clause, confidence);
            stop = stop != null && stop;
            raise = raise == null ? List.of() : List.copyOf(raise);
            if (stop && in != null) {
                throw new IllegalArgumentException("rule " + rule + " has both in and stop");
            }
            evenIncomplete = evenIncomplete != null && evenIncomplete;
            early = early == null ? Interval.NONE : early;
            late = late == null ? Interval.NONE : late;
        }

        private void dated() {
            require("in of rule " + rule, in);
            require("urgency of rule " + rule, urgency);
        }
    }

    /** Another service that the same visit makes due, once. */
    record Raise(String service, List<String> visits, Interval in, Interval late, Task.Urgency urgency) {

        Raise {
            require("service", service);
            require("in", in);
            require("urgency", urgency);
            visits = List.copyOf(require("visits", visits));
            late = late == null ? Interval.NONE : late;
        }
    }

    /**
     * Due once in each year: a year after the last time, or, where that was not in the year before, on the day {@code
     * otherwise} (month and day, {@code 06-30}), or at the year's end for who joins later.
     *
     * @param begins first day of the year, for example of a school year ({@code 09-01}); else 1 January
     */
    record Yearly(
            String rule,
            String begins,
            String otherwise,
            Task.Urgency urgency,
            String clause,
            Confidence confidence,
            String note) {

        Yearly {
            cited(rule, clause, confidence);
            require("otherwise", otherwise);
            begins = begins == null ? "01-01" : begins;
            MonthDay.parse("--" + begins);
            MonthDay.parse("--" + otherwise);
            urgency = urgency == null ? Task.Urgency.ROUTINE : urgency;
        }

        @JsonIgnore
        MonthDay firstDay() {
            return MonthDay.parse("--" + begins);
        }

        @JsonIgnore
        MonthDay otherwiseDay() {
            return MonthDay.parse("--" + otherwise);
        }
    }

    private static void cited(String rule, String clause, Confidence confidence) {
        require("rule", rule);
        if (clause == null || clause.isBlank() || confidence == null) {
            throw new IllegalArgumentException("rule " + rule + " needs a clause and a confidence (H, M or L)");
        }
    }

    private static <T> T require(String key, T value) {
        if (value == null || Objects.toString(value).isBlank()) {
            throw new IllegalArgumentException(key + " is missing");
        }
        return value;
    }
}
