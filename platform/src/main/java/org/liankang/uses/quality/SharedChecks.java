package org.liankang.uses.quality;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The checks of a document by what else is known of its resident or its encounter. */
final class SharedChecks {

    /** Longer keys are cut: two events that agree that far are the same. */
    private static final int LONGEST_KEY = 300;

    private SharedChecks() {}

    /** A code that only one sex can have. */
    record Sex(FieldPath path, List<String> female, List<String> male) implements Check.Shared {

        @Override
        public @Nullable String claim(Subject subject) {
            for (JsonNode node : path.nodes(subject.body())) {
                String code = node.asString("");
                if (female.stream().anyMatch(code::startsWith)) {
                    return "female";
                }
                if (male.stream().anyMatch(code::startsWith)) {
                    return "male";
                }
            }
            return null;
        }

        @Override
        public Verdict judge(String claim, Known known) {
            String gender = known.resident().gender();
            return gender.equals("female") || gender.equals("male") ? Verdict.of(gender.equals(claim)) : Verdict.SILENT;
        }
    }

    /** Nothing happens to a resident before birth or long after death. */
    record Lifetime(List<FieldPath> paths, int daysAfterDeath) implements Check.Shared {

        @Override
        public @Nullable String claim(Subject subject) {
            List<LocalDate> days = new ArrayList<>();
            for (FieldPath path : paths) {
                Moment.of(path.text(subject.body())).map(Moment::day).ifPresent(days::add);
            }
            return days.isEmpty()
                    ? null
                    : days.stream().min(LocalDate::compareTo).orElseThrow() + "/"
                            + days.stream().max(LocalDate::compareTo).orElseThrow();
        }

        @Override
        public Verdict judge(String claim, Known known) {
            LocalDate birth = known.resident().birth();
            LocalDate death = known.resident().death();
            if (birth == null && death == null) {
                return Verdict.SILENT;
            }
            int slash = claim.indexOf('/');
            boolean before =
                    birth != null && LocalDate.parse(claim.substring(0, slash)).isBefore(birth);
            boolean after = death != null
                    && LocalDate.parse(claim.substring(slash + 1)).isAfter(death.plusDays(daysAfterDeath));
            return Verdict.of(!before && !after);
        }
    }

    /** The resident has a diagnosis of these (by the beginning of the code) on the day. */
    record Diagnosed(List<String> codes) implements Check.Shared {

        @Override
        public @Nullable String claim(Subject subject) {
            return subject.told().map(told -> told.day().toString()).orElse(null);
        }

        @Override
        public Verdict judge(String claim, Known known) {
            LocalDate day = LocalDate.parse(claim);
            return Verdict.of(known.resident().diagnoses().stream()
                    .filter(one -> codes.stream().anyMatch(one.code()::startsWith))
                    .anyMatch(one -> one.onset() == null || !one.onset().isAfter(day)));
        }
    }

    /** The same event is told once. */
    record Once(List<FieldPath> paths) implements Check.Shared {

        @Override
        public @Nullable String claim(Subject subject) {
            StringBuilder key = new StringBuilder();
            for (FieldPath path : paths) {
                String text = path.text(subject.body());
                if (text.isEmpty()) {
                    return null;
                }
                key.append(text).append(' ');
            }
            return key.substring(0, Math.min(key.length(), LONGEST_KEY)).strip();
        }

        @Override
        public Verdict judge(String claim, Known known) {
            return Verdict.of(known.first());
        }
    }

    /**
     * Other documents of the same encounter are there: all of some codes and one of others.
     *
     * @param type resource type of the documents expected
     */
    record Expects(String type, FieldPath path, Set<String> all, Set<String> any) implements Check.Shared {

        @Override
        public String claim(Subject subject) {
            return "";
        }

        @Override
        public Verdict judge(String claim, Known known) {
            return Verdict.of(all.stream().allMatch(code -> known.parts().contains(type + "|" + code))
                    && (any.isEmpty()
                            || any.stream().anyMatch(code -> known.parts().contains(type + "|" + code))));
        }
    }
}
