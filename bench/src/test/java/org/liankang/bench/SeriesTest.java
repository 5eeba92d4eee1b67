package org.liankang.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SeriesTest {

    @Test
    void theMiddleAndTheSpreadDoNotDependOnTheOrder() {
        var series = new Series("load", "resources/s", new double[] {30, 10, 20});

        assertThat(series.median()).isEqualTo(20);
        assertThat(series.least()).isEqualTo(10);
        assertThat(series.most()).isEqualTo(30);
        assertThat(series.percentile(0.95)).isEqualTo(30);
        assertThat(series.percentile(0.3)).isEqualTo(10);
        assertThat(new Series("", "", new double[] {1, 2}).median()).isEqualTo(1.5);
    }

    @Test
    void nothingMeasuredIsNoResult() {
        assertThatThrownBy(() -> new Series("load", "", new double[0])).hasMessageContaining("load");
    }
}
