package org.liankang.bench;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.liankang.sender.Options;
import org.liankang.sender.SendingFailed;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads and searches of what a server holds, at random, as fast as the clients can ask. */
final class ReadBench {

    static final Set<String> KINDS = Set.of("read", "search", "resident", "everything", "all");

    private static final int PAGES = 10;
    private static final int AROUND_DAYS = 30;
    private static final int EVERYTHING_COUNT = 1000;
    private static final byte[] LINK = "\"link\"".getBytes(StandardCharsets.UTF_8);
    private static final byte[] OPEN = {'['};
    private static final byte[] CLOSE = {']'};
    private static final byte[] FULL_URL = "\"fullUrl\"".getBytes(StandardCharsets.UTF_8);

    private final Standing standing;
    private final Requests requests;
    private final int clients;
    private final String kind;

    /** A prebuilt request, and the token of which the answer must hold at least one. */
    private record Question(byte[] request, byte[] token) {}

    ReadBench(Standing standing, int clients, String kind) {
        if (!KINDS.contains(kind)) {
            throw new Options.Wrong("--kind is read, search, resident, everything or all");
        }
        this.standing = standing;
        this.requests = new Requests(standing.target());
        this.clients = clients;
        this.kind = kind;
    }

    Results run(int rounds, int seconds) throws IOException, InterruptedException {
        List<JsonNode> patients = some("Patient");
        List<JsonNode> observations = some("Observation");
        var results = new Results("Read");
        results.remark(
                clients + " clients, " + rounds + " rounds of " + seconds + " s after a shorter one to warm up; of "
                        + patients.size() + " patients and " + observations.size() + " observations at random, "
                        + standing.target().base());
        if (asked("read")) {
            measure(results, rounds, seconds, "read Patient by id", byId(patients));
            measure(results, rounds, seconds, "read Observation by id", byId(observations));
        }
        if (asked("search")) {
            measure(results, rounds, seconds, "Observations by code and date", byCodeAndDate(observations));
        }
        if (asked("resident")) {
            List<String> residents = subjects(observations);
            measure(
                    results,
                    rounds,
                    seconds,
                    "a resident's Observations",
                    found(residents, "Observation?subject=%s&_count=50"));
        }
        if (asked("everything")) {
            results.remark("$everything: to the end, in pages of " + EVERYTHING_COUNT
                    + " or as large as the server makes them");
            List<String> all = ids(patients).stream()
                    .map(one -> one + "/$everything?_count=" + EVERYTHING_COUNT)
                    .toList();
            Timed.measure(
                    results, standing, clients, rounds, seconds, "Patient/$everything", (wire, client, random) -> {
                        String next = all.get(random.nextInt(all.size()));
                        while (!next.isEmpty()) {
                            Clients.answered(wire, wire.send(requests.get(next)), "$everything");
                            if (Scan.find(wire.body(), 0, wire.length(), FULL_URL) < 0) {
                                throw new SendingFailed("$everything: a page without a resource");
                            }
                            next = next(links(wire));
                        }
                    });
        }
        return results;
    }

    private boolean asked(String one) {
        return kind.equals("all") || kind.equals(one);
    }

    private void measure(Results results, int rounds, int seconds, String what, List<Question> questions)
            throws IOException, InterruptedException {
        Timed.measure(results, standing, clients, rounds, seconds, what, (wire, client, random) -> {
            Question question = questions.get(random.nextInt(questions.size()));
            Clients.answered(wire, wire.send(question.request()), what);
            if (Scan.find(wire.body(), 0, wire.length(), question.token()) < 0) {
                throw new SendingFailed(what + ": an answer does not hold what was asked for");
            }
        });
    }

    private List<Question> byId(List<JsonNode> resources) {
        return resources.stream()
                .map(one -> new Question(
                        requests.get(reference(one)),
                        ("\"" + one.path("id").asString() + "\"").getBytes(StandardCharsets.UTF_8)))
                .toList();
    }

    private List<Question> found(List<String> references, String pattern) {
        return references.stream()
                .map(one -> new Question(requests.get(pattern.formatted(one)), FULL_URL))
                .toList();
    }

    private List<Question> byCodeAndDate(List<JsonNode> observations) {
        List<Question> questions = new ArrayList<>();
        for (JsonNode one : observations) {
            JsonNode coding = one.path("code").path("coding").path(0);
            String at = one.path("effectiveDateTime").asString("");
            if (coding.path("code").asString("").isEmpty() || at.length() < 10) {
                continue;
            }
            String code = coding.path("system").asString("") + "|"
                    + coding.path("code").asString();
            LocalDate day = LocalDate.parse(at.substring(0, 10));
            questions.add(new Question(
                    requests.get("Observation?code=" + URLEncoder.encode(code, StandardCharsets.UTF_8) + "&date=ge"
                            + day.minusDays(AROUND_DAYS) + "&date=le" + day.plusDays(AROUND_DAYS) + "&_count=50"),
                    FULL_URL));
        }
        if (questions.isEmpty()) {
            throw new SendingFailed("no Observation has a code and a date to search for");
        }
        return questions;
    }

    private static List<String> subjects(List<JsonNode> observations) {
        List<String> subjects = observations.stream()
                .map(one -> one.path("subject").path("reference").asString(""))
                .filter(reference -> reference.startsWith("Patient/"))
                .distinct()
                .toList();
        if (subjects.isEmpty()) {
            throw new SendingFailed("no Observation names its patient");
        }
        return subjects;
    }

    private static List<String> ids(List<JsonNode> resources) {
        return resources.stream().map(ReadBench::reference).toList();
    }

    private static String reference(JsonNode one) {
        return one.path("resourceType").asString() + "/" + one.path("id").asString();
    }

    /** The first pages of all resources of a type. */
    private List<JsonNode> some(String type) throws IOException {
        List<JsonNode> some = new ArrayList<>();
        try (var wire = new Wire(standing.target().base())) {
            String next = type + "?_count=500";
            for (int i = 0; i < PAGES && !next.isEmpty(); i++) {
                Clients.answered(wire, wire.send(requests.get(next)), type);
                JsonNode page = JsonMapper.shared().readTree(wire.body(), 0, wire.length());
                for (JsonNode entry : page.path("entry")) {
                    some.add(entry.path("resource"));
                }
                next = next(page.path("link"));
            }
        }
        if (some.isEmpty()) {
            throw new SendingFailed("there is no " + type + " to read; load something first");
        }
        return some;
    }

    /** The links of a page without the page itself; a bundle's stand before its entries. */
    private static JsonNode links(Wire wire) {
        int from = Scan.find(wire.body(), 0, wire.length(), LINK);
        if (from < 0) {
            return JsonMapper.shared().createArrayNode();
        }
        int start = Scan.find(wire.body(), from, wire.length(), OPEN);
        int end = Scan.find(wire.body(), from, wire.length(), CLOSE);
        return JsonMapper.shared().readTree(wire.body(), start, end + 1 - start);
    }

    private static String next(JsonNode links) {
        for (JsonNode link : links) {
            if (link.path("relation").asString().equals("next")) {
                URI url = URI.create(link.path("url").asString());
                return url.getRawPath() + (url.getRawQuery() == null ? "" : "?" + url.getRawQuery());
            }
        }
        return "";
    }
}
