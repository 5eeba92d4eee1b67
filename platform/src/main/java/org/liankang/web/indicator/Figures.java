package org.liankang.web.indicator;

import org.jspecify.annotations.Nullable;
import org.liankang.uses.indicator.Definition;
import org.liankang.uses.indicator.Value;
import org.liankang.web.component.Badge;
import org.liankang.web.component.Tone;
import org.liankang.web.view.Language;
import org.liankang.web.view.Texts;

/** How indicators and their values are written. */
public final class Figures {

    private static final int DECIMALS = 2;

    private Figures() {}

    public static String name(Definition definition, Texts t) {
        return t.language() == Language.ENGLISH ? definition.nameEnglish() : definition.name();
    }

    public static String unit(Definition definition, Texts t) {
        return t.orCode("indicator.unit", definition.unit());
    }

    /** The number alone; nothing when there is none. */
    public static String number(@Nullable Double value, String unit, Texts t) {
        if (value == null) {
            return "";
        }
        return unit.equals("1:x") ? "1:" + t.number(value, DECIMALS) : t.number(value, decimals(value));
    }

    /** Small numbers need their decimals, large ones do not. */
    private static int decimals(double value) {
        double size = Math.abs(value);
        return size >= 1000 ? 0 : size >= 100 ? 1 : DECIMALS;
    }

    public static String shown(Value value, Definition definition, Texts t) {
        return number(value.value(), definition.unit(), t);
    }

    /** Short enough for a tile. */
    public static String brief(Value value, Definition definition, Texts t) {
        return value.value() == null || definition.unit().equals("1:x")
                ? shown(value, definition, t)
                : t.number(value.value(), Math.min(decimals(value.value()), 1));
    }

    public static Badge state(Value.State state, Texts t) {
        return switch (state) {
            case COMPUTED -> Badge.of(t.of("component.source.computed"), Tone.ACCENT);
            case TOO_SMALL -> new Badge(t.of("indicator.state.too-small"), Tone.WARN, "warn");
            case NO_DATA -> Badge.of(t.of("component.source.missing"), Tone.QUIET);
        };
    }
}
