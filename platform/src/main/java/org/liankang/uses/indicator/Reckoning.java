package org.liankang.uses.indicator;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import org.liankang.uses.lake.Lake;
import org.liankang.uses.lake.LakeWatcher;
import org.liankang.uses.lake.Touch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Keeps computed values and renews them behind the readers' backs: the running month first, past months only where
 * their rows changed. A reader never waits for a value that was computed before; it gets that one, with its position.
 */
@Component
@EnableConfigurationProperties(IndicatorConfig.class)
class Reckoning implements SmartLifecycle, LakeWatcher {

    private static final Logger LOG = LoggerFactory.getLogger(Reckoning.class);

    /** Pages and rounds together; more would only queue inside DuckDB. */
    private static final int READERS = 3;

    /** More changes than this since the last round are a load; figures may then wait, the feed's reader needs the machine. */
    private static final int LOAD = 1000;

    /** After a round during a load, a pause of at least so many times its length; otherwise of its length. */
    private static final int REST = 4;

    private record Key(String code, YearMonth month) {}

    private record Answer(LocalDate asOf, long position, Map<Scope, Value> values) {}

    private final Catalogue catalogue;
    private final IndicatorStore store;
    private final Clock clock;
    private final Duration pause;
    private final Map<Key, Answer> answers = new ConcurrentHashMap<>();
    /** When each was last asked for: what is being looked at is renewed first. */
    private final Map<Key, Long> asked = new ConcurrentHashMap<>();

    private final Map<String, NavigableMap<Integer, Long>> touched = new ConcurrentHashMap<>();
    private final Semaphore readers = new Semaphore(READERS);
    /** Grows when everything is forgotten: what was begun before must not be kept after. */
    private int age;

    private volatile boolean running;
    private Thread thread;

    Reckoning(Catalogue catalogue, Lake lake, IndicatorStore store, Clock clock, IndicatorConfig config) {
        this.catalogue = catalogue;
        this.store = store;
        this.clock = clock;
        this.pause = config.refresh();
        lake.watch(this);
    }

    @Override
    public void touched(Set<Touch> months, long position) {
        for (Touch touch : months) {
            var byMonth = touched.computeIfAbsent(touch.view(), view -> new TreeMap<>());
            synchronized (byMonth) {
                byMonth.put(touch.month(), position);
            }
        }
    }

    @Override
    public synchronized void forgotten() {
        age++;
        answers.clear();
        touched.clear();
    }

    private synchronized int age() {
        return age;
    }

    private synchronized void keep(Key key, Answer answer, int begunAt) {
        if (begunAt == age) {
            answers.put(key, answer);
        }
    }

    /** The values of an indicator in a month by scope; empty for a month that has not begun. */
    Optional<Map<Scope, Value>> values(Definition definition, YearMonth month) {
        if (month.isAfter(YearMonth.now(clock))) {
            return Optional.empty();
        }
        var key = new Key(definition.code(), month);
        asked.put(key, System.nanoTime());
        Answer known = answers.get(key);
        return Optional.of((known == null ? compute(key) : known).values());
    }

    Indicators.Page units(
            Definition definition, YearMonth month, Scope scope, Indicators.Part part, int most, int offset) {
        LocalDate asOf = Definition.asOf(month, LocalDate.now(clock));
        readers.acquireUninterruptibly();
        try {
            return store.units(definition, asOf, scope, part, most, offset);
        } finally {
            readers.release();
        }
    }

    private Answer compute(Key key) {
        return renew(key.month(), List.of(key)).get(key).answer();
    }

    private record Renewed(Answer answer, Duration taken) {}

    /** Computes indicators of one month anew; what they share is made once, and each is known as soon as it is ready. */
    private Map<Key, Renewed> renew(YearMonth month, List<Key> keys) {
        List<Definition> definitions =
                keys.stream().map(key -> catalogue.definition(key.code())).toList();
        Map<Key, Renewed> renewed = new LinkedHashMap<>();
        LocalDate asOf = Definition.asOf(month, LocalDate.now(clock));
        if (keys.isEmpty()) {
            return renewed;
        }
        readers.acquireUninterruptibly();
        try {
            int begunAt = age();
            // Read before the rows are: the value then holds at least this much.
            long position = store.position();
            try (Recompute recompute = store.recompute(definitions, asOf)) {
                for (Definition definition : definitions) {
                    long from = System.nanoTime();
                    var answer = new Answer(
                            asOf, position, values(definition, month, asOf, position, recompute.sums(definition)));
                    var key = new Key(definition.code(), month);
                    keep(key, answer, begunAt);
                    renewed.put(key, new Renewed(answer, Duration.ofNanos(System.nanoTime() - from)));
                }
            }
            return renewed;
        } finally {
            readers.release();
        }
    }

