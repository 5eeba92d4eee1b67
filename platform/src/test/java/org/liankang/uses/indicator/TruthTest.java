package org.liankang.uses.indicator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.liankang.base.json.Json;
import org.liankang.uses.SimulatedFeed;
import tools.jackson.databind.JsonNode;

/** Indicators of a simulated district against what the simulator counted from its people (simulator/README.md). */
class TruthTest {

    private static final LocalDate END = LocalDate.of(2025, 12, 31);
    private static final List<Integer> YEARS = List.of(2024, 2025);

    /** Those that have a test of their own here. */
    private static final Set<String> OTHERWISE = Set.of(
            "follow-ups",
            "contract-rate-priority",
            "in-area-visits",
            "primary-care-visits",
            "admissions",
            "infant-mortality",
            "under-five-mortality",
            "maternal-mortality",
            "sex-ratio-at-birth",
            "total-fertility",
            "life-expectancy",
            "premature-ncd-mortality",
            "beds-per-1000",
            "physicians-per-1000",
            "nurses-per-1000",
            "general-practitioners-per-10000",
            "primary-care-staff-per-1000",
            "public-health-staff-per-1000",
            "childcare-places-per-1000",
            "nurse-physician-ratio",
            "chinese-medicine-primary-institutions");

    @TempDir
    private static Path folder;

    private static Lakes lake;
    private static JsonNode truth;

    @BeforeAll
    static void read() {
        lake = Lakes.open(folder, END);
        var feed = new SimulatedFeed(Integer.getInteger("liankang.test.residents", 3000), 2, END);
        feed.read(1000, lake.book()::apply);
        truth = feed.truth();
        // The running month from a recompute of all, other months each by itself: both are held against the truth.
        lake.reckoning().round();
    }

    @AfterAll
    static void close() {
        lake.close();
    }

    @Test
    void what_a_recompute_shares_changes_no_sum() {
        try (Recompute all = lake.store().recompute(lake.indicators().definitions(), END)) {
            List<Definition> definitions = lake.indicators().definitions();
            List<String> compared = new ArrayList<>();
            for (Definition definition : definitions) {
                List<RowsQuery.Sum> shared = all.sums(definition);
                List<RowsQuery.Sum> plain = plain(definition);
                assertThat(shared).as(definition.code()).hasSameSizeAs(plain);
                if (!plain.isEmpty()) {
                    compared.add(definition.code());
                }
                for (int i = 0; i < plain.size(); i++) {
                    assertThat(shared.get(i).scope()).isEqualTo(plain.get(i).scope());
                    BandRate one = shared.get(i).rate();
                    BandRate other = plain.get(i).rate();
                    assertThat(one.band()).as(definition.code()).isEqualTo(other.band());
                    assertThat(one.events()).as(definition.code()).isCloseTo(other.events(), within(1e-6));
                    assertThat(one.years()).as(definition.code()).isCloseTo(other.years(), within(1e-6));
                }
            }
            // so small a district may have nobody of a rare kind
            assertThat(compared).hasSizeGreaterThan(definitions.size() * 9 / 10);
        }
    }

