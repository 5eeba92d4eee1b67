package org.liankang.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.liankang.base.policy.Policies;
import org.liankang.base.policy.PolicyConfig;
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
              update  PUTs of single resources, each with another value; of the sample in --data, loaded first
                        --clients 32  --seconds 20  --rounds 3  --patients N
              read    requests a second and milliseconds; of the sample in --data, loaded first, or of what is there
                        --kind read|search|resident|everything|all  --clients 4  --seconds 10  --rounds 3
              import  NDJSON as streams, and as liankang load sends it (import FOLDER)
                        --kind stream|load|all  --rounds 3  --patients N
              disk    bytes a resource: PostgreSQL, search index, lake, with the books and without
                        --rounds 1, and --data … or --residents … as for load
              curve   rate, disk and index as the record grows; writes OUT.csv and OUT.svg
                        --until 1000000  --step 100000  --clients 4  --out curve, and --data … or --residents …
                        --books wait: the record and its search index alone; else each round waits for the books
                        --keep FOLDER: the server's data stays there, and the same command goes on from the last point
              start   time from the command to the first 200, and memory
                        --runs 5
              crash   kills the server (-9) again and again during a load and looks for what was acknowledged
                        --kills 10  --residents 200; with --data FOLDER [--patients N] during an import of NDJSON
              verify  reads back every resource of NDJSON files (verify PATH…) and compares it with its line
                        --clients 2
              subscribe  from a resource's acknowledgement to its notification: milliseconds
                        --events 100; the server runs with --liankang.subscription.local-http=true
              views   documents of NDJSON files (views FOLDER) through compiled views: with and without parsing
                        --every 7 (of the lines of each file)
              plan    every indicator of the region over a lake of many residents; its rows are drawn by a script
                      (made.sql of the bench) and did not come through the door
                        --residents 1000000  --rounds 3  --memory 4GB  --lake FOLDER (kept and used again)
              programmes  everybody evaluated by all programmes: first, again, and after one changed; and how soon a visit
                      closes its task. The book's rows are drawn by a script (made-programmes.sql of the bench)
                        --residents 20000  --events 30 (timed visits)  --keep FOLDER (kept and used again)  --port 18980
              kernels  the innermost steps alone, with JMH: kernels FOLDER [JMH OPTIONS]
            load, update, read, import, curve: --to FHIR-URL --token T of any server, or --demo DIR of a running demo;
              otherwise, as disk, start and crash, a server of their own on --port (default 18980), with an empty folder;
              with --to also --folder DIR, its data folder on this machine (bench/peer): its CPU time, and disk, count too
            verify, subscribe: --to FHIR-URL --token T, by default the demo's in --demo (default data/demo-haishu)
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
        List<String> server = new ArrayList<>(Options.command(words, "--server"));
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
                        "runs",
                        "kills",
                        "every",
                        "memory",
                        "lake",
                        "port",
                        "events",
                        "demo",
                        "folder",
                        "size",
                        "kind",
                        "patients",
                        "seconds",
                        "until",
                        "step",
                        "keep",
                        "books",
                        "out"),
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
            case "update" -> {
                try (Standing standing = standing(options, server)) {
                    Sample sample = sample(options);
                    int mask = loaded(sample, standing);
                    yield new UpdateBench(standing, one(options, 32))
                            .run(sample, mask, options.count("rounds", 3), options.count("seconds", 20));
                }
            }
            case "read" -> {
                try (Standing standing = standing(options, server)) {
                    if (sampled(options)) {
                        loaded(sample(options), standing);
                    }
                    yield new ReadBench(standing, one(options, 4), options.text("kind", "all"))
                            .run(options.count("rounds", 3), options.count("seconds", 10));
                }
            }
            case "import" -> {
                Path folder = Path.of(rest(options, "which folder of NDJSON?"));
                try (Standing standing = standing(options, server)) {
                    yield new ImportBench(standing, Sample.read(folder, patients(options)), options.text("kind", "all"))
                            .run(options.count("rounds", 3));
                }
            }
            case "disk" -> {
                try (Standing standing = options.has("folder") ? standing(options, server) : own(options, server)) {
                    yield DiskBench.run(standing, freight(options, standing), options.count("rounds", 1));
                }
            }
            case "curve" -> {
                boolean books = !options.text("books", "read").equals("wait");
                if (!books) {
                    server.add("--liankang.feed.head-start=P1D");
                }
                try (Standing standing = standing(options, server)) {
                    yield new CurveBench(standing, freight(options, standing), one(options, 4), books)
                            .run(
                                    options.count("until", 1_000_000),
                                    options.count("step", 100_000),
                                    Path.of(options.text("out", "curve")),
                                    options.has("keep"));
                }
            }
            case "start" -> StartBench.run(server, options.count("port", 18980), options.count("runs", 5));
            case "crash" ->
                options.has("data")
                        ? new StreamCrashBench(server, options.count("port", 18980), sample(options))
                                .run(options.count("kills", 10))
                        : new CrashBench(server, options.count("port", 18980), options.count("residents", 200))
                                .run(options.count("kills", 10));
            case "verify" ->
                new VerifyBench(target(options))
                        .run(
                                options.rest().subList(1, options.rest().size()),
                                clients(options).getFirst());
            case "subscribe" -> new SubscribeBench(target(options), options.count("events", 100)).run();
            case "views" -> ViewsBench.run(folder(options), options.count("every", 7));
            case "plan" ->
                new PlanBench(options.count("residents", 1_000_000), options.text("memory", "4GB"))
                        .run(options.text("lake", ""), options.count("rounds", 3));
            case "programmes" -> {
                Path folder = options.has("keep")
                        ? Files.createDirectories(
                                Path.of(options.text("keep", "")).toAbsolutePath())
                        : Files.createTempDirectory("liankang-programmes");
                yield new ProgrammeBench(
                                server, options.count("port", 18980), options.count("residents", 20_000), folder)
                        .run(options.count("events", 30));
            }
            default -> throw new Options.Wrong("there is no bench '" + name + "'");
        };
        results.print(System.out);
        if (options.has("json")) {
            results.write(Path.of(options.text("json", "")));
        }
    }

    private static Path folder(Options options) {
        if (options.rest().size() != 2) {
            throw new Options.Wrong("views needs the folder of the NDJSON files");
        }
        return Path.of(options.rest().get(1));
    }

    /** The policy files of the region everything is measured in. */
    static Policies policies() {
        return new Policies(new PolicyConfig(Path.of(System.getProperty("liankang.root", "."), "regions"), "haishu"));
    }

    /** The server named by {@code --to} or {@code --demo}; otherwise a fresh one, gone again afterwards. */
    private static Standing standing(Options options, List<String> server) throws IOException, InterruptedException {
        if (options.has("folder")) {
            return Standing.beside(target(options), Path.of(options.text("folder", "")));
        }
        return options.has("to") || options.has("demo") ? Standing.at(target(options)) : own(options, server);
    }

    private static Standing own(Options options, List<String> server) throws IOException, InterruptedException {
        Path kept = options.has("keep")
                ? Files.createDirectories(Path.of(options.text("keep", "")).toAbsolutePath())
                : null;
        Path folder = kept == null ? Files.createTempDirectory("liankang-bench") : kept;
        return Standing.started(new OwnServer(server, options.count("port", 18980), folder), kept != null);
    }

    private static String rest(Options options, String question) {
        if (options.rest().size() != 2) {
            throw new Options.Wrong(question);
        }
        return options.rest().get(1);
    }

    /** Loads the sample under new ids and lets the books read it; gives what its ids were changed by. */
    private static int loaded(Sample sample, Standing standing) throws IOException, InterruptedException {
        var freight = new Freight.Files(sample, 100, "transaction", standing.target());
        try (var clients = new Clients(standing.target().base(), 4)) {
            freight.next().send(clients);
        }
        standing.awaitBooks();
        return freight.mask();
    }

    private static boolean sampled(Options options) {
        return options.has("data") && Sample.in(Path.of(options.text("data", "")));
    }

    private static Freight freight(Options options, Standing standing) throws IOException {
        if (!sampled(options)) {
            return new Freight.Residents(options.count("residents", 200), standing.target());
        }
        String kind = options.text("kind", "transaction");
        if (!Set.of("transaction", "batch").contains(kind)) {
            throw new Options.Wrong("--kind is transaction or batch");
        }
        return new Freight.Files(sample(options), options.count("size", 100), kind, standing.target());
    }

    private static Sample sample(Options options) throws IOException {
        if (!sampled(options)) {
            throw new Options.Wrong("--data must name a folder of NDJSON files");
        }
        return Sample.read(Path.of(options.text("data", "")), patients(options));
    }

    private static int patients(Options options) {
        return options.count("patients", Integer.MAX_VALUE);
    }

    /** For measurements with one number of clients. */
    private static int one(Options options, int otherwise) {
        return options.has("clients") ? clients(options).getFirst() : otherwise;
    }

    private static Path data(Options options) {
        return Path.of(options.text(
                options.has("demo") || sampled(options) ? "demo" : "data",
                System.getProperty("liankang.root", ".") + "/data/demo-haishu"));
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
