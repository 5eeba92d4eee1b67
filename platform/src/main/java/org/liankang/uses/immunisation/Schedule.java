package org.liankang.uses.immunisation;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.liankang.base.policy.Interval;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * One version of the immunisation schedule, in force from a day until the next version is.
 *
 * @param vaccines in the order they are shown
 */
@JsonNaming(PropertyNamingStrategies.KebabCaseStrategy.class)
record Schedule(
        String version,
        LocalDate from,
        String name,
        String nameEn,
        String source,
        General general,
        List<Vaccine> vaccines) {

    Schedule {
        require("version", version);
        require("from", from);
        require("name", name);
        require("name-en", nameEn);
        require("source", source);
        require("general", general);
        vaccines = List.copyOf(require("vaccines", vaccines));
    }

    Optional<Vaccine> vaccine(String code) {
        return vaccines.stream().filter(v -> v.vaccine().equals(code)).findFirst();
    }

    /** How well the source of a rule was checked; everything below H is an assumption the region may change. */
    enum Confidence {
        H,
        M,
        L
    }

    /**
     * Rules between vaccines.
     *
     * @param liveGap between injected live vaccines that are not given on the same day
     * @param globulinGap from an immunoglobulin to an injected live vaccine
     * @param overdueAfter how long after its due day a dose without a finish-by age is overdue
     * @param certificateWithin how soon after birth the certificate is issued; of a child whose record begins later and
     *     holds no dose the history is unknown
     */
    @JsonNaming(PropertyNamingStrategies.KebabCaseStrategy.class)
    record General(Gap liveGap, Gap globulinGap, Gap overdueAfter, Gap certificateWithin) {

        General {
            require("live-gap", liveGap);
            require("globulin-gap", globulinGap);
            require("overdue-after", overdueAfter);
            require("certificate-within", certificateWithin);
        }
    }

    /** @param except products it does not hold for */
    record Gap(Interval interval, List<String> except, String clause, Confidence confidence, String note) {

        Gap {
            require("interval", interval);
            cited("gap", clause, confidence);
            except = except == null ? List.of() : List.copyOf(except);
        }
    }

    /**
     * What a child is to get against a disease.
     *
     * @param sex only for this one, or null
     * @param bornAfter only for children born after this day, or null
     * @param givenFrom the programme gives it from this day on, or null
     * @param series the ways to do it; the first that fits is proposed, the first dose that counts decides
     * @param ages ages at which a product may be given
     * @param enough from these ages on so many counted doses are enough
     * @param ask what is to be known before it is given from an age on
     */
    @JsonNaming(PropertyNamingStrategies.KebabCaseStrategy.class)
    record Vaccine(
            String vaccine,
            String name,
            String nameEn,
            String sex,
            LocalDate bornAfter,
            LocalDate givenFrom,
            List<Series> series,
            List<Ages> ages,
            List<Enough> enough,
            List<Ask> ask) {

        Vaccine {
            require("vaccine", vaccine);
            require("name", name);
            require("name-en", nameEn);
            series = List.copyOf(require("series", series));
            ages = ages == null ? List.of() : List.copyOf(ages);
            enough = enough == null ? List.of() : List.copyOf(enough);
            ask = ask == null ? List.of() : List.copyOf(ask);
            if (series.isEmpty()) {
                throw new IllegalArgumentException(vaccine + " has no series");
            }
        }

        boolean gives(String product) {
            return series.stream().anyMatch(s -> s.gives(product));
        }

        Optional<Series> named(String code) {
            return series.stream().filter(s -> s.series().equals(code)).findFirst();
        }

        Optional<Ages> agesOf(String product) {
            return ages.stream().filter(a -> a.product().equals(product)).findFirst();
        }

        /** How many counted doses of this series a child of the birth date needs on a day. */
        int needed(Series chosen, LocalDate birth, LocalDate day) {
            int needed = chosen.doses().size();
            for (Enough one : enough) {
                if (!day.isBefore(one.from().completedAfter(birth))) {
                    needed = Math.min(needed, one.doses());
                }
            }
            return needed;
        }
    }

    /** @param when the hindrance (special group) it is for, or null for every child */
    record Series(String series, String when, List<Dose> doses) {

        Series {
            require("series", series);
            doses = List.copyOf(require("doses", doses));
            for (int at = 0; at < doses.size(); at++) {
                if (doses.get(at).dose() != at + 1) {
                    throw new IllegalArgumentException("the doses of series " + series + " are not numbered 1, 2, 3 …");
                }
            }
        }

        boolean gives(String product) {
            return doses.stream().anyMatch(dose -> dose.counts(product));
        }

        boolean givesOnly(String product) {
            return doses.stream()
                    .allMatch(dose ->
                            dose.give().equals(List.of(product)) && dose.also().isEmpty());
        }
    }

    /**
     * @param give what the programme gives; the first that may be given is proposed
     * @param also other products that count
     * @param from earliest age
     * @param at recommended age, {@code from} when not said
     * @param by the dose is in time before this age
     * @param after least interval from the dose before
     * @param within in time before so long after the dose before
     * @param lapses not given by this age it is left out
     * @param since least interval from the last dose of another vaccine
     */
    @JsonNaming(PropertyNamingStrategies.KebabCaseStrategy.class)
    record Dose(
            int dose,
            List<String> give,
            List<String> also,
            Interval from,
            Interval at,
            Interval by,
            Interval after,
            Interval within,
            Interval lapses,
            Since since,
            String clause,
            Confidence confidence,
            String note) {

        Dose {
            give = List.copyOf(require("give", give));
            also = also == null ? List.of() : List.copyOf(also);
            require("from", from);
            cited("dose " + dose, clause, confidence);
            at = at == null ? from : at;
            if (give.isEmpty()) {
                throw new IllegalArgumentException("dose " + dose + " gives nothing");
            }
            if (dose > 1 && after == null) {
                throw new IllegalArgumentException("dose " + dose + " needs the interval to the dose before (after)");
            }
        }

        boolean counts(String product) {
            return give.contains(product) || also.contains(product);
        }
    }

    record Since(String vaccine, Interval after) {

        Since {
            require("vaccine", vaccine);
            require("after", after);
        }
    }

    /** From and below which age a product may be given; either may be left out. */
    record Ages(String product, Interval from, Interval below, String clause, Confidence confidence, String note) {

        Ages {
            cited("ages", clause, confidence);
            require("product", product);
        }
    }

    record Enough(Interval from, int doses, String clause, Confidence confidence, String note) {

        Enough {
            cited("enough", clause, confidence);
            require("from", from);
        }
    }

    @JsonNaming(PropertyNamingStrategies.KebabCaseStrategy.class)
    record Ask(Interval from, String text, String textEn, String clause, Confidence confidence, String note) {

        Ask {
            cited("ask", clause, confidence);
            require("from", from);
            require("text", text);
            require("text-en", textEn);
        }
    }

    static void cited(String rule, String clause, Confidence confidence) {
        require("rule", rule);
        if (clause == null || clause.isBlank() || confidence == null) {
            throw new IllegalArgumentException(rule + " needs a clause and a confidence (H, M or L)");
        }
    }

    static <T> T require(String key, T value) {
        if (value == null || Objects.toString(value).isBlank()) {
            throw new IllegalArgumentException(key + " is missing");
        }
        return value;
    }
}
