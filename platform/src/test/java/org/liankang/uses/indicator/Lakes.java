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
import org.liankang.uses.lake.Lake;
import org.liankang.uses.lake.LakeBook;
import org.liankang.uses.lake.LakeViews;

/** The whole capability without an application, on a day of the test's choice. */
record Lakes(
        Lake lake, Catalogue catalogue, IndicatorStore store, Reckoning reckoning, LakeBook book, Indicators indicators)
        implements AutoCloseable {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    static final Policies POLICIES = new Policies(new PolicyConfig(Path.of("../regions"), "haishu"));

    static Lakes open(Path folder, LocalDate today) {
        return open(folder, Clock.fixed(today.atTime(12, 0).atZone(ZONE).toInstant(), ZONE));
    }

    static Lakes open(Path folder, Clock clock) {
        var views = new LakeViews(POLICIES);
        var catalogue = new Catalogue(POLICIES, views, "330203");
        try {
            var lake = new Lake(folder, "512MB", 2, views);
            var store = new IndicatorStore(lake, catalogue);
            var reckoning = new Reckoning(catalogue, lake, store, clock, new IndicatorConfig(Duration.ofMillis(20)));
            var indicators = new Indicators(catalogue, reckoning, clock);
            return new Lakes(lake, catalogue, store, reckoning, new LakeBook(lake), indicators);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() {
        reckoning.stop();
        lake.close();
    }
}
