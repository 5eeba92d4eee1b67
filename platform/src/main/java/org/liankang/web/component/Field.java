package org.liankang.web.component;

import java.util.List;
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
        return new Field(name, label, kind, value, false, "", "", "", null, null, null, "", null, List.of());
    }

    public static Field number(String name, String label, String value, String unit) {
        return of(name, label, "number", value).measured(unit).step("any");
    }

    public static Field choice(String name, String label, String kind, String value, List<Option> options) {
        return new Field(name, label, kind, value, false, "", "", "", null, null, null, "", null, List.copyOf(options));
    }

    public Field needed() {
        return new Field(
                name, label, kind, value, true, unit, help, error, min, max, step, placeholder, autocomplete, options);
    }

    public Field measured(String inUnit) {
        return new Field(
                name,
                label,
                kind,
                value,
                required,
                inUnit,
                help,
                error,
                min,
                max,
                step,
                placeholder,
                autocomplete,
                options);
    }

    public Field helped(String withHelp) {
        return new Field(
                name,
                label,
                kind,
                value,
                required,
                unit,
                withHelp,
                error,
                min,
                max,
                step,
                placeholder,
                autocomplete,
                options);
    }

    public Field wrong(String why) {
        return new Field(
                name,
                label,
                kind,
                value,
                required,
                unit,
                help,
                why,
                min,
                max,
                step,
                placeholder,
                autocomplete,
                options);
    }

    public Field between(@Nullable String least, @Nullable String most) {
        return new Field(
                name,
                label,
                kind,
                value,
                required,
                unit,
                help,
                error,
                least,
                most,
                step,
                placeholder,
                autocomplete,
                options);
    }

    public Field step(String by) {
        return new Field(
                name,
                label,
                kind,
                value,
                required,
                unit,
                help,
                error,
                min,
                max,
                by,
                placeholder,
                autocomplete,
                options);
    }

    public Field hinted(String inside) {
        return new Field(
                name, label, kind, value, required, unit, help, error, min, max, step, inside, autocomplete, options);
    }

    public Field completed(String by) {
        return new Field(
                name, label, kind, value, required, unit, help, error, min, max, step, placeholder, by, options);
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
