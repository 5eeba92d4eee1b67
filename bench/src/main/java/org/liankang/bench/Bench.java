package org.liankang.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.liankang.sender.DemoFile;
import org.liankang.sender.Options;
import org.liankang.sender.SendingFailed;
import org.liankang.sender.Target;

/** The command {@code ./liankang bench}. */
public final class Bench {

    private static final String USAGE = """
            usage: liankang bench NAME [--json FILE] [OPTIONS]
              load    bundles into a server: resources a second, and CPU time for each
                        --clients 1,2,4  --rounds 3, and either
                        --data FOLDER (NDJSON, also .gz)  --size 100  --kind transaction|batch  --patients N (all)
                        or --residents 200 (simulated, a transaction for each household)
              read    reads by id and searches: milliseconds
                        --requests 300  --clients 1
              disk    database bytes for 1,000 versions of resources, of the demo in --data
              start   time from the command to the first 200, and memory
                        --runs 5
              crash   kills the server (-9) again and again during a load and looks for what was acknowledged
                        --kills 10  --residents 200
              verify  reads back every resource of NDJSON files (verify PATH…) and compares it with its line
                        --clients 2
              subscribe  from a resource's acknowledgement to its notification: milliseconds
                        --events 100; the server runs with --liankang.subscription.local-http=true
            load, read, verify, subscribe: --to FHIR-URL --token T, by default the demo's in --data (default data/demo-haishu)
            start, crash: run a server of their own on --port (default 18980) with an empty data folder
            """;

    private Bench() {}

    public static void main(String[] words) throws IOException, InterruptedException {
        try {
            run(new ArrayList<>(Arrays.asList(words)));
        } catch (Options.Wrong wrong) {
            System.err.println(wrong.getMessage());
            System.err.print(USAGE);
            System.exit(2);
        } catch (SendingFailed failed) {
            System.err.println(failed.getMessage());
            System.exit(1);
        }
        System.exit(0);
    }

    private static void run(List<String> words) throws IOException, InterruptedException {
        List<String> server = Options.command(words, "--server");
        Options options = Options.parse(
                words.toArray(String[]::new),
                Set.of(
                        "to",
                        "token",
                        "data",
                        "json",
                        "residents",
                        "clients",
                        "rounds",
                        "requests",
                        "runs",
                        "kills",
                        "port",
                        "events",
                        "demo",
                        "size",
                        "kind",
                        "patients",
                        "seconds",
                        "until",
                        "step"),
                Set.of("help"));
        String name = options.rest().isEmpty() ? "" : options.rest().getFirst();
        if (options.has("help") || name.isEmpty()) {
            System.out.print(USAGE);
            return;
        }
        Results results = switch (name) {
            case "load" -> {
                try (Standing standing = standing(options, server)) {
                    yield new LoadBench(standing, freight(options, standing), clients(options))
                            .run(options.count("rounds", 3));
                }
            }
            case "read" ->
                new ReadBench(target(options), options.count("requests", 300))
                        .run(clients(options).getFirst());
            case "disk" -> DiskBench.run(target(options), data(options));
            case "start" -> StartBench.run(server, options.count("port", 18980), options.count("runs", 5));
            case "crash" ->
                new CrashBench(server, options.count("port", 18980), options.count("residents", 200))
                        .run(options.count("kills", 10));
            case "verify" ->
                new VerifyBench(target(options))
                        .run(
                                options.rest().subList(1, options.rest().size()),
                                clients(options).getFirst());
            case "subscribe" -> new SubscribeBench(target(options), options.count("events", 100)).run();
            default -> throw new Options.Wrong("there is no bench '" + name + "'");
        };
        results.print(System.out);
        if (options.has("json")) {
            results.write(Path.of(options.text("json", "")));
        }
    }

    private static Standing standing(Options options, List<String> server) throws IOException, InterruptedException {
        if (options.has("to") || options.has("demo")) {
            return Standing.at(target(options));
        }
        return Standing.started(
                new OwnServer(server, options.count("port", 18980), Files.createTempDirectory("liankang-bench")));
    }

    private static Freight freight(Options options, Standing standing) throws IOException {
        if (!options.has("data")) {
            return new Freight.Residents(options.count("residents", 200), standing.target());
        }
        String kind = options.text("kind", "transaction");
        if (!Set.of("transaction", "batch").contains(kind)) {
            throw new Options.Wrong("--kind is transaction or batch");
        }
        return new Freight.Files(sample(options), options.count("size", 100), kind, standing.target());
    }

    private static Sample sample(Options options) throws IOException {
        return Sample.read(Path.of(options.text("data", "")), options.count("patients", Integer.MAX_VALUE));
    }

    private static Path data(Options options) {
        return Path.of(options.text("data", System.getProperty("liankang.root", ".") + "/data/demo-haishu"));
    }

    private static Target target(Options options) {
        Optional<DemoFile> demo = DemoFile.read(data(options));
        String to = options.text("to", demo.map(DemoFile::fhirUrl).orElse(""));
        if (to.isEmpty()) {
            throw new Options.Wrong("no demo is in the data folder; say --to URL");
        }
        boolean own = demo.isPresent() && to.equals(demo.get().fhirUrl());
        return new Target(to, options.text("token", own ? demo.get().senderToken() : ""), "");
    }

    private static List<Integer> clients(Options options) {
        try {
            return Arrays.stream(options.text("clients", "1,2,4").split(","))
                    .map(Integer::valueOf)
                    .toList();
        } catch (NumberFormatException noNumber) {
            throw new Options.Wrong("--clients needs numbers with commas between them");
        }
    }
}
