package org.liankang.sender;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The command {@code ./liankang load}. */
public final class Load {

    private static final int STORED = 0;
    private static final int FAILED = 1;
    private static final int WRONG = 2;
    private static final int NOT_ALL_STORED = 3;

    private static final String USAGE = """
            usage: liankang load PATH… [--to URL] [--token TOKEN] [--institution USCC] [--threads N]
                                 [--data DIR] [--report FILE]
              PATH           files or folders with .ndjson or .json (Bundle or single resource), also .gz
              --to URL       FHIR base address; by default that of the demo in --data
              --token T      access token; by default the demo's
              --institution  unified social credit code to speak for
              --threads N    chunks under way at a time (default 2)
              --data DIR     data folder: holds the journal of an unfinished load (default data/demo-haishu)
              --report FILE  writes what became of the resources as JSON
            exit code: 0 all stored, 3 some quarantined or refused, 1 not finished (run it again to go on), 2 usage
            """;

    private Load() {}

    public static void main(String[] words) throws InterruptedException {
        System.exit(run(words, System.out, System.err));
    }

    static int run(String[] words, PrintStream out, PrintStream err) throws InterruptedException {
        try {
            return load(words, out);
        } catch (Options.Wrong wrong) {
            err.println(wrong.getMessage());
            err.print(USAGE);
            return WRONG;
        } catch (SendingFailed failed) {
            err.println(failed.getMessage());
            err.println("What was acknowledged is kept; run the same command again to go on.");
            return FAILED;
        } catch (IOException | UncheckedIOException failed) {
            err.println(failed.getMessage());
            return FAILED;
        }
    }

    private static int load(String[] words, PrintStream out) throws IOException, InterruptedException {
        Options options =
                Options.parse(words, Set.of("to", "token", "institution", "threads", "data", "report"), Set.of("help"));
        if (options.has("help")) {
            out.print(USAGE);
            return STORED;
        }
        List<Path> paths = options.rest().stream().map(Path::of).toList();
        if (paths.isEmpty()) {
            throw new Options.Wrong("which files or folders?");
        }
        Path data = Path.of(options.text("data", System.getProperty("liankang.root", ".") + "/data/demo-haishu"));
        Target target = target(options, DemoFile.read(data));
        long start = System.nanoTime();
        Loader.Result result;
        try (Progress progress = Progress.onError("Loading", Loader.size(paths));
                Sender sender = new Sender(target, Patience.LONG, progress::notice)) {
            Path journals = data.resolve("load-journal");
            result = new Loader(sender, journals, options.count("threads", 2), progress).load(paths);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        print(result, seconds, out);
        if (options.has("report")) {
            Path report = Path.of(options.text("report", ""));
            Files.write(
                    report,
                    Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(report(result, target, seconds)));
        }
        if (!result.complete()) {
            return FAILED;
        }
        return result.tally().notStored() == 0 ? STORED : NOT_ALL_STORED;
    }

    private static Target target(Options options, Optional<DemoFile> demo) {
        String to = options.text("to", demo.map(DemoFile::fhirUrl).orElse(""));
        if (to.isEmpty()) {
            throw new Options.Wrong("where to? No demo is in the data folder; say --to URL");
        }
        boolean toDemo = demo.isPresent() && to.equals(demo.get().fhirUrl());
        String token = options.text("token", toDemo ? demo.get().senderToken() : "");
        return new Target(to, token, options.text("institution", ""));
    }

    private static void print(Loader.Result result, double seconds, PrintStream out) {
        Tally tally = result.tally();
        out.printf(
                Locale.ROOT,
                "%,d resources of %d files in %.0f s: %,d stored, %,d unchanged%n",
                tally.total(),
                result.files(),
                seconds,
                tally.stored(),
                tally.unchanged());
        if (result.resumed() > 0) {
            out.printf(Locale.ROOT, "%,d of them were acknowledged in an earlier run%n", result.resumed());
        }
        tally.quarantined().forEach((code, n) -> out.printf(Locale.ROOT, "  quarantined  %-32s %,d%n", code, n));
        tally.refused().forEach((code, n) -> out.printf(Locale.ROOT, "  refused      %-32s %,d%n", code, n));
        if (!result.complete()) {
            out.println("Not finished: the server could not take everything; run the same command again to go on.");
        }
    }

    private static Map<String, Object> report(Loader.Result result, Target target, double seconds) {
        Map<String, Object> report = new LinkedHashMap<>();
        long sent = result.tally().total() - result.resumed();
        report.put("to", target.base().toString());
        report.put("files", result.files());
        report.put("complete", result.complete());
        report.put("resources", result.tally().total());
        report.put("resumed", result.resumed());
        report.put("seconds", Math.round(seconds * 1000) / 1000.0);
        report.put("resourcesPerSecond", Math.round(sent / seconds));
        report.put("stored", result.tally().stored());
        report.put("unchanged", result.tally().unchanged());
        report.put("quarantined", result.tally().quarantined());
        report.put("refused", result.tally().refused());
        return report;
    }
}