    /** As a page that asks for the people would read it: by the macros as they are. */
    private static List<RowsQuery.Sum> plain(Definition definition) {
        String sql = RowsQuery.sums(definition, RowsQuery.rows(definition, END));
        try (var reader = lake.lake().reader();
                var statement = reader.createStatement();
                var rows = statement.executeQuery(sql)) {
            List<RowsQuery.Sum> sums = new ArrayList<>();
            while (rows.next()) {
                sums.add(RowsQuery.sum(rows));
            }
            return sums;
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static Value value(String code, Scope scope, YearMonth month) {
        return lake.indicators()
                .value(code, scope, month)
                .orElseThrow(() -> new AssertionError(code + " has no value"));
    }

    private static void sums(String code, YearMonth month, long numerator, long denominator) {
        Value value = value(code, Scope.region(), month);
        assertThat(value.numerator()).as(code + " " + month + " numerator").isEqualTo(numerator);
        assertThat(value.denominator()).as(code + " " + month + " denominator").isEqualTo(denominator);
    }

    private static long sum(JsonNode numbers, int from, int upto) {
        return IntStream.range(from, Math.min(upto, numbers.size()))
                .mapToLong(i -> numbers.path(i).asLong())
                .sum();
    }

    private static YearMonth decemberOf(int year) {
        return YearMonth.of(year, 12);
    }

    private static long residentsAtTheEnd() {
        JsonNode last = truth.path("population").path(truth.path("population").size() - 1);
        return last.path("total").asLong();
    }

    @Test
    void residents_by_division_at_every_month_end() {
        int compared = 0;
        for (JsonNode census : truth.path("population")) {
            LocalDate date = LocalDate.parse(Json.text(census, "date"));
            YearMonth month = YearMonth.from(date);
            if (date.equals(month.atEndOfMonth())) {
                sums("residents", month, census.path("total").asLong(), 0);
                census.path("byDivision")
                        .properties()
                        .forEach(division -> assertThat(lake.indicators()
                                        .value("residents", Scope.division(division.getKey()), month)
                                        .map(Value::numerator)
                                        .orElse(0.0))
                                .as(division.getKey() + " " + month)
                                .isEqualTo(division.getValue().asDouble()));
                compared++;
            }
        }
        assertThat(compared).isEqualTo(24);
    }

    @Test
    void chronic_care() {
        for (int year : YEARS) {
            long conform = 0;
            long managed = 0;
            for (String disease : List.of("hypertension", "diabetes")) {
                JsonNode own = truth.path("services").path("" + year).path(disease);
                long patients = own.path("managed").asLong();
                assertThat(patients).isPositive();
                sums(disease + "-managed", decemberOf(year), patients, 0);
                sums(
                        disease + "-standardised-management",
                        decemberOf(year),
                        own.path("conform").asLong(),
                        patients);
                sums(
                        disease + "-control",
                        decemberOf(year),
                        own.path("controlled").asLong(),
                        patients);
                conform += own.path("conform").asLong();
                managed += patients;
            }
            sums("chronic-standardised-management", decemberOf(year), conform, managed);
        }
    }

    @Test
    void follow_ups_of_the_months_add_up_to_the_year() {
        for (int year : YEARS) {
            JsonNode services = truth.path("services").path("" + year);
            double done = IntStream.rangeClosed(1, 12)
                    .mapToDouble(month -> value("follow-ups", Scope.region(), YearMonth.of(year, month))
                            .numerator())
                    .sum();
            assertThat(done)
                    .isEqualTo(services.path("hypertension").path("followUps").asLong()
                            + services.path("diabetes").path("followUps").asLong());
        }
    }

    @Test
    void doses_of_children_who_became_one_year_old() {
        long children = 0;
        for (int year : YEARS) {
            JsonNode own = truth.path("vaccinations").path("" + year);
            long due = own.path("children").asLong();
            children += due;
            sums("immunisation-hepb-3", decemberOf(year), own.path("hepb3").asLong(), due);
            sums("immunisation-polio-3", decemberOf(year), own.path("polio3").asLong(), due);
            sums("immunisation-dtap-3", decemberOf(year), own.path("dtap3").asLong(), due);
            sums("immunisation-mmr-1", decemberOf(year), own.path("mmr1").asLong(), due);
            sums(
                    "immunisation-mmr-1-timely",
                    decemberOf(year),
                    own.path("mmr1Timely").asLong(),
                    due);
            sums("immunisation-basic", decemberOf(year), own.path("basic").asLong(), due);
        }
        assertThat(children).isPositive();
    }

    @Test
    void health_management_of_the_elderly() {
        for (int year : YEARS) {
            JsonNode elderly = truth.path("services").path("" + year).path("elderly");
            sums(
                    "elderly-health-management",
                    decemberOf(year),
                    elderly.path("examinedComplete").asLong(),
                    elderly.path("aged65").asLong());
        }
    }

    @Test
    void contracts() {
        for (JsonNode contracts : truth.path("contracts")) {
            YearMonth month = YearMonth.from(LocalDate.parse(Json.text(contracts, "date")));
            JsonNode total = contracts.path("total");
            sums(
                    "contract-rate",
                    month,
                    total.path("signed").asLong(),
                    total.path("residents").asLong());
            JsonNode priority = contracts.path("byPriorityGroup").path("any");
            sums(
                    "contract-rate-priority",
                    month,
                    priority.path("signed").asLong(),
                    priority.path("residents").asLong());
            contracts.path("byDivision").properties().forEach(division -> {
                Value value = value("contract-rate", Scope.division(division.getKey()), month);
                assertThat(value.numerator())
                        .isEqualTo(division.getValue().path("signed").asLong());
                assertThat(value.denominator())
                        .isEqualTo(division.getValue().path("residents").asLong());
            });
        }
    }

    @Test
    void visits_and_admissions() {
        for (int year : YEARS) {
            JsonNode visits = truth.path("services").path("" + year).path("visits");
            sums(
                    "in-area-visits",
                    decemberOf(year),
                    visits.path("all").path("inside").asLong(),
                    visits.path("all").path("total").asLong());
            sums("primary-care-visits", decemberOf(year), visits("primary", visits), visits("inside", visits));
        }
        truth.path("admissionsByMonth")
                .properties()
                .forEach(month -> sums(
                        "admissions",
                        YearMonth.parse(month.getKey()),
                        month.getValue().path("inside").asLong(),
                        0));
    }

    private static long visits(String where, JsonNode visits) {
        return visits.path("outpatient").path(where).asLong()
                + visits.path("emergency").path(where).asLong();
    }

    @Test
    void births_and_deaths() {
        for (int year : YEARS) {
            JsonNode vital = truth.path("vital").path("" + year);
            long boys = vital.path("births").path("male").asLong();
            long girls = vital.path("births").path("female").asLong();
            sums(
                    "infant-mortality",
                    decemberOf(year),
                    vital.path("infantDeaths").asLong(),
                    boys + girls);
            sums(
                    "under-five-mortality",
                    decemberOf(year),
                    vital.path("underFiveDeaths").asLong(),
                    boys + girls);
            sums(
                    "maternal-mortality",
                    decemberOf(year),
                    vital.path("maternalDeaths").asLong(),
                    boys + girls);
            sums("sex-ratio-at-birth", decemberOf(year), boys, girls);
            assertThat(value("total-fertility", Scope.region(), decemberOf(year))
                            .numerator())
                    .isEqualTo(boys + girls);
        }
    }

    @Test
    void deaths_and_years_lived_of_the_life_table() {
        for (int year : YEARS) {
            JsonNode vital = truth.path("vital").path("" + year);
            Value life = value("life-expectancy", Scope.region(), decemberOf(year));
            JsonNode deaths = vital.path("deaths");
            assertThat(life.numerator()).isEqualTo(sum(deaths.path("male"), 0, 21) + sum(deaths.path("female"), 0, 21));
            assertThat(life.denominator()).isCloseTo(meanResidents(year), within(0.01 * meanResidents(year)));
            Value premature = value("premature-ncd-mortality", Scope.region(), decemberOf(year));
            // Bands 30–34 … 65–69 are the places 7 to 14 of the simulator's 21.
            assertThat(premature.numerator())
                    .isEqualTo(List.of("circulatory", "cancer", "diabetes", "chronic-respiratory").stream()
                            .mapToLong(cause -> sum(vital.path("deathsByCause").path(cause), 7, 15))
                            .sum());
        }
    }

    /** The mean of the month ends, which the exact years lived must come close to. */
    private static double meanResidents(int year) {
        return StreamSupport.stream(truth.path("population").spliterator(), false)
                .filter(census -> Json.text(census, "date").startsWith(year + "-"))
                .filter(census -> !Json.text(census, "date").endsWith("-01"))
                .mapToLong(census -> census.path("total").asLong())
                .average()
                .orElseThrow();
    }

    /** Every official indicator that the simulator counts: of the region, each division and each institution. */
    @TestFactory
    Stream<DynamicTest> official_indicators_are_what_was_lived() {
        return YEARS.stream()
                .flatMap(year -> truth.path("indicators").path("" + year).properties().stream()
                        .map(one -> DynamicTest.dynamicTest(
                                one.getKey() + " " + year,
                                () -> official(one.getKey(), decemberOf(year), one.getValue()))));
    }

    private static void official(String code, YearMonth month, JsonNode lived) {
        sums(
                code,
                month,
                lived.path("numerator").asLong(),
                lived.path("denominator").asLong());
        Definition definition = lake.indicators().definition(code).orElseThrow();
        if (definition.by(Scope.Kind.DIVISION)) {
            places(lake.indicators().byDivision(code, month), lived.path("byDivision"), code + " " + month);
        }
        if (definition.by(Scope.Kind.INSTITUTION)) {
            places(lake.indicators().byInstitution(code, month), lived.path("byInstitution"), code + " " + month);
        }
    }

    /** The same places with the same sums; where nothing was counted a place may be missing on either side. */
    private static void places(List<Value> values, JsonNode lived, String what) {
        Map<String, List<Long>> platform = new TreeMap<>();
        values.forEach(
                value -> put(platform, value.scope().key(), (long) value.numerator(), (long) value.denominator()));
        Map<String, List<Long>> simulator = new TreeMap<>();
        lived.properties()
                .forEach(place -> put(
                        simulator,
                        place.getKey(),
                        place.getValue().path(0).asLong(),
                        place.getValue().path(1).asLong()));
        assertThat(platform).as(what).isEqualTo(simulator);
    }

    private static void put(Map<String, List<Long>> places, String place, long numerator, long denominator) {
        if (numerator != 0 || denominator != 0) {
            places.put(place, List.of(numerator, denominator));
        }
    }

    /** A new indicator is one that the simulator counts too. */
    @Test
    void every_official_indicator_is_held_against_the_truth() {
        Set<String> held = new TreeSet<>(OTHERWISE);
        YEARS.forEach(
                year -> truth.path("indicators").path("" + year).properties().forEach(one -> held.add(one.getKey())));
        assertThat(lake.indicators().definitions())
                .extracting(Definition::code)
                .containsExactlyInAnyOrderElementsOf(held);
    }

    /** A comparison of zeros, or of all with all, would hold whatever was counted. */
    @Test
    void the_district_has_both_done_and_missed_of_nearly_every_service() {
        Set<String> plain = new TreeSet<>();
        Set<String> shares = new TreeSet<>();
        for (int year : YEARS) {
            truth.path("indicators").path("" + year).properties().forEach(one -> {
                long numerator = one.getValue().path("numerator").asLong();
                long denominator = one.getValue().path("denominator").asLong();
                (numerator > 0 && numerator < denominator ? shares : plain).add(one.getKey());
            });
        }
        plain.removeAll(shares);
        assertThat(shares)
                .contains(
                        "early-booking-rate",
                        "maternal-systematic-management",
                        "postpartum-visit-rate",
                        "child-health-management",
                        "child-systematic-management",
                        "tcm-child-service",
                        "tcm-elder-service",
                        "two-cancer-screening",
                        "school-screening-rate",
                        "myopia-rate",
                        "notifiable-report-rate",
                        "notifiable-report-timely",
                        "occupational-check-rate",
                        "mental-regular-medication",
                        "mental-reported-prevalence",
                        "health-file-use-rate")
                .hasSizeGreaterThan(plain.size() * 2);
    }

    @Test
    void resources() {
        JsonNode resources = truth.path("resources");
        YearMonth last = YearMonth.from(END);
        long residents = residentsAtTheEnd();
        sums("beds-per-1000", last, resources.path("beds").asLong(), residents);
        sums("physicians-per-1000", last, resources.path("physicians").asLong(), residents);
        sums("nurses-per-1000", last, resources.path("nurses").asLong(), residents);
        sums(
                "general-practitioners-per-10000",
                last,
                resources.path("generalPractitioners").asLong(),
                residents);
        sums("primary-care-staff-per-1000", last, resources.path("primaryStaff").asLong(), residents);
        sums(
                "public-health-staff-per-1000",
                last,
                resources.path("publicHealthStaff").asLong(),
                residents);
        sums(
                "childcare-places-per-1000",
                last,
                resources.path("childcarePlaces").asLong(),
                residents);
        sums(
                "nurse-physician-ratio",
                last,
                resources.path("nurses").asLong(),
                resources.path("physicians").asLong());
        sums(
                "chinese-medicine-primary-institutions",
                last,
                resources.path("primaryInstitutionsWithChineseMedicine").asLong(),
                resources.path("primaryInstitutions").asLong());
    }
}
