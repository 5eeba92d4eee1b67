package org.liankang.uses.indicator;

import java.util.List;
import org.liankang.record.feed.Book;
import org.liankang.record.store.Version;
import org.springframework.stereotype.Component;

/** Reads the change feed into the analytic tables. */
@Component
class IndicatorBook implements Book {

    private final LakeStore store;
    private final Reckoning reckoning;

    IndicatorBook(LakeStore store, Reckoning reckoning) {
        this.store = store;
        this.reckoning = reckoning;
    }

    @Override
    public String name() {
        return "indicator";
    }

    @Override
    public long position() {
        return store.position();
    }

    @Override
    public void apply(List<Version> changes) {
        reckoning.touched(store.write(changes), changes.getLast().position());
    }

    @Override
    public void clear() {
        store.clear();
        reckoning.forget();
    }
}
