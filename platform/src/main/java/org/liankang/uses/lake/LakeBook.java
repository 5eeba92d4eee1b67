package org.liankang.uses.lake;

import java.util.List;
import org.liankang.record.feed.Book;
import org.liankang.record.store.Version;
import org.springframework.stereotype.Component;

/** Reads the change feed into the lake. */
@Component
public class LakeBook implements Book {

    private final Lake lake;

    public LakeBook(Lake lake) {
        this.lake = lake;
    }

    @Override
    public String name() {
        return "lake";
    }

    @Override
    public long position() {
        return lake.position();
    }

    @Override
    public void apply(List<Version> changes) {
        lake.write(changes);
    }

    @Override
    public void clear() {
        lake.clear();
    }
}
