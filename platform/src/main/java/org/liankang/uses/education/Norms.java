package org.liankang.uses.education;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/** What kinds of activity there are, and how much of each a year asks of which kind of institution. */
public record Norms(String source, List<Kind> kinds) {

    /** What is counted: each title once, or each time. */
    public enum Count {
        @JsonProperty("titles")
        TITLES,
        @JsonProperty("times")
        TIMES
    }

    /**
     * @param yearly by kind of institution ({@code urn:liankang:institution-kind})
     * @param confidence H, M or L
     */
    @JsonNaming(PropertyNamingStrategies.KebabCaseStrategy.class)
    public record Kind(
            String kind,
            String name,
            String nameEn,
            String unit,
            String unitEn,
            Count count,
            Map<String, Integer> yearly,
            String clause,
            String confidence,
            String note) {

        public Kind {
            if (kind == null || name == null || nameEn == null || count == null || clause == null) {
                throw new IllegalArgumentException("a kind needs kind, name, name-en, count and clause");
            }
            if (confidence == null || !confidence.matches("[HML]")) {
                throw new IllegalArgumentException("kind " + kind + " needs a confidence (H, M or L)");
            }
            yearly = yearly == null ? Map.of() : Map.copyOf(yearly);
        }

        public String in(Locale locale) {
            return locale.getLanguage().equals("zh") ? name : nameEn;
        }

        public String unitIn(Locale locale) {
            return locale.getLanguage().equals("zh") ? unit : unitEn;
        }
    }

    /**
     * How far an institution is in a year.
     *
     * @param done titles or times up to the day asked about
     * @param norm how many the year asks, 0 for none
     * @param due how many should be done by that day, in proportion to the days gone, rounded down
     */
    public record Progress(Kind kind, int done, int people, int norm, int due) {

        public boolean behind() {
            return done < due;
        }

        public boolean reached() {
            return norm > 0 && done >= norm;
        }
    }

    public Norms {
        kinds = List.copyOf(kinds);
    }

    public Optional<Kind> kind(String code) {
        return kinds.stream().filter(kind -> kind.kind().equals(code)).findFirst();
    }

    /**
     * @param activities of any year and kind
     * @param day until which it is counted; its year is the year
     */
    public List<Progress> progress(String institutionKind, List<Activity> activities, LocalDate day) {
        return kinds.stream()
                .map(kind -> {
                    List<Activity> own = activities.stream()
                            .filter(activity -> activity.kind().equals(kind.kind()))
                            .filter(activity -> activity.day().getYear() == day.getYear()
                                    && !activity.day().isAfter(day))
                            .toList();
                    int done = kind.count() == Count.TIMES
                            ? own.size()
                            : (int) own.stream()
                                    .map(activity -> activity.title().strip())
                                    .distinct()
                                    .count();
                    int norm = kind.yearly().getOrDefault(institutionKind, 0);
                    return new Progress(
                            kind,
                            done,
                            own.stream().mapToInt(Activity::people).sum(),
                            norm,
                            norm * day.getDayOfYear() / day.lengthOfYear());
                })
                .toList();
    }
}
