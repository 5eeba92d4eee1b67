package org.liankang.entry.check;

import java.time.YearMonth;

/**
 * The shapes of date, dateTime and instant (FHIR R4, 2.24.0.1), read by hand: nearly every resource holds several, and a
 * regular expression costs more than all else that is checked.
 */
final class Moments {

    private static final int DAY = 10;

    private Moments() {}

    static boolean date(String text) {
        return switch (text.length()) {
            case 4 -> year(text);
            case 7 -> year(text) && month(text);
            case DAY -> day(text);
            default -> false;
        };
    }

    static boolean dateTime(String text) {
        return text.length() <= DAY ? date(text) : instant(text);
    }

    static boolean instant(String text) {
        int zone = text.length() > DAY && day(text) ? clock(text) : -1;
        return zone > 0 && zone(text, zone);
    }

    /** What is wrong with a day that has the right shape: there is no 31 April. */
    static String calendar(String text) {
        if (text.length() < DAY) {
            return "";
        }
        int day = number(text, 8, 10);
        boolean there = day <= 28
                || day
                        <= YearMonth.of(number(text, 0, 4), number(text, 5, 7))
                                .lengthOfMonth();
        return there ? "" : "is no day of the calendar";
    }

    private static boolean year(String text) {
        return number(text, 0, 4) > 0;
    }

    private static boolean month(String text) {
        int month = text.charAt(4) == '-' ? number(text, 5, 7) : -1;
        return month >= 1 && month <= 12;
    }

    private static boolean day(String text) {
        if (!year(text) || !month(text) || text.charAt(7) != '-') {
            return false;
        }
        int day = number(text, 8, 10);
        return day >= 1 && day <= 31;
    }

    /** Where the zone begins behind a time of day, or -1. */
    private static int clock(String text) {
        if (text.length() < 20 || text.charAt(10) != 'T' || text.charAt(13) != ':' || text.charAt(16) != ':') {
            return -1;
        }
        int hour = number(text, 11, 13);
        int minute = number(text, 14, 16);
        int second = number(text, 17, 19);
        if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60) {
            return -1;
        }
        int at = 19;
        if (text.charAt(at) == '.') {
            int from = ++at;
            while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
                at++;
            }
            if (at == from || at - from > 9) {
                return -1;
            }
        }
        return at;
    }

    private static boolean zone(String text, int at) {
        if (at == text.length() - 1) {
            return text.charAt(at) == 'Z';
        }
        if (text.length() - at != 6 || text.charAt(at) != '+' && text.charAt(at) != '-' || text.charAt(at + 3) != ':') {
            return false;
        }
        int hours = number(text, at + 1, at + 3);
        int minutes = number(text, at + 4, at + 6);
        return hours >= 0 && minutes >= 0 && minutes <= 59 && (hours <= 13 || hours == 14 && minutes == 0);
    }

    /** The digits between two places, or -1 when there is anything else. */
    private static int number(String text, int from, int until) {
        int number = 0;
        for (int i = from; i < until; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
    }
}
