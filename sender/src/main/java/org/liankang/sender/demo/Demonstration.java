package org.liankang.sender.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;
import org.liankang.sender.DemoFile;
import org.liankang.sender.Options;
import org.liankang.sender.Progress;

/**
 * The command {@code ./liankang demo}: starts the server, fills it through its own door, and keeps it running. Stopped
 * at any moment and started again, it goes on where it was.
 */
public final class Demonstration {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    /** Submissions under way at a time: those that arrive together share a commit. */
    private static final int UNDER_WAY = 8;

    /** What stops a demo; the message is for the person who started it. */
    private static final class Failed extends Exception {

        Failed(String message) {
            super(message);
        }
    }

    private final String region;
    private final int residents;
    private final int years;
    private final int port;
    private final Path data;
    private final boolean fresh;
    private final List<String> serverCommand;
    private final List<String> simulatorCommand;
    private volatile Server server;
    private volatile Process simulator;

    private Demonstration(String[] words) {
        List<String> rest = new ArrayList<>(Arrays.asList(words));
        serverCommand = Options.command(rest, "--server");
        simulatorCommand = Options.command(rest, "--simulator");
        Options options = Options.parse(
                rest.toArray(String[]::new), Set.of("region", "residents", "years", "port", "data", "fresh"), Set.of());
        region = options.text("region", "haishu");
        residents = options.count("residents", 2000);
        years = options.count("years", 5);
        port = options.count("port", 8080);
        data = Path.of(options.text("data", "data/demo-" + region)).toAbsolutePath();
        fresh = options.text("fresh", "no").equals("yes");
    }

    public static void main(String[] words) throws IOException, InterruptedException {
        try {
            var demonstration = new Demonstration(words);
            Runtime.getRuntime().addShutdownHook(new Thread(demonstration::stop));
            System.exit(demonstration.run());
        } catch (Failed | Options.Wrong failed) {
            System.err.println(failed.getMessage());
            System.exit(1);
        }
    }

    private int run() throws Failed, IOException, InterruptedException {
        prepareFolder();
        Optional<DemoFile> before = DemoFile.read(data);
        String base = "http://localhost:" + port;
        DemoFile demo = before.map(known -> known.at(base, base + "/fhir"))
                .orElseGet(() -> new DemoFile(
                        base,
                        base + "/fhir",
                        null,
                        null,
                        residents,
                        years,
                        LocalDate.now(ZONE).toString(),
                        ""));
        if (demo.residents() != residents || demo.years() != years) {
            say(
                    "This folder holds a demo with %,d residents over %d years; --fresh begins anew.",
                    demo.residents(), demo.years());
        }
        startServer(demo);
        demo = accounts(demo);
        demo.write(data);
        if (!demo.ready()) {
            fill(demo);
            awaitBooks(demo.senderToken());
            demo = demo.readySince(Instant.now().toString());
            demo.write(data);
        }
        welcome(demo);
        return server.await();
    }

    private void prepareFolder() throws Failed, IOException {
        long left = Server.leftBehind(data);
        if (left > 0) {
            throw new Failed("A server (process " + left + ") still uses " + data + "; stop it first: kill " + left);
        }
        if (Server.taken(port)) {
            throw new Failed("Port " + port + " is in use; say --port for another.");
        }
        if (fresh && Files.isDirectory(data)) {
            empty();
        }
        Files.createDirectories(data);
    }

    private void empty() throws Failed, IOException {
        boolean ours = Stream.of("demo.json", "demo-accounts.json", "server.log", "postgres")
                .anyMatch(name -> Files.exists(data.resolve(name)));
        if (!ours) {
            throw new Failed(data + " holds no demo; it is not removed.");
        }
        try (Stream<Path> all = Files.walk(data)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private void startServer(DemoFile demo) throws Failed, IOException, InterruptedException {
        say("[1/4] Starting the server and PostgreSQL");
        long start = System.nanoTime();
        server = Server.start(serverCommand, data, demo.baseUrl());
        while (!server.healthy()) {
            if (!server.alive()) {
                server.lastWords().forEach(System.err::println);
                throw new Failed("The server did not start; its log is " + server.log());
            }
            Thread.sleep(100);
        }
        say("      ready in %.1f s. You can look already: %s", (System.nanoTime() - start) / 1e9, demo.baseUrl());
    }

    private DemoFile accounts(DemoFile demo) throws Failed, InterruptedException {
        for (int i = 0; i < 1200; i++) {
            Optional<DemoFile> found = demo.withAccountsOf(data);
            if (found.isPresent()) {
                return found.get();
            }
            Thread.sleep(100);
        }
        throw new Failed("The server has written no demo-accounts.json into " + data);
    }

    private void fill(DemoFile demo) throws Failed, IOException, InterruptedException {
        say("[2/4] Institutions, staff and teams of %s", region);
        say("[3/4] %,d residents with %d years of records", demo.residents(), demo.years());
        List<String> command = new ArrayList<>(simulatorCommand);
        command.addAll(List.of(
                "--region", region,
                "--residents", Integer.toString(demo.residents()),
                "--years", Integer.toString(demo.years()),
                "--end-date", demo.until(),
                "--regions",
                        Path.of(System.getProperty("liankang.root", "."), "regions")
                                .toString(),
                "--threads", Integer.toString(UNDER_WAY),
                "--to", demo.fhirUrl(),
                "--token", demo.senderToken(),
                "--truth", data.resolve("truth.json").toString()));
        simulator = new ProcessBuilder(command).inheritIO().start();
        int code = simulator.waitFor();
        if (code != 0) {
            throw new Failed("The simulator stopped (" + code + "). Run the same command again to go on; the log is "
                    + server.log());
        }
    }

    private void awaitBooks(String token) throws InterruptedException {
        say("[4/4] The books read what has arrived");
        for (OptionalDouble read = server.booksRead(token); server.alive(); read = server.booksRead(token)) {
            if (read.isEmpty() || read.getAsDouble() >= 1) {
                return;
            }
            if (Progress.onTerminal()) {
                System.err.printf(Locale.ROOT, "\r      %3d%%", (int) (read.getAsDouble() * 100));
            }
            Thread.sleep(500);
        }
    }

    private void welcome(DemoFile demo) {
        if (Progress.onTerminal()) {
            System.err.print("\r\033[K");
        }
        System.out.println();
        System.out.println("Liankang is running: " + demo.baseUrl());
        System.out.println("FHIR R4:             " + demo.fhirUrl() + "   (tokens: " + data.resolve("demo.json") + ")");
        System.out.println();
        System.out.printf("  %-16s %-12s %s%n", "role", "login", "password");
        for (DemoFile.Account account : demo.accounts()) {
            System.out.printf("  %-16s %-12s %s%n", account.role(), account.login(), account.password());
        }
        System.out.println();
        System.out.println("Ctrl-C stops it; ./liankang demo starts it again.");
    }

    private void stop() {
        Process filling = simulator;
        if (filling != null) {
            filling.destroy();
        }
        Server running = server;
        if (running != null && running.alive()) {
            say("Stopping …");
            running.stop();
        }
    }

    private static void say(String text, Object... values) {
        System.err.println(String.format(Locale.ROOT, text, values));
    }
}
