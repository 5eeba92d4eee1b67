package org.liankang.web.round;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;

/** A week of the calendar, from Monday. */
public record Week(List<Day> days) {

    /** @param here of the month itself, not of the one before or after */
    public record Day(LocalDate day, boolean here, boolean today, List<TourRow> tours) {}

    static List<Week> of(YearMonth month, LocalDate today, List<TourRow> tours) {
        List<Week> weeks = new ArrayList<>();
        LocalDate day = month.atDay(1).with(DayOfWeek.MONDAY);
        while (!day.isAfter(month.atEndOfMonth())) {
            List<Day> days = new ArrayList<>();
            for (int at = 0; at < 7; at++) {
                LocalDate one = day.plusDays(at);
                days.add(new Day(
                        one,
                        YearMonth.from(one).equals(month),
                        one.equals(today),
                        tours.stream().filter(tour -> tour.day().equals(one)).toList()));
            }
            weeks.add(new Week(List.copyOf(days)));
            day = day.plusDays(7);
        }
        return weeks;
    }
}
