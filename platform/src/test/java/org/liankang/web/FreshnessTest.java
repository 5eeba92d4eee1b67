package org.liankang.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.liankang.base.json.Json;
import org.liankang.entry.Door;
import org.liankang.uses.indicator.Indicators;
import org.liankang.uses.indicator.Scope;

/** Measures, on demand ({@code -Dliankang.measure=20}: how often), the time from a submission to the figure it changes. */
@EnabledIfSystemProperty(named = "liankang.measure", matches = "\\d+")
class FreshnessTest {

    @Test
    void from_a_submission_to_the_figure() throws InterruptedException {
        RunningPlatform platform = RunningPlatform.shared();
        var door = platform.bean(Door.class);
        var indicators = platform.bean(Indicators.class);
        LocalDate today = SmallDistrict.TODAY;
        double[] seconds = new double[Integer.getInteger("liankang.measure")];
        for (int i = 0; i < seconds.length; i++) {
            double before = value(indicators, today);
            long from = System.nanoTime();
            var receipt = SmallDistrict.send(door, Json.parse("""
                    {"resourceType":"Bundle","type":"transaction","entry":[{"request":{"method":"PUT","url":"Encounter/fresh-%d"},
                     "resource":{"resourceType":"Encounter","id":"fresh-%d","status":"finished","class":{"code":"IMP"},
                      "type":[{"coding":[{"system":"urn:liankang:service","code":"inpatient"}]}],
                      "subject":{"reference":"Patient/zhang"},"period":{"start":"%s"},
                      "serviceProvider":{"reference":"Organization/hospital"}}}]}""".formatted(i, i, today)), "");
            assertThat(receipt.accepted()).isTrue();
            while (value(indicators, today) <= before) {
                assertThat(System.nanoTime() - from).isLessThan(60_000_000_000L);
                Thread.sleep(5);
            }
            seconds[i] = (System.nanoTime() - from) / 1e9;
        }
        Arrays.sort(seconds);
        System.out.println("submission to figure: median %.2f s, most %.2f s, n=%d"
                .formatted(seconds[seconds.length / 2], seconds[seconds.length - 1], seconds.length));
    }

    private static double value(Indicators indicators, LocalDate today) {
        return indicators
                .value("admissions", Scope.region(), YearMonth.from(today))
                .orElseThrow()
                .value();
    }
}
