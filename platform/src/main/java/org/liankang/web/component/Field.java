package org.liankang.web.component;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One question of a form.
 *
 * @param name its name in the request, also its id
 * @param kind {@code text}, {@code number}, {@code date}, {@code month}, {@code password}, {@code search}, {@code area},
 *     {@code select}, {@code radio}, {@code pills} or {@code check} (several of the options)
 * @param value what was typed or chosen; for {@code check} the chosen codes separated by commas
 * @param unit shown behind the input, or empty
 * @param help what a good answer looks like, for example the range, or empty
 * @param error what is wrong with the answer, or empty
 */
public record Field(
        String name,
        String label,
        String kind,
        String value,
        boolean required,
        String unit,
        String help,
        String error,
        @Nullable String min,
        @Nullable String max,
        @Nullable String step,
        String placeholder,
        @Nullable String autocomplete,
        List<Option> options) {

    public record Option(String code, String text) {}

    public static Field text(String name, String label, String value) {
        return of(name, label, "text", value);
    }

    public static Field of(String name, String label, String kind, String value) {
        return choice(name, label, kind, value, List.of());
    }

    public static Field number(String name, String label, String value, String unit) {
        return of(name, label, "number", value).measured(unit).step("any");
    }

    public static Field choice(String name, String label, String kind, String value, List<Option> options) {
        return new Field(name, label, kind, value, false, "", "", "", null, null, null, "", null, List.copyOf(options));
    }

    public Field needed() {
        return with(draft -> draft.required = true);
    }

    public Field measured(String inUnit) {
        return with(draft -> draft.unit = inUnit);
    }

    public Field helped(String withHelp) {
        return with(draft -> draft.help = withHelp);
    }

    public Field wrong(String why) {
        return with(draft -> draft.error = why);
    }

    public Field between(@Nullable String least, @Nullable String most) {
        return with(draft -> {
            draft.min = least;
            draft.max = most;
        });
    }

    public Field step(String by) {
        return with(draft -> draft.step = by);
    }

    public Field hinted(String inside) {
        return with(draft -> draft.placeholder = inside);
    }

    public Field completed(String by) {
        return with(draft -> draft.autocomplete = by);
    }

    private Field with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.field();
    }

    /** What may be said of a question after it is put. */
    private static final class Draft {

        private final Field of;
        private boolean required;
        private String unit;
        private String help;
        private String error;
        private @Nullable String min;
        private @Nullable String max;
        private @Nullable String step;
        private String placeholder;
        private @Nullable String autocomplete;

        private Draft(Field of) {
            this.of = of;
            required = of.required;
            unit = of.unit;
            help = of.help;
            error = of.error;
            min = of.min;
            max = of.max;
            step = of.step;
            placeholder = of.placeholder;
            autocomplete = of.autocomplete;
        }

        private Field field() {
            return new Field(
                    of.name,
                    of.label,
                    of.kind,
                    of.value,
                    required,
                    unit,
                    help,
                    error,
                    min,
                    max,
                    step,
                    placeholder,
                    autocomplete,
                    of.options);
        }
    }

    public boolean chosen(String code) {
        return kind.equals("check") ? List.of(value.split(",")).contains(code) : code.equals(value);
    }

    public @Nullable String describedBy() {
        return error.isEmpty() ? (help.isEmpty() ? null : name + "-help") : name + "-error";
    }

    public boolean grouped() {
        return kind.equals("radio") || kind.equals("pills") || kind.equals("check");
    }
}
