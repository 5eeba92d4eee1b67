package org.liankang.web.component;

import java.util.Locale;

/** What a colour means. Never the only carrier of the meaning: a word or an icon stands beside it. */
public enum Tone {
    QUIET,
    ACCENT,
    GOOD,
    WARN,
    BAD,
    INFO;

    /** The class name in the stylesheet. */
    public String style() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The icon that says the same without colour. */
    public String icon() {
        return switch (this) {
            case GOOD -> "check";
            case WARN -> "warn";
            case BAD -> "cross";
            case QUIET, ACCENT, INFO -> "info";
        };
    }
}
