package org.liankang.bench;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.liankang.sender.SendingFailed;

/**
 * Everybody evaluated by all programmes: for the first time, again by the same rules, and again after a programme changed;
 * and how long after its acknowledgement a visit has closed its task, also while everybody is evaluated. The rows of the
 * programme book are made by {@code made-programmes.sql} beside this class; the visits that are timed come through the door.
 */
final class ProgrammeBench {

    private static final Pattern DONE = Pattern.compile("evaluated everybody: (\\d+) residents in ([0-9.]+) s");
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final long PATIENCE_NANOS = 4 * 3_600_000_000_000L;
    private static final long APART = 200;

    private final List<String> command;
    private final int port;
    private final int residents;
    private final Path folder;
    private final HttpClient http = HttpClient.newHttpClient();
    private final LocalDate today = LocalDate.now(ZONE);
    private int visits;

    /** @param command that starts the server */
    ProgrammeBench(List<String> command, int port, int residents, Path folder) {
        this.command = List.copyOf(command);
        this.port = port;
        this.residents = residents;
        this.folder = folder;
    }

    Results run(int timed) throws IOException, InterruptedException {
        var results = new Results("Programmes");
        var plain = new OwnServer(command, port, folder);
        Runtime.getRuntime().addShutdownHook(new Thread(plain::end));
        plain.start();
        try {
            if (count("select count(*) from programme.wake") == 0) {
                make();
            }
            results.remark(rows());
            anew();
            plain.stop();
            measure(plain, "first", results, 0);
            results.remark("written by the first: %,d tasks, %,d judged visits, %,d enrolments"
                    .formatted(
                            count("select count(*) from programme.task"),
                            count("select count(*) from programme.judged"),
                            count("select count(*) from programme.enrolment")));
            results.add(new Series("visit → task closed, server idle", "ms", visits(plain, timed)));
            anew();
            plain.stop();
            measure(plain, "again, same rules", results, 0);
            plain.stop();
            var changed = new OwnServer(changed(), port, folder);
            Runtime.getRuntime().addShutdownHook(new Thread(changed::end));
            measure(changed, "again, hypertension every 2 months", results, timed);
            changed.stop();
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        } finally {
            plain.end();
        }
        return results;
    }

    /** Starts the server and waits until it has evaluated everybody; meanwhile times visits, if asked to. */
    private void measure(OwnServer server, String what, Results results, int timed)
            throws IOException, InterruptedException, SQLException {
        Path log = folder.resolve("server.log");
        long before = done(log).size();
        server.start();
        Cpu start = Cpu.now(server.pid(), server.postmaster());
        long from = System.nanoTime();
        boolean begun = false;
        while (done(log).size() == before) {
            if (System.nanoTime() - from > PATIENCE_NANOS) {
                throw new SendingFailed("everybody was not evaluated in four hours; the log is " + log);
            }
            if (!begun && timed > 0 && count("select count(*) from programme.rulebook where reviewed > 0") > 0) {
                begun = true;
                results.add(new Series("visit → task closed, while " + what, "ms", visits(server, timed)));
            }
            Thread.sleep(500);
        }
        Cpu used = Cpu.now(server.pid(), server.postmaster()).since(start);
        String[] last = done(log).getLast();
        double seconds = Double.parseDouble(last[1]);
        results.add(new Series("everybody, " + what, "s", new double[] {seconds}));
        results.remark(String.format(
                Locale.ROOT,
                "%s: %,d residents in %.1f s, %,.0f a second; processor time since the start: server %.0f s, PostgreSQL %.0f s",
                what,
                Long.parseLong(last[0]),
                seconds,
                Long.parseLong(last[0]) / seconds,
                used.server(),
                used.database()));
    }

    private static List<String[]> done(Path log) throws IOException {
        List<String[]> done = new ArrayList<>();
        try (Stream<String> lines = Files.lines(log)) {
            lines.forEach(line -> {
                Matcher found = DONE.matcher(line);
                if (found.find()) {
                    done.add(new String[] {found.group(1), found.group(2)});
                }
            });
        }
        return done;
    }

