package org.liankang.record.search;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * Reads FHIR dates without making objects: every document that enters has several. One instance belongs to one reading
 * thread. Dates without a zone are Chinese standard time.
 */
final class Moment {

    /** How exactly the text says when. */
    enum Precision {
        YEAR,
        MONTH,
        DAY,
        MINUTE,
        SECOND,
        FRACTION
    }

    static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final long DAY = 86_400L;
    /** China kept daylight saving until 1991, and local mean time before 1901. */
    private static final long ONE_OFFSET_SINCE = days(1992, 1, 1) * DAY;

    private static final long OFFSET = 8 * 3600L;

    private String text = "";
    private boolean wrong;

    /** Seconds since 1970 at which the time begins, and the nanoseconds after. */
    long second;

    int nano;
    /** Seconds since 1970 before which the time ends; the same as the begin for a point. */
    private long until;

    Precision precision = Precision.YEAR;

    /** Milliseconds since 1970. */
    long low() {
        return second * 1000 + nano / 1_000_000;
    }

    /** Milliseconds since 1970, inclusive: a day ends in its last millisecond, an instant where it begins. */
    long high() {
        return precision.compareTo(Precision.MINUTE) >= 0 ? low() : until * 1000 - 1;
    }

    /** The last millisecond that a search for this text means: a second written without a fraction lasts one. */
    long lastMeant() {
        return switch (precision) {
            case YEAR, MONTH, DAY -> high();
            case MINUTE -> low() + 59_999;
            case SECOND -> low() + 999;
            case FRACTION -> low();
        };
    }

    /** False if it is no date, dateTime or instant of FHIR; with {@code minutes}, seconds may be left out. */
    boolean read(String date, boolean minutes) {
        text = date;
        wrong = false;
        nano = 0;
        switch (date.length()) {
            case 4 -> year();
            case 7 -> month();
            case 10 -> day();
            default -> time(minutes);
        }
        return !wrong;
    }

    private void year() {
        int year = number(0, 4);
        precision = Precision.YEAR;
        between(year, 1, 1, year + 1, 1, 1);
    }

    private void month() {
        int year = number(0, 4);
        int month = number(5, 7);
        wrong |= text.charAt(4) != '-' || month < 1 || month > 12;
        precision = Precision.MONTH;
        between(year, month, 1, month == 12 ? year + 1 : year, month == 12 ? 1 : month + 1, 1);
    }

    private void day() {
        long day = date();
        precision = Precision.DAY;
        if (!wrong) {
            second = atZone(day * DAY);
            until = atZone((day + 1) * DAY);
        }
    }

    /** Days since 1970 of the first ten characters. */
    private long date() {
        int year = number(0, 4);
        int month = number(5, 7);
        int day = number(8, 10);
        wrong |= text.charAt(4) != '-' || text.charAt(7) != '-' || month < 1 || month > 12 || day < 1;
        wrong = wrong || day > length(year, month);
        return wrong ? 0 : days(year, month, day);
    }

    private void time(boolean minutes) {
        if (text.length() < 16 || text.charAt(10) != 'T' || text.charAt(13) != ':') {
            wrong = true;
            return;
        }
        long day = date();
        int hour = number(11, 13);
        int minute = number(14, 16);
        int at = 16;
        int seconds = 0;
        precision = Precision.MINUTE;
        if (at < text.length() && text.charAt(at) == ':') {
            seconds = number(17, 19);
            at = 19;
            precision = Precision.SECOND;
        } else {
            wrong |= !minutes;
        }
        if (!wrong && at == 19 && at < text.length() && text.charAt(at) == '.') {
            at = fraction(at + 1);
        }
        wrong |= hour > 23 || minute > 59 || seconds > 60;
        if (!wrong) {
            // FHIR allows a leap second
            long local = day * DAY + hour * 3600L + minute * 60L + Math.min(seconds, 59);
            second = at == text.length() ? atZone(local) : local - offset(at);
            until = second;
        }
    }

    /** What is finer than nanoseconds is not kept. */
    private int fraction(int from) {
        int end = from;
        int digits = 0;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            if (digits < 9) {
                nano = nano * 10 + text.charAt(end) - '0';
                digits++;
            }
            end++;
        }
        wrong |= end == from;
        for (; digits < 9; digits++) {
            nano *= 10;
        }
        precision = Precision.FRACTION;
        return end;
    }

    private long offset(int from) {
        char sign = text.charAt(from);
        if (sign == 'Z') {
            wrong |= text.length() != from + 1;
            return 0;
        }
        if (sign != '+' && sign != '-' || text.length() != from + 6 || text.charAt(from + 3) != ':') {
            wrong = true;
            return 0;
        }
        int minutes = number(from + 1, from + 3) * 60 + number(from + 4, from + 6);
        wrong |= minutes > 18 * 60;
        return (sign == '-' ? -minutes : minutes) * 60L;
    }

    private void between(int year, int month, int day, int toYear, int toMonth, int toDay) {
        if (!wrong) {
            second = atZone(days(year, month, day) * DAY);
            until = atZone(days(toYear, toMonth, toDay) * DAY);
        }
    }

    private static long atZone(long local) {
        if (local >= ONE_OFFSET_SINCE) {
            return local - OFFSET;
        }
        return LocalDateTime.ofEpochSecond(local, 0, ZoneOffset.UTC)
                .atZone(ZONE)
                .toEpochSecond();
    }

    private int number(int from, int until) {
        if (until > text.length()) {
            wrong = true;
            return 0;
        }
        int number = 0;
        for (int i = from; i < until; i++) {
            int digit = text.charAt(i) - '0';
            wrong |= digit < 0 || digit > 9;
            number = number * 10 + digit;
        }
        return number;
    }

    private static int length(int year, int month) {
        return switch (month) {
            case 2 -> year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
            case 4, 6, 9, 11 -> 30;
            default -> 31;
        };
    }

    /** Days since 1970 in the Gregorian calendar, counted from March so that the leap day is the last. */
    private static long days(int year, int month, int day) {
        int fromMarch = (month + 9) % 12;
        long years = month <= 2 ? year - 1 : year;
        return 365 * years
                + Math.floorDiv(years, 4L)
                - Math.floorDiv(years, 100L)
                + Math.floorDiv(years, 400L)
                + (fromMarch * 306 + 5) / 10
                + day
                - 1
                - 719_468;
    }
}
