package org.liankang.web.round;

/** Minutes of a day as a clock shows them. */
public final class RoundTime {

    private static final int MINUTES = 60;

    private RoundTime() {}

    public static String of(int minutes) {
        return "%02d:%02d".formatted(minutes / MINUTES, minutes % MINUTES);
    }
}
