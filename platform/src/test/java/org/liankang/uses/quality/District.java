package org.liankang.uses.quality;

import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.liankang.TestDatabase;
import org.liankang.base.policy.Policies;
import org.liankang.base.policy.PolicyConfig;
import org.liankang.identity.place.TestInstitutions;
import org.liankang.record.store.Versions;
import org.liankang.uses.Replays;

/** A book of the national rules over a feed written by hand; {@code Organization/c} and {@code h} are known. */
final class District {

    static final Rulebook RULES = Rulebook.read(new Policies(new PolicyConfig(Path.of("../regions"), "haishu")));

    final TestDatabase database = TestDatabase.fresh();
    final QualityBook book;
    final Qualities qualities;
    final Versions feed = new Versions();

    District() {
        this(RULES);
    }

    District(Rulebook rules) {
        book = new QualityBook(
                database.jdbc(),
                database.transaction(),
                database.migrations(),
                rules,
                TestInstitutions.of(database, "c", "h"),
                Clock.system(ZoneId.of("Asia/Shanghai")));
        qualities = new Qualities(database.jdbc(), rules);
    }

    void read(int batch) {
        Replays.read(
                book,
                feed.all().stream().filter(v -> v.position() > book.position()).toList(),
                batch);
    }

    /** What fails now, by reference. */
    Map<String, TreeSet<String>> failing() {
        return by(false);
    }

    /** What failed and was mended, by reference. */
    Map<String, TreeSet<String>> mended() {
        return by(true);
    }

    private Map<String, TreeSet<String>> by(boolean mended) {
        Map<String, TreeSet<String>> found = new TreeMap<>();
        List<Item> items =
                qualities.items(new Qualities.Filter(Qualities.ALL, "", mended), 10_000, Qualities.Mark.START);
        items.forEach(item ->
                found.computeIfAbsent(item.reference(), r -> new TreeSet<>()).add(item.rule()));
        return found;
    }
}
