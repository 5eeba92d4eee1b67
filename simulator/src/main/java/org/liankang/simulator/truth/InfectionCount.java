package org.liankang.simulator.truth;

import java.time.LocalDate;
import java.util.List;
import org.liankang.simulator.life.Event.Care;
import org.liankang.simulator.life.Event.Found;
import org.liankang.simulator.life.Service;
import org.liankang.simulator.region.Institution;

/** Tuberculosis and the reports of notifiable diseases. */
final class InfectionCount {

    private static final int REPORTED_WITHIN_DAYS = 30;
    private static final int IN_TIME_MINUTES = 24 * 60;

    private final Window window;
    private final Tally tally;

    InfectionCount(Window window, Tally tally) {
        this.window = window;
        this.tally = tally;
    }

    void count(Lived lived, Institution centre) {
        List<Care> reports = window.ofYear(lived, Service.NOTIFIABLE_REPORT);
        for (LocalDate day : days(lived, "B08.4", "A15", "A16")) {
            tally.unit(
                    "notifiable-report-rate",
                    centre,
                    reports.stream()
                            .map(Care::date)
                            .anyMatch(report ->
                                    !report.isBefore(day) && !report.isAfter(day.plusDays(REPORTED_WITHIN_DAYS))));
        }
        for (Care report : reports) {
            int minutes = report.hundredths("report-delay").orElseThrow() / 100;
            tally.unit("notifiable-report-timely", report.at(), minutes <= IN_TIME_MINUTES);
        }
        if (!lived.presentOn(window.asOf())) {
            return;
        }
        if (!days(lived, "A15", "A16").isEmpty()) {
            tally.unit(
                    "tuberculosis-management",
                    centre,
                    window.ofYear(lived, Service.TB_FIRST_VISIT, Service.TB_FOLLOWUP).stream()
                            .anyMatch(care -> !care.lost()));
        }
        List<Care> ended = window.ofYear(lived, Service.TB_FOLLOWUP).stream()
                .filter(care -> !care.lost() && care.says("stop-reason", "completed"))
                .toList();
        if (!ended.isEmpty()) {
            tally.unit(
                    "tuberculosis-regular-medication", centre, ended.getLast().says("regular-medication", "regular"));
        }
    }

    /** Days of the year on which such a disease was recorded. */
    private List<LocalDate> days(Lived lived, String... codes) {
        return lived.of(Found.class).stream()
                .filter(found -> window.inYear(found.date())
                        && List.of(codes).stream().anyMatch(found.diagnosis().code()::startsWith))
                .map(Found::date)
                .distinct()
                .toList();
    }
}
