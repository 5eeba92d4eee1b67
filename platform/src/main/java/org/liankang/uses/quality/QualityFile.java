package org.liankang.uses.quality;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A file of {@code quality/} as written: document kinds, rules, the bands of scores, each where it likes. */
record QualityFile(
        @Nullable Bands bands,
        @Nullable List<KindText> kinds,
        @Nullable List<RuleText> rules) {

    /**
     * From which share of passed judgements a score counts as good, and from which as fair.
     *
     * @param confidence H, M or L
     */
    record Bands(BigDecimal good, BigDecimal fair, String confidence) {}

    /** One of these texts stands at the path, or anything when none are given. */
    record Where(String path, @Nullable List<String> in) {}

    record KindText(
            String kind,
            String name,
            @JsonProperty("name-en") String nameEnglish,
            String type,
            @Nullable Where where,
            @Nullable String time,
            @Nullable String institution) {}

    /**
     * @param kinds codes of kinds; a resource type stands for all kinds of that type
     * @param when all of these hold, or nothing is judged
     * @param unless none of these holds, or nothing is judged
     */
    record RuleText(
            String rule,
            String name,
            @JsonProperty("name-en") String nameEnglish,
            Rule.Dimension dimension,
            Rule.Severity severity,
            String confidence,
            LocalDate from,
            @Nullable LocalDate until,
            String source,
            List<String> kinds,
            @Nullable List<Where> when,
            @Nullable List<Where> unless,
            CheckText check,
            String asks,
            @JsonProperty("asks-en") String asksEnglish,
            String why,
            @JsonProperty("why-en") String whyEnglish,
            String mend,
            @JsonProperty("mend-en") String mendEnglish) {

        Rule rule(List<String> codes) {
            if (!List.of("H", "M", "L").contains(need(confidence, "confidence"))) {
                throw new IllegalArgumentException("confidence is H, M or L");
            }
            return new Rule(
                    rule,
                    new Rule.Words(need(name, "name"), need(nameEnglish, "name-en")),
                    need(dimension, "dimension"),
                    need(severity, "severity"),
                    codes,
                    need(from, "from"),
                    Optional.ofNullable(until),
                    need(source, "source"),
                    confidence,
                    new Rule.Words(need(asks, "asks"), need(asksEnglish, "asks-en")),
                    new Rule.Words(need(why, "why"), need(whyEnglish, "why-en")),
                    new Rule.Words(need(mend, "mend"), need(mendEnglish, "mend-en")));
        }
    }

    /** @param after the moment it counts from, where that is not the one the kind tells of */
    record WithinText(
            @Nullable Integer hours,
            @Nullable Integer days,
            @Nullable String after) {}

    record RangeText(
            String path,
            @Nullable String unit,
            @Nullable BigDecimal from,
            @Nullable BigDecimal to) {}

    record OneOfText(String path, List<String> values) {}

    record FormText(String path, String pattern) {}

    record OrderText(String first, String then, boolean equal) {}

    record AgreesText(String path, int from, int to, String with) {}

    record SexText(
            String path,
            @Nullable List<String> female,
            @Nullable List<String> male) {}

    record LifetimeText(
            List<String> paths,
            @JsonProperty("days-after-death") int daysAfterDeath) {}

    record DiagnosedText(List<String> codes) {}

    record OnceText(List<String> paths) {}

    record ExpectsText(
            String type,
            String path,
            @Nullable List<String> all,
            @Nullable List<String> any) {}

    /** Exactly one of these. */
    record CheckText(
            @Nullable List<String> required,
            @JsonProperty("recorded-within") @Nullable WithinText recordedWithin,
            @Nullable RangeText range,
            @JsonProperty("one-of") @Nullable OneOfText oneOf,
            @Nullable FormText form,
            @Nullable OrderText order,
            @Nullable AgreesText agrees,
            @Nullable SexText sex,
            @Nullable LifetimeText lifetime,
            @Nullable DiagnosedText diagnosed,
            @Nullable OnceText once,
            @Nullable ExpectsText expects) {

        Check compile() {
            List<Check> given = Stream.of(
                            need(required, r -> new OwnChecks.Required(paths(r))),
                            need(recordedWithin, CheckText::within),
                            need(range, CheckText::range),
                            need(oneOf, o -> new OwnChecks.OneOf(FieldPath.of(o.path()), set(o.values()))),
                            need(form, f -> new OwnChecks.Form(FieldPath.of(f.path()), Pattern.compile(f.pattern()))),
                            need(
                                    order,
                                    o -> new OwnChecks.Order(
                                            FieldPath.of(o.first()), FieldPath.of(o.then()), o.equal())),
                            need(agrees, CheckText::agrees),
                            need(
                                    sex,
                                    s -> new SharedChecks.Sex(
                                            FieldPath.of(s.path()), list(s.female()), list(s.male()))),
                            need(lifetime, l -> new SharedChecks.Lifetime(paths(l.paths()), l.daysAfterDeath())),
                            need(diagnosed, d -> new SharedChecks.Diagnosed(some(d.codes(), "codes"))),
                            need(once, o -> new SharedChecks.Once(paths(o.paths()))),
                            need(expects, CheckText::expects))
                    .flatMap(Optional::stream)
                    .toList();
            if (given.size() != 1) {
                throw new IllegalArgumentException("exactly one check is asked for, found " + given.size());
            }
            return given.getFirst();
        }

        private static <T> Optional<Check> need(@Nullable T text, java.util.function.Function<T, Check> compile) {
            return Optional.ofNullable(text).map(compile);
        }

        private static Check within(WithinText text) {
            if ((text.hours() == null) == (text.days() == null)) {
                throw new IllegalArgumentException("recorded-within has either hours or days");
            }
            return new OwnChecks.RecordedWithin(
                    text.after() == null ? null : FieldPath.of(text.after()),
                    text.hours() == null ? Duration.ofDays(text.days()) : Duration.ofHours(text.hours()));
        }

        private static Check range(RangeText text) {
            if (text.from() == null && text.to() == null) {
                throw new IllegalArgumentException("range has from, to or both");
            }
            if (text.from() != null && text.to() != null && text.from().compareTo(text.to()) > 0) {
                throw new IllegalArgumentException("range ends before it begins");
            }
            return new OwnChecks.InRange(FieldPath.of(text.path()), text.unit(), text.from(), text.to());
        }

        private static Check agrees(AgreesText text) {
            if (text.from() < 0 || text.to() <= text.from()) {
                throw new IllegalArgumentException("agrees takes characters from .. to, counted from 0");
            }
            return new OwnChecks.Agrees(FieldPath.of(text.path()), text.from(), text.to(), FieldPath.of(text.with()));
        }

        private static Check expects(ExpectsText text) {
            if (list(text.all()).isEmpty() && list(text.any()).isEmpty()) {
                throw new IllegalArgumentException("expects names codes under all or any");
            }
            return new SharedChecks.Expects(
                    Objects.requireNonNull(text.type(), "expects.type"),
                    FieldPath.of(text.path()),
                    set(list(text.all())),
                    set(list(text.any())));
        }

        private static List<FieldPath> paths(List<String> written) {
            return some(written, "paths").stream().map(FieldPath::of).toList();
        }

        private static List<String> some(@Nullable List<String> texts, String what) {
            if (list(texts).isEmpty()) {
                throw new IllegalArgumentException("no " + what);
            }
            return texts;
        }
    }

    static <T> T need(@Nullable T value, String what) {
        if (value == null || value instanceof String text && text.isBlank()) {
            throw new IllegalArgumentException(what + " is missing");
        }
        return value;
    }

    static <T> List<T> list(@Nullable List<T> given) {
        return given == null ? List.of() : given;
    }

    private static Set<String> set(List<String> texts) {
        return Set.copyOf(new LinkedHashSet<>(texts));
    }
}
