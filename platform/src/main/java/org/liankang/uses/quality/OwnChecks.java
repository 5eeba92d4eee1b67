package org.liankang.uses.quality;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.liankang.base.json.Json;
import tools.jackson.databind.JsonNode;

/** The checks of a document by itself. */
final class OwnChecks {

    /** No field a pattern is held against is longer; a longer one fails. */
    private static final int LONGEST_TEXT = 1000;

    private OwnChecks() {}

    /** Every one of these is there. */
    record Required(List<FieldPath> paths) implements Check.Own {

        @Override
        public Verdict judge(Subject subject) {
            for (FieldPath path : paths) {
                if (path.nodes(subject.body()).isEmpty()) {
                    return Verdict.FAILED;
                }
            }
            return Verdict.PASSED;
        }
    }

    /**
     * Recorded soon after it happened. What happened before the institution's first document was recorded is history
     * brought along, not late.
     *
     * @param after null when it counts from the moment the document tells of
     */
    record RecordedWithin(@Nullable FieldPath after, Duration most) implements Check.Own {

        @Override
        public Verdict judge(Subject subject) {
            Optional<Moment> told = after == null ? subject.told() : Moment.of(after.text(subject.body()));
            if (told.isEmpty()) {
                return Verdict.SILENT;
            }
            Instant happened = told.get().latest(subject.zone());
            return happened.isBefore(subject.online())
                    ? Verdict.SILENT
                    : Verdict.of(!subject.landed().isAfter(happened.plus(most)));
        }
    }

    /** Every value found lies in the range, both ends included, and is told in the unit. */
    record InRange(
            FieldPath path,
            @Nullable String unit,
            @Nullable BigDecimal from,
            @Nullable BigDecimal to) implements Check.Own {

        @Override
        public Verdict judge(Subject subject) {
            List<JsonNode> found = path.nodes(subject.body());
            for (JsonNode node : found) {
                if (!holds(node)) {
                    return Verdict.FAILED;
                }
            }
            return found.isEmpty() ? Verdict.SILENT : Verdict.PASSED;
        }

        private boolean holds(JsonNode node) {
            JsonNode number = node.isObject() ? node.path("value") : node;
            if (!number.isNumber()) {
                return false;
            }
            BigDecimal value = number.decimalValue();
            boolean high = to != null && value.compareTo(to) > 0;
            boolean low = from != null && value.compareTo(from) < 0;
            return !high && !low && (unit == null || unit.equals(unitOf(node)));
        }

        private static String unitOf(JsonNode quantity) {
            String code = Json.text(quantity, "code");
            return code.isEmpty() ? Json.text(quantity, "unit") : code;
        }
    }

    /** Every text found is one of these. */
    record OneOf(FieldPath path, Set<String> values) implements Check.Own {

        @Override
        public Verdict judge(Subject subject) {
            List<JsonNode> found = path.nodes(subject.body());
            return found.isEmpty()
                    ? Verdict.SILENT
                    : Verdict.of(found.stream().allMatch(node -> values.contains(node.asString(""))));
        }
    }

    /** Every text found has the form. */
    record Form(FieldPath path, Pattern pattern) implements Check.Own {

        @Override
        public Verdict judge(Subject subject) {
            List<JsonNode> found = path.nodes(subject.body());
            return found.isEmpty()
                    ? Verdict.SILENT
                    : Verdict.of(found.stream().map(node -> node.asString("")).allMatch(this::holds));
        }

        private boolean holds(String text) {
            return text.length() <= LONGEST_TEXT && pattern.matcher(text).matches();
        }
    }

    /** One number or moment is not above, or not at, another. */
    record Order(FieldPath first, FieldPath then, boolean equal) implements Check.Own {

        @Override
        public Verdict judge(Subject subject) {
            List<JsonNode> one = first.nodes(subject.body());
            List<JsonNode> other = then.nodes(subject.body());
            if (one.isEmpty() || other.isEmpty()) {
                return Verdict.SILENT;
            }
            Optional<Integer> compared = compare(one.getFirst(), other.getFirst());
            return compared.map(c -> Verdict.of(equal ? c <= 0 : c < 0)).orElse(Verdict.SILENT);
        }

        private static Optional<Integer> compare(JsonNode one, JsonNode other) {
            JsonNode left = one.isObject() ? one.path("value") : one;
            JsonNode right = other.isObject() ? other.path("value") : other;
            if (left.isNumber() && right.isNumber()) {
                return Optional.of(left.decimalValue().compareTo(right.decimalValue()));
            }
            return Moment.of(left.asString(""))
                    .flatMap(a -> Moment.of(right.asString("")).map(a::compare));
        }
    }

    /** Some characters of a text are the digits of another, as those of a birth date in an ID number. */
    record Agrees(FieldPath path, int from, int to, FieldPath with) implements Check.Own {

        @Override
        public Verdict judge(Subject subject) {
            String whole = path.text(subject.body());
            String digits = with.text(subject.body()).replace("-", "");
            return whole.length() < to || digits.length() != to - from
                    ? Verdict.SILENT
                    : Verdict.of(whole.substring(from, to).equals(digits));
        }
    }
}
