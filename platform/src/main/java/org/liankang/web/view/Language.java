package org.liankang.web.view;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The languages the pages speak. */
public enum Language {
    CHINESE("zh", "zh-CN", Locale.SIMPLIFIED_CHINESE),
    ENGLISH("en", "en", Locale.ENGLISH);

    private final String code;
    private final String tag;
    private final Locale locale;

    Language(String code, String tag, Locale locale) {
        this.code = code;
        this.tag = tag;
        this.locale = locale;
    }

    /** Folder of its texts, value of the cookie and of the account's setting. */
    public String code() {
        return code;
    }

    /** The page's {@code lang} attribute. */
    public String tag() {
        return tag;
    }

    public Locale locale() {
        return locale;
    }

    public static Optional<Language> find(String code) {
        return Arrays.stream(values()).filter(l -> l.code.equals(code)).findFirst();
    }
}
