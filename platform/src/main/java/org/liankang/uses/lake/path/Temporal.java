package org.liankang.uses.lake.path;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.YearMonth;

/**
 * A date, time or moment as precise as it was written, and no more: FHIRPath compares such values part by part and says
 * nothing where the parts run out.
 *
 * @param parts year, month, day, hour, minute, milliseconds of the minute; only so many as were written; a time begins
 *     at the hour
 * @param offset minutes from UTC, null when none was written
 */
record Temporal(FhirPath.Type type, int[] parts, Integer offset) {

    /** Days are Chinese days where a moment does not say its offset. */
    private static final int HOME = 8 * 60;

    private static final int DAY_PARTS = 3;

    /** Null when the text is none of them. */
    static Temporal of(String text) {
        try {
            boolean time = text.length() > 2 && text.charAt(2) == ':';
            return time ? new Temporal(FhirPath.Type.TIME, clock(text, new int[0]), null) : dayOrMoment(text);
        } catch (NumberFormatException | StringIndexOutOfBoundsException none) {
            return null;
        }
    }

    private static Temporal dayOrMoment(String text) {
        int t = text.indexOf('T');
        String day = t < 0 ? text : text.substring(0, t);
        if (day.length() != 4 && day.length() != 7 && day.length() != 10) {
            return null;
        }
        int[] parts = new int[(day.length() - 1) / 3];
        parts[0] = Integer.parseInt(day, 0, 4, 10);
        for (int i = 1; i < parts.length; i++) {
            if (day.charAt(1 + 3 * i) != '-') {
                return null;
            }
            parts[i] = Integer.parseInt(day, 2 + 3 * i, 4 + 3 * i, 10);
        }
        if (t < 0) {
            return new Temporal(FhirPath.Type.DATE, parts, null);
        }
        int zone = zone(text, t);
        Integer offset = zone == text.length() ? null : (Integer) offset(text.substring(zone));
        return new Temporal(FhirPath.Type.DATETIME, clock(text.substring(t + 1, zone), parts), offset);
    }

    private static int zone(String text, int from) {
        for (int at = from; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == 'Z' || c == '+' || c == '-') {
                return at;
            }
        }
        return text.length();
    }

    private static int offset(String zone) {
        if (zone.equals("Z")) {
            return 0;
        }
        int minutes = Integer.parseInt(zone, 1, 3, 10) * 60 + Integer.parseInt(zone, 4, 6, 10);
        return zone.charAt(0) == '-' ? -minutes : minutes;
    }

    private static int[] clock(String text, int[] day) {
        if (text.isEmpty()) {
            return day;
        }
        int more = Math.min(3, (text.length() + 1) / 3);
        int[] parts = java.util.Arrays.copyOf(day, day.length + more);
        parts[day.length] = Integer.parseInt(text, 0, 2, 10);
        if (more > 1) {
            parts[day.length + 1] = Integer.parseInt(text, 3, 5, 10);
        }
        if (more > 2) {
            parts[day.length + 2] = (int) Math.round(Double.parseDouble(text.substring(6)) * 1000);
        }
        return parts;
    }

    /** Less than, equal to or greater than 0; null when the one is more precise than the other and no part differs. */
    Integer compare(Temporal other) {
        if ((type == FhirPath.Type.TIME) != (other.type == FhirPath.Type.TIME)) {
            return null;
        }
        boolean moments = parts.length > DAY_PARTS && other.parts.length > DAY_PARTS && type != FhirPath.Type.TIME;
        boolean sameZone = java.util.Objects.equals(offset, other.offset);
        int[] mine = moments && !sameZone ? utc() : parts;
        int[] yours = moments && !sameZone ? other.utc() : other.parts;
        int common = Math.min(mine.length, yours.length);
        for (int i = 0; i < common; i++) {
            if (mine[i] != yours[i]) {
                return Integer.compare(mine[i], yours[i]);
            }
        }
        return mine.length == yours.length ? (Integer) 0 : null;
    }

    private int[] utc() {
        try {
            LocalDateTime at = LocalDateTime.of(parts[0], parts[1], parts[2], parts[3], part(4))
                    .minusMinutes(offset == null ? HOME : offset);
            int[] all = {at.getYear(), at.getMonthValue(), at.getDayOfMonth(), at.getHour(), at.getMinute(), part(5)};
            return java.util.Arrays.copyOf(all, parts.length);
        } catch (DateTimeException noSuchDay) {
            return parts;
        }
    }

    private int part(int number) {
        return number < parts.length ? parts[number] : 0;
    }

    /**
     * The first or last moment it may mean, written out.
     *
     * @param as the type it is known to have; a day alone may be meant as a moment
     * @param digits how many digits to write, 0 for all
     */
    String boundary(boolean low, FhirPath.Type as, int digits) {
        if (type == FhirPath.Type.TIME) {
            return cut(clockText(parts, 0, low), digits, 9);
        }
        int month = parts.length > 1 ? parts[1] : low ? 1 : 12;
        int last = YearMonth.of(parts[0], month).lengthOfMonth();
        int day = parts.length > 2 ? parts[2] : low ? 1 : last;
        String date = "%04d-%02d-%02d".formatted(parts[0], month, day);
        boolean moment = type == FhirPath.Type.DATETIME || as == FhirPath.Type.DATETIME;
        if (!moment || digits > 0 && digits <= 8) {
            return cut(date, digits, 8);
        }
        String text = cut(date + "T" + clockText(parts, DAY_PARTS, low), digits, 17);
        return text + zoneText(low);
    }

    private static String clockText(int[] parts, int from, boolean low) {
        int hour = parts.length > from ? parts[from] : low ? 0 : 23;
        int minute = parts.length > from + 1 ? parts[from + 1] : low ? 0 : 59;
        int milli = parts.length > from + 2 ? parts[from + 2] : low ? 0 : 59_999;
        return "%02d:%02d:%02d.%03d".formatted(hour, minute, milli / 1000, milli % 1000);
    }

    /** The earliest a day may begin is at +14:00, the latest it may end at -12:00. */
    private String zoneText(boolean low) {
        if (offset == null) {
            return low ? "+14:00" : "-12:00";
        }
        return offset == 0
                ? "Z"
                : "%s%02d:%02d".formatted(offset < 0 ? "-" : "+", Math.abs(offset) / 60, Math.abs(offset) % 60);
    }

    private static String cut(String text, int digits, int all) {
        if (digits <= 0 || digits >= all) {
            return text;
        }
        int at = 0;
        for (int seen = 0; at < text.length() && seen < digits; at++) {
            seen += Character.isDigit(text.charAt(at)) ? 1 : 0;
        }
        return text.substring(0, at);
    }
}
