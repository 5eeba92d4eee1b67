package org.liankang.web.view;

import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Set;

/** The words, numbers and dates of one language. */
public final class Texts {

    private final Language language;
    private final ZoneId zone;
    private final Map<String, String> words;
    private final DateTimeFormatter month;
    private final DateTimeFormatter time;

    Texts(Language language, ZoneId zone, Map<String, String> words) {
        this.language = language;
        this.zone = zone;
        this.words = Map.copyOf(words);
        this.month = DateTimeFormatter.ofPattern(of("shell.format.month"), language.locale());
        this.time = DateTimeFormatter.ofPattern(of("shell.format.time"), language.locale());
    }

    public Language language() {
        return language;
    }

    /** The text of a key with {@code {0}}, {@code {1}} … replaced; the key itself when nobody wrote the text. */
    public String of(String key, Object... arguments) {
        String text = words.getOrDefault(key, key);
        for (int i = 0; i < arguments.length; i++) {
            text = text.replace("{" + i + "}", String.valueOf(arguments[i]));
        }
        return text;
    }

    /** The text of a constant: {@code <prefix>.<name in lower case with hyphens>}. */
    public String of(String prefix, Enum<?> constant) {
        return of(prefix + "."
                + constant.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'));
    }

    /** The text of a code, or the code itself when it has no text of its own. */
    public String orCode(String prefix, String code) {
        return words.getOrDefault(prefix + "." + code, code);
    }

    public boolean has(String key) {
        return words.containsKey(key);
    }

    public Set<String> keys() {
        return words.keySet();
    }

    /** With thousands separators and at most so many decimals. */
    public String number(double value, int decimals) {
        var format = new DecimalFormat("#,##0", DecimalFormatSymbols.getInstance(language.locale()));
        format.setMaximumFractionDigits(decimals);
        format.setRoundingMode(RoundingMode.HALF_UP);
        return format.format(value);
    }

    public String count(long value) {
        return number(value, 0);
    }

    public String date(LocalDate day) {
        return day == null ? of("shell.none") : day.toString();
    }

    public String month(YearMonth value) {
        return value == null ? of("shell.none") : month.format(value);
    }

    public String time(Instant instant) {
        return instant == null ? of("shell.none") : time.format(instant.atZone(zone));
    }
}