    private static Map<Scope, Value> values(
            Definition definition, YearMonth month, LocalDate asOf, long position, List<RowsQuery.Sum> sums) {
        Map<Scope, List<BandRate>> bands = new LinkedHashMap<>();
        for (RowsQuery.Sum sum : sums) {
            if (definition.by(sum.scope().kind())
                    && (sum.scope().kind() == Scope.Kind.REGION
                            || !sum.scope().key().isEmpty())) {
                bands.computeIfAbsent(sum.scope(), scope -> new ArrayList<>()).add(sum.rate());
            }
        }
        bands.putIfAbsent(Scope.region(), List.of());
        Map<Scope, Value> values = new LinkedHashMap<>();
        bands.forEach((scope, rates) -> values.put(scope, value(definition, scope, month, asOf, position, rates)));
        return values;
    }

    private static Value value(
            Definition definition, Scope scope, YearMonth month, LocalDate asOf, long position, List<BandRate> bands) {
        Measure measure = Measure.of(definition, bands);
        return new Value(
                definition.code(),
                scope,
                month,
                definition.window().from(asOf),
                asOf,
                measure.value(),
                Measure.sum(bands, BandRate::events),
                Measure.sum(bands, BandRate::years),
                measure.low(),
                measure.high(),
                measure.state(),
                position);
    }

    private boolean stale(Key key, Answer answer) {
        LocalDate asOf = Definition.asOf(key.month(), LocalDate.now(clock));
        if (!answer.asOf().equals(asOf)) {
            return true;
        }
        int month = Touch.month(asOf);
        return catalogue.reads(key.code()).stream().anyMatch(view -> lastTouched(view, month) > answer.position());
    }

    private long lastTouched(String view, int month) {
        var byMonth = touched.get(view);
        if (byMonth == null) {
            return 0;
        }
        synchronized (byMonth) {
            return byMonth.headMap(month, true).values().stream()
                    .mapToLong(Long::longValue)
                    .max()
                    .orElse(0);
        }
    }

    /**
     * Renews what is out of date: every indicator of the running month, and past months somebody has asked for.
     *
     * @return how long each indicator of the running month took that was out of date
     */
    Map<String, Duration> round() {
        YearMonth running = YearMonth.now(clock);
        Map<Key, Long> looked = Map.copyOf(asked);
        long now = System.nanoTime();
        List<Key> current = catalogue.definitions().stream()
                .map(definition -> new Key(definition.code(), running))
                .sorted(Comparator.comparingLong(
                        key -> looked.containsKey(key) ? now - looked.get(key) : Long.MAX_VALUE))
                .filter(key -> !answers.containsKey(key) || stale(key, answers.get(key)))
                .toList();
        Map<String, Duration> taken = new LinkedHashMap<>();
        renew(running, current).forEach((key, renewed) -> taken.put(key.code(), renewed.taken()));
        answers.entrySet().stream()
                .filter(known -> !known.getKey().month().equals(running) && stale(known.getKey(), known.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.groupingBy(Key::month))
                .forEach(this::renew);
        return taken;
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofPlatform().daemon().name("indicator-values").start(this::run);
    }

    @Override
    public void stop() {
        running = false;
        if (thread != null) {
            thread.interrupt();
            try {
                thread.join(Duration.ofSeconds(20));
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void run() {
        long position = store.position();
        while (running) {
            long begun = System.nanoTime();
            long before = store.position();
            try {
                round();
            } catch (RuntimeException failure) {
                LOG.error("indicators cannot be renewed at position {}", store.position(), failure);
            }
            int times = before - position > LOAD ? REST : 1;
            position = before;
            Duration rest = Duration.ofNanos(times * (System.nanoTime() - begun));
            try {
                Thread.sleep(rest.compareTo(pause) > 0 ? rest : pause);
            } catch (InterruptedException stopped) {
                return;
            }
        }
    }
}
