package org.liankang.uses.bulk;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.liankang.record.store.Records;
import org.liankang.record.store.Version;

/**
 * Chart by chart of some residents: cheaper than the whole feed when they are few. What was deleted after the moment is
 * left out; what was changed after it is shown as it was.
 */
final class ChartReading implements Reading {

    private static final int CHARTS = 20;

    private final Records records;
    private final List<Long> residents;
    private final long moment;

    ChartReading(Records records, List<Long> residents, long moment) {
        this.records = records;
        this.residents = residents;
        this.moment = moment;
    }

    @Override
    public long begin() {
        return 0;
    }

    @Override
    public long end() {
        return residents.size();
    }

    @Override
    public Stretch after(long done) {
        int end = (int) Math.min(done + CHARTS, residents.size());
        List<Version> versions = new ArrayList<>();
        for (long resident : residents.subList((int) done, end)) {
            for (Version version : records.chart(resident)) {
                asOfMoment(version).ifPresent(versions::add);
            }
        }
        return new Stretch(versions, end);
    }

    private Optional<Version> asOfMoment(Version now) {
        return now.position() <= moment
                ? Optional.of(now)
                : records.history(now.type(), now.id()).stream()
                        .filter(version -> version.position() <= moment)
                        .findFirst();
    }
}
