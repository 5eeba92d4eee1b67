package org.liankang.web.plan;

import java.util.Optional;
import org.liankang.uses.plan.Plan;
import org.liankang.web.component.Badge;
import org.liankang.web.component.Meter;
import org.liankang.web.component.Tone;
import org.liankang.web.indicator.Figures;
import org.liankang.web.view.Language;
import org.liankang.web.view.Texts;

/** A row of the plan as a page writes it. */
public final class PlanRow {

    private final String plan;
    private final Plan.Row row;
    private final Texts t;

    public PlanRow(String plan, Plan.Row row, Texts t) {
        this.plan = plan;
        this.row = row;
        this.t = t;
    }

    public static String name(Plan plan, Texts t) {
        return t.language() == Language.ENGLISH ? plan.nameEnglish() : plan.name();
    }

    public Plan.Row row() {
        return row;
    }

    public String name() {
        return t.language() == Language.ENGLISH ? row.nameEnglish() : row.name();
    }

    public String category() {
        return t.language() == Language.ENGLISH ? row.categoryEnglish() : row.category();
    }

    public String unit() {
        String unit = t.orCode("indicator.unit", row.unit());
        return unit.equals(t.of("shell.none")) ? "" : unit;
    }

    public boolean missing() {
        return row.latest().value() == null;
    }

    public String value() {
        return Figures.number(row.latest().value(), row.target().text().contains("1:") ? "1:x" : row.unit(), t);
    }

    /** The target as the document prints it; in English the word for "at most" is put in front. */
    public String target() {
        return printed(row.target().text());
    }

    public String base() {
        return printed(row.base().text());
    }

    public String achieved() {
        return printed(row.achieved().text());
    }

    private String printed(String text) {
        if (text.isEmpty() || text.equals("-") || text.equals("—")) {
            return t.of("shell.none");
        }
        String atMost = t.of("plan.printed.at-most");
        return text.endsWith(atMost)
                ? t.of("plan.printed.at-most-shown", text.substring(0, text.length() - atMost.length()))
                : text.replace(t.of("plan.printed.step-by-step"), t.of("plan.printed.step-by-step-shown"));
    }

    public Badge source() {
        Plan.Latest latest = row.latest();
        if (latest.tooSmall()) {
            return new Badge(t.of("indicator.state.too-small"), Tone.WARN, "warn");
        }
        return switch (latest.source()) {
            case COMPUTED -> Badge.of(t.of("component.source.computed"), Tone.ACCENT);
            case REPORTED -> Badge.of(t.of("component.source.reported"), Tone.INFO);
            case MISSING -> Badge.of(t.of("component.source.missing"), Tone.QUIET);
        };
    }

    public Tone tone() {
        return switch (row.progress()) {
            case MET -> Tone.GOOD;
            case ON_THE_WAY -> Tone.ACCENT;
            case BEHIND -> Tone.BAD;
            case UNKNOWN -> Tone.QUIET;
        };
    }

    public Badge progress() {
        String text = t.of("plan.progress", row.progress());
        return switch (row.progress()) {
            case MET -> new Badge(text, Tone.GOOD, "check");
            case ON_THE_WAY -> new Badge(text, Tone.ACCENT, "next");
            case BEHIND -> new Badge(text, Tone.BAD, "warn");
            case UNKNOWN -> Badge.of(text, Tone.QUIET);
        };
    }

    public Optional<Meter> meter() {
        Double value = row.latest().value();
        Double target = row.target().value();
        return value == null || target == null
                ? Optional.empty()
                : Optional.of(Meter.of(value, target, tone(), t.of("plan.meter", value(), target())));
    }

    /** Where the number can be followed to, or empty. */
    public String path() {
        return row.indicator().isEmpty() ? "" : "/indicators/" + row.indicator();
    }

    public String reportPath() {
        return "/plan/" + plan + "/" + row.number() + "/report";
    }

    public String asOf() {
        return row.latest().asOf() == null ? "" : t.date(row.latest().asOf());
    }
}
