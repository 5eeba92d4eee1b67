package org.liankang.uses.plan;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * A plan and where it stands.
 *
 * @param code part of the canonical of its rows, for example {@code 14-5}
 * @param base the day its base values are of, null when none are printed
 * @param target the day its targets are for
 */
public record Plan(
        String code,
        String name,
        String nameEnglish,
        String document,
        LocalDate base,
        LocalDate target,
        String note,
        List<Row> rows) {

    /**
     * One row of the plan's table.
     *
     * @param canonical what a MeasureReport names to report it
     * @param achieved what the document itself says was reached; empty where the plan prints none
     * @param indicator code of the indicator that computes it, or empty when it is reported by hand
     * @param report the latest figure reported by hand, null when there is none; kept beside a computed one
     */
    public record Row(
            int number,
            String canonical,
            String category,
            String categoryEnglish,
            String name,
            String nameEnglish,
            String unit,
            Printed base,
            Printed target,
            Printed achieved,
            Kind kind,
            Direction direction,
            String indicator,
            String note,
            Latest latest,
            Report report,
            Progress progress) {}

    /** 预期性, 约束性, or not said. */
    public enum Kind {
        EXPECTED,
        BINDING,
        UNSAID
    }

    /** What is better. A target “以下” is met by the number itself. */
    public enum Direction {
        HIGHER,
        LOWER
    }

    public enum Source {
        COMPUTED,
        REPORTED,
        MISSING
    }

    public enum Progress {
        MET,
        ON_THE_WAY,
        BEHIND,
        UNKNOWN
    }

    /**
     * The value that stands for the row now.
     *
     * @param value null when missing
     * @param asOf null when missing
     * @param tooSmall computed from too few people to be judged, and nothing reported instead
     */
    public record Latest(Source source, Double value, LocalDate asOf, boolean tooSmall) {}

    /**
     * A figure reported by hand.
     *
     * @param reference {@code MeasureReport/id}
     * @param counts complete, with evidence and not replaced or withdrawn since
     * @param from first day of the period, null when not given
     * @param upto last day of the period or the day of the report
     * @param reporter id of the Organization that reports, or empty
     * @param institution who sent it ({@code identity.place}), 0 when unknown
     * @param submission the submission that brought it
     */
    public record Report(
            String reference,
            int version,
            boolean counts,
            LocalDate from,
            LocalDate upto,
            BigDecimal value,
            String evidence,
            String reporter,
            long institution,
            long submission,
            Instant at) {}
}
