package org.liankang.uses.programme;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.liankang.base.policy.PolicyError;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Shows what a changed programme would change before it is put in force: everybody is evaluated by the rules in force and
 * by those with the change, side by side, and only counted. Nothing is stored. One runs at a time. Who may start one and why
 * is the caller's to check.
 */
@Component
public final class Previews {

    private static final Logger LOG = LoggerFactory.getLogger(Previews.class);
    private static final int AT_ONCE = 500;

    private final JdbcClient jdbc;
    private final ChartStore charts;
    private final Rulebook rules;
    private final Clock clock;
    private volatile Preview progress = Preview.NONE;

    /** Whether a preview began. */
    public sealed interface Answer {

        record Begun(Preview preview) implements Answer {}

        /** @param reason line and reason, as a start with this file would say it */
        record Wrong(String reason) implements Answer {}

        record Busy() implements Answer {}
    }

    Previews(JdbcClient jdbc, Rulebook rules, Clock clock) {
        this.jdbc = jdbc;
        this.charts = new ChartStore(jdbc, rules.facts().codes());
        this.rules = rules;
        this.clock = clock;
    }

    public Preview progress() {
        return progress;
    }

    /** @param yaml a programme's file; it stands in for the programme of the same code, or is a new one */
    public synchronized Answer begin(String yaml) {
        if (progress.state() == Preview.State.RUNNING) {
            return new Answer.Busy();
        }
        try {
            Rulebook proposed = rules.with(yaml);
            String changed = proposed.programmes().stream()
                    .filter(programme -> !rules.programmes().contains(programme))
                    .map(Programme::programme)
                    .findFirst()
                    .orElse("");
            progress = new Preview(Preview.State.RUNNING, changed, proposed.digest(), 0, 0, List.of());
            Thread.ofPlatform().daemon().name("programme-preview").start(() -> run(proposed));
            return new Answer.Begun(progress);
        } catch (PolicyError wrong) {
            return new Answer.Wrong(wrong.getMessage());
        }
    }

    private void run(Rulebook proposed) {
        try {
            compare(proposed);
        } catch (RuntimeException failure) {
            LOG.error("a preview of programme {} failed", progress.programme(), failure);
            progress = state(Preview.State.FAILED);
        }
    }

    /** Looks at everybody, a chunk at a time. */
    void compare(Rulebook proposed) {
        LocalDate today = LocalDate.now(clock);
        Set<String> kinds = new TreeSet<>(rules.visits());
        kinds.addAll(proposed.visits());
        var comparison = new Comparison();
        long all = jdbc.sql("select count(*) from programme.wake")
                .query(Long.class)
                .single();
        long done = 0;
        List<Long> residents = after(Long.MIN_VALUE);
        while (!residents.isEmpty()) {
            for (Chart chart : charts.charts(residents, kinds)) {
                comparison.add(
                        Engine.evaluate(chart, today, rules.programmes()),
                        Engine.evaluate(chart, today, proposed.programmes()));
            }
            done += residents.size();
            progress = new Preview(
                    Preview.State.RUNNING,
                    progress.programme(),
                    proposed.digest(),
                    done,
                    all,
                    comparison.differences());
            residents = after(residents.getLast());
        }
        progress = state(Preview.State.DONE);
    }

    private List<Long> after(long resident) {
        return jdbc.sql("select resident from programme.wake where resident > ? order by resident limit ?")
                .param(resident)
                .param(AT_ONCE)
                .query(Long.class)
                .list();
    }

    private Preview state(Preview.State state) {
        Preview last = progress;
        return new Preview(state, last.programme(), last.digest(), last.done(), last.all(), last.differences());
    }
}
