package org.liankang.uses.programme;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ChartPackingTest {

    private static final Set<String> KINDS = Set.of("outpatient", "体检");

    @Property(tries = 300)
    void packed_and_unpacked_it_is_the_same_chart(@ForAll("charts") Chart chart) {
        assertThat(ChartPacking.unpack(ChartPacking.pack(chart), KINDS)).contains(chart.only(KINDS));
    }

    @Test
    void of_bytes_in_another_form_nothing_is_read() {
        assertThat(ChartPacking.unpack(new byte[] {4}, KINDS)).isEmpty();
    }

    @Test
    void a_visit_with_twenty_measurements_takes_few_bytes() {
        List<Chart.Fact> facts = Arbitraries.integers()
                .between(1, 300)
                .map(number -> new Chart.Fact("systolic", BigDecimal.valueOf(number), ""))
                .list()
                .ofSize(20)
                .sample();
        var visit = new Chart.Visit("Encounter/1", 1, 1, "outpatient", LocalDate.of(2026, 3, 1), facts);
        var resident = new Chart.Resident(1, "Patient/1", null, "female", null, null, "", "");
        byte[] bytes = ChartPacking.pack(new Chart(resident, LocalDate.of(2026, 1, 1), List.of(), List.of(visit)));

        assertThat(bytes).hasSizeLessThan(200);
    }

    @Provide
    Arbitrary<Chart> charts() {
        Arbitrary<Chart.Resident> residents = Combinators.combine(
                        Arbitraries.longs(), texts(), days().injectNull(0.2), days().injectNull(0.5), texts(), texts())
                .as((id, patient, birth, death, division, centre) ->
                        new Chart.Resident(id, patient, birth, "male", death, birth, division, centre));
        Arbitrary<Chart.Diagnosis> diagnoses = Combinators.combine(texts(), texts(), days(), days().injectNull(0.5))
                .as(Chart.Diagnosis::new);
        Arbitrary<Chart.Told> dates = Combinators.combine(
                        texts(), texts(), days(), days(), Arbitraries.integers(), Arbitraries.longs())
                .as(Chart.Told::new);
        return Combinators.combine(
                        residents,
                        Arbitraries.of(LocalDate.of(2020, 2, 29), LocalDate.MAX),
                        diagnoses.list().ofMaxSize(4),
                        visits().list().ofMaxSize(8),
                        dates.list().ofMaxSize(4))
                .as(Chart::new);
    }

    private static Arbitrary<Chart.Visit> visits() {
        Arbitrary<BigDecimal> numbers = Arbitraries.bigDecimals().ofScale(3).injectNull(0.3);
        Arbitrary<Chart.Fact> facts =
                Combinators.combine(texts(), numbers, texts()).as(Chart.Fact::new);
        return Combinators.combine(
                        texts(),
                        Arbitraries.integers(),
                        Arbitraries.longs(),
                        Arbitraries.of("outpatient", "体检", "inpatient"),
                        days(),
                        facts.list().ofMaxSize(9))
                .as(Chart.Visit::new);
    }

    private static Arbitrary<LocalDate> days() {
        return Arbitraries.integers().between(-40_000, 40_000).map(LocalDate::ofEpochDay);
    }

    private static Arbitrary<String> texts() {
        return Arbitraries.of("", "Patient/p1", "随访", "收缩压 ≥ 180", "𠮷", "Observation/0b7c");
    }
}
