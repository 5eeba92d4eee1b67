package org.liankang.bench;

import java.nio.file.Path;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * How many documents a second one core flattens, measured by JMH in processes of their own. The processor time of the
 * thread is read beside the clock, because other work on the machine slows the clock only.
 */
final class ViewsBench {

    private static final Map<String, String> NAMES =
            Map.of("parse", "parse", "rows", "views", "parseAndRows", "parse + views");

    private ViewsBench() {}

    static Results run(Path folder, int every) {
        var options = new OptionsBuilder()
                .include(ViewsBenchmark.class.getName())
                .param("folder", folder.toAbsolutePath().toString())
                .param("every", Integer.toString(every))
                .warmupIterations(3)
                .warmupTime(TimeValue.seconds(3))
                .measurementIterations(5)
                .measurementTime(TimeValue.seconds(3))
                .forks(2)
                .threads(1)
                .verbosity(VerboseMode.SILENT)
                .build();
        var results = new Results("Views");
        results.remark("JMH, one thread, 2 forks, each 3 + 5 passes of 3 s; every " + every + "th line of "
                + folder.getFileName());
        try {
            Collection<RunResult> runs = new Runner(options).run();
            for (RunResult run : runs) {
                String name = run.getParams().getBenchmark();
                String what = NAMES.get(name.substring(name.lastIndexOf('.') + 1));
                List<IterationResult> passes = run.getBenchmarkResults().stream()
                        .flatMap(fork -> fork.getIterationResults().stream())
                        .toList();
                results.add(new Series(what + ", by the clock", "resources/s", rates(passes, "wallNanos")));
                results.add(new Series(what + ", of processor time", "resources/s", rates(passes, "cpuNanos")));
            }
        } catch (RunnerException failed) {
            throw new IllegalStateException(failed);
        }
        return results;
    }

    private static double[] rates(List<IterationResult> passes, String nanos) {
        var rates = new double[passes.size()];
        Iterator<IterationResult> each = passes.iterator();
        for (int i = 0; i < rates.length; i++) {
            var found = each.next().getSecondaryResults();
            rates[i] = found.get("resources").getScore() / (found.get(nanos).getScore() / 1e9);
        }
        return rates;
    }
}