    /** Milliseconds from the answer to a visit until the book has judged it. */
    private double[] visits(OwnServer server, int times) throws IOException, InterruptedException, SQLException {
        String token = server.senderToken();
        double[] taken = new double[times];
        try (Connection connection = connect()) {
            for (int at = 0; at < times; at++) {
                String id = "timed-" + ProcessHandle.current().pid() + "-" + visits++;
                post(server, token, entry("Patient", id, """
                        {"resourceType":"Patient","id":"%s","gender":"female","birthDate":"1960-03-04",
                         "name":[{"text":"Bench"}],"identifier":[{"system":"urn:example:bench","value":"%s"}]}""".formatted(id, id)), entry("Condition", id, """
                        {"resourceType":"Condition","id":"%s","subject":{"reference":"Patient/%s"},"onsetDateTime":"%s",
                         "code":{"coding":[{"system":"urn:oid:2.16.156.10011.2.3.3.11.3","code":"I10.x00x002"}]}}""".formatted(
                                id, id, today.minusYears(1))));
                until(connection, "select count(*) from programme.patient where reference = 'Patient/" + id + "'");
                post(
                        server,
                        token,
                        entry("Encounter", id, """
                        {"resourceType":"Encounter","id":"%s","status":"finished","subject":{"reference":"Patient/%s"},
                         "class":{"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"AMB"},
                         "type":[{"coding":[{"system":"urn:liankang:service","code":"hypertension-followup"}]}],
                         "period":{"start":"%s","end":"%s"}}""".formatted(id, id, today, today)),
                        entry("Observation", id, """
                        {"resourceType":"Observation","id":"%s","status":"final","subject":{"reference":"Patient/%s"},
                         "encounter":{"reference":"Encounter/%s"},"effectiveDateTime":"%s",
                         "code":{"coding":[{"system":"http://loinc.org","code":"85354-9"}]},"component":[
                          {"code":{"coding":[{"system":"http://loinc.org","code":"8480-6"}]},
                           "valueQuantity":{"value":128,"unit":"mmHg","system":"http://unitsofmeasure.org","code":"mm[Hg]"}},
                          {"code":{"coding":[{"system":"http://loinc.org","code":"8462-4"}]},
                           "valueQuantity":{"value":78,"unit":"mmHg","system":"http://unitsofmeasure.org","code":"mm[Hg]"}}]}""".formatted(id, id, id, today)));
                long answered = System.nanoTime();
                until(
                        connection,
                        "select count(*) from programme.judged j join programme.patient p on p.resident = j.resident"
                                + " where p.reference = 'Patient/" + id + "' and j.reference = 'Encounter/" + id + "'"
                                + " and j.complete");
                taken[at] = (System.nanoTime() - answered) / 1e6;
                Thread.sleep(APART);
            }
        }
        return taken;
    }

    private static void until(Connection connection, String sql) throws SQLException, InterruptedException {
        long from = System.nanoTime();
        try (Statement statement = connection.createStatement()) {
            while (true) {
                try (var row = statement.executeQuery(sql)) {
                    row.next();
                    if (row.getLong(1) > 0) {
                        return;
                    }
                }
                if (System.nanoTime() - from > 120_000_000_000L) {
                    throw new SendingFailed("two minutes and not yet: " + sql);
                }
                Thread.sleep(2);
            }
        }
    }

    private static String entry(String type, String id, String resource) {
        return "{\"fullUrl\":\"https://bench.example/" + type + "/" + id + "\",\"resource\":" + resource
                + ",\"request\":{\"method\":\"PUT\",\"url\":\"" + type + "/" + id + "\"}}";
    }

    private void post(OwnServer server, String token, String... entries) throws IOException, InterruptedException {
        String bundle =
                "{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":[" + String.join(",", entries) + "]}";
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create(server.base() + "/fhir"))
                        .header("Content-Type", "application/fhir+json")
                        .header("Authorization", "Bearer " + token)
                        .POST(HttpRequest.BodyPublishers.ofString(bundle))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw new SendingFailed("a visit was answered " + answer.statusCode() + " " + answer.body());
        }
    }

    /** Has everybody evaluated at the next start, as if the rules had changed. */
    private void anew() throws IOException, SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("update programme.rulebook set reviewed = " + Long.MIN_VALUE);
        }
    }

    private void make() throws IOException, SQLException {
        try (InputStream file = ProgrammeBench.class.getResourceAsStream("made-programmes.sql");
                Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("set work_mem = '256MB'");
            String text = new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .replaceAll("(?m)^--.*$", "")
                    .replace("$residents", Integer.toString(residents))
                    .replace("$today", today.toString());
            for (String one : text.split(";\\s*\\n")) {
                if (!one.isBlank()) {
                    statement.execute(one);
                }
            }
            statement.execute("checkpoint");
        }
    }

    private String rows() throws IOException, SQLException {
        var text = new StringBuilder("rows made by made-programmes.sql (not received through the door):");
        for (String table : List.of("patient", "diagnosis", "visit", "fact", "told")) {
            text.append(" %s %,d".formatted(table, count("select count(*) from programme." + table)));
        }
        return text.toString();
    }

    private long count(String sql) throws IOException, SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private Connection connect() throws IOException, SQLException {
        String port = Files.readAllLines(folder.resolve("postgres/postmaster.pid"))
                .get(3)
                .strip();
        String secret = Files.readString(folder.resolve("postgres.secret")).strip();
        return DriverManager.getConnection("jdbc:postgresql://localhost:" + port + "/postgres", "postgres", secret);
    }

    /** The command with a region folder in which one interval of one programme is another. */
    private List<String> changed() throws IOException {
        String option = "--liankang.policy.regions=";
        String regions = command.stream()
                .filter(word -> word.startsWith(option))
                .findFirst()
                .orElseThrow()
                .substring(option.length());
        Path copy = folder.resolve("regions-changed");
        try (Stream<Path> all = Files.walk(Path.of(regions))) {
            for (Path file : all.toList()) {
                Path to = copy.resolve(Path.of(regions).relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(to);
                } else {
                    Files.write(to, Files.readAllBytes(file));
                }
            }
        }
        Path programme = copy.resolve("national/programmes/hypertension.yaml");
        String text = Files.readString(programme);
        String other = text.replace("in: 3 months", "in: 2 months");
        if (other.equals(text)) {
            throw new SendingFailed(
                    "hypertension is not followed up every 3 months any more; the bench changes nothing");
        }
        Files.writeString(programme, other);
        return command.stream()
                .map(word -> word.startsWith(option) ? option + copy : word)
                .toList();
    }
}
