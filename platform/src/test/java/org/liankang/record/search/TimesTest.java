package org.liankang.record.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** FHIR dates as ranges. */
class TimesTest {

    @ParameterizedTest
    @CsvSource({
        "2025,2024-12-31T16:00:00Z,2025-12-31T15:59:59.999Z",
        "2024-02,2024-01-31T16:00:00Z,2024-02-29T15:59:59.999Z",
        "2025-03-01,2025-02-28T16:00:00Z,2025-03-01T15:59:59.999Z",
        "2025-03-01T08:00:00+08:00,2025-03-01T00:00:00Z,2025-03-01T00:00:00Z",
        "2025-03-01T08:00:00,2025-03-01T00:00:00Z,2025-03-01T00:00:00Z",
        "2025-03-01T08:00:00.25Z,2025-03-01T08:00:00.250Z,2025-03-01T08:00:00.250Z",
        "2025-03-01T08:00:60Z,2025-03-01T08:00:59Z,2025-03-01T08:00:59Z"
    })
    void a_date_is_the_range_it_means(String text, Instant low, Instant high) {
        assertThat(Times.range(text)).contains(new Times.Range(low, high));
    }

    @ParameterizedTest
    @CsvSource({
        "''",
        "x",
        "2025-13",
        "2025-02-30",
        "2025-02-03T25:00:00Z",
        "2025-02-03T10:00",
        "2025-02-03T10:00:00+8",
        "20250203T100000Z"
    })
    void what_is_no_date_has_no_range(String text) {
        assertThat(Times.range(text)).isEmpty();
    }

    @Property
    boolean moments_are_read_as_the_library_reads_them(
            @ForAll @LongRange(min = -2_000_000_000L, max = 4_000_000_000L) long second,
            @ForAll @IntRange(min = 0, max = 999_999_999) int nano,
            @ForAll @IntRange(min = -56, max = 56) int quarters) {
        OffsetDateTime at = OffsetDateTime.ofInstant(
                Instant.ofEpochSecond(second, nano), ZoneOffset.ofTotalSeconds(quarters * 900));
        String text = java.time.format.DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSSSSSxxx")
                .format(at);
        return Times.range(text).orElseThrow().low().equals(at.toInstant());
    }
}
