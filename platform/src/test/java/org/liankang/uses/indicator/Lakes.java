package org.liankang.uses.indicator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import org.liankang.base.policy.Policies;
import org.liankang.base.policy.PolicyConfig;

/** The whole capability without an application, on a day of the test's choice. */
record Lakes(Catalogue catalogue, LakeStore store, Reckoning reckoning, IndicatorBook book, Indicators indicators)
        implements AutoCloseable {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    static final Policies POLICIES = new Policies(new PolicyConfig(Path.of("../regions"), "haishu"));

    static Lakes open(Path folder, LocalDate today) {
        return open(folder, Clock.fixed(today.atTime(12, 0).atZone(ZONE).toInstant(), ZONE));
    }

    static Lakes open(Path folder, Clock clock) {
        var catalogue = new Catalogue(POLICIES, "330203");
        try {
            var store = new LakeStore(folder, "512MB", 2, catalogue);
            var config = new IndicatorConfig(folder, "512MB", 2, Duration.ofMillis(20));
            var reckoning = new Reckoning(catalogue, store, clock, config);
            var book = new IndicatorBook(store, reckoning);
            return new Lakes(catalogue, store, reckoning, book, new Indicators(catalogue, reckoning, clock));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() {
        reckoning.stop();
        store.close();
    }
}
