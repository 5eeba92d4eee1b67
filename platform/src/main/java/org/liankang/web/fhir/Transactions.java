package org.liankang.web.fhir;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.liankang.base.finding.Finding;
import org.liankang.base.json.Json;
import org.liankang.entry.Interaction;
import org.liankang.entry.Receipt;
import org.liankang.record.search.SearchRefused;
import org.liankang.record.store.Version;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Bundles posted to the door: all that writes goes to admission in one piece, all that reads is answered after it (FHIR
 * R4, 3.1.0.11.2). What is read cannot undo what was written: a read that finds nothing says so in its own entry.
 */
@Component
class Transactions {

    private static final byte[][] READING = {"\"GET\"".getBytes(), "\"HEAD\"".getBytes()};

    private final Writes writes;
    private final Lookup lookup;

    Transactions(Writes writes, Lookup lookup) {
        this.writes = writes;
        this.lookup = lookup;
    }

    /** A bundle taken apart: what remains to write, and per entry what it reads, or null. */
    private record Split(byte[] writing, List<JsonNode> reads) {

        boolean onlyReads() {
            return !reads.isEmpty() && reads.stream().allMatch(read -> read != null);
        }
    }

    /** @param routing answers one request inside the bundle */
    Answer bundle(Call call, Function<Call, Answer> routing) {
        byte[] payload = call.body();
        Split split = split(payload);
        boolean onlyReads = split.onlyReads();
        Receipt receipt = onlyReads
                ? new Receipt(0, false, List.of(), List.of())
                : writes.submit(call, new Interaction.Bundle(), split.writing());
        if (receipt.findings().stream().anyMatch(Finding::refuses)) {
            return refused(receipt, split);
        }
        boolean transaction = type(payload).equals("transaction");
        ObjectNode head = Json.object();
        head.put("resourceType", "Bundle").put("type", transaction ? "transaction-response" : "batch-response");
        boolean whole =
                call.preference("return").filter("representation"::equals).isPresent();
        int entries = split.reads().isEmpty()
                ? receipt.outcomes().size()
                : split.reads().size();
        return Answer.streamed(Bundles.of(head, out -> {
            int written = 0;
            for (int i = 0; i < entries; i++) {
                JsonNode read = split.reads().isEmpty() ? null : split.reads().get(i);
                if (read == null) {
                    write(receipt.outcomes().get(written++), whole, out);
                } else {
                    read(call, read, routing, out);
                }
            }
        }));
    }

    private static Answer refused(Receipt receipt, Split split) {
        long quarantine = receipt.outcomes().stream()
                .mapToLong(Receipt.Outcome::quarantine)
                .max()
                .orElse(0);
        List<Finding> findings = receipt.findings();
        if (!split.reads().isEmpty()) {
            findings = findings.stream()
                    .map(finding -> relocated(finding, split.reads()))
                    .toList();
        }
        return Answer.json(Outcomes.status(receipt.findings()).value(), Outcomes.outcome(findings, quarantine));
    }

    /** Admission counts the entries it was given; the sender counts all. */
    private static Finding relocated(Finding finding, List<JsonNode> reads) {
        String before = "Bundle.entry[";
        int end = finding.where().indexOf(']');
        if (!finding.where().startsWith(before) || end < 0) {
            return finding;
        }
        int given = Integer.parseInt(finding.where().substring(before.length(), end));
        int at = -1;
        for (int left = given; left >= 0 && at + 1 < reads.size(); ) {
            at++;
            left -= reads.get(at) == null ? 1 : 0;
        }
        String where = before + at + finding.where().substring(end);
        return new Finding(finding.code(), finding.severity(), where, finding.message());
    }

    private void write(Receipt.Outcome outcome, boolean whole, Bundles.Entry out) throws IOException {
        ObjectNode entry = Json.object();
        ObjectNode response = entry.putObject("response");
        HttpStatus status = Outcomes.status(outcome);
        response.put("status", line(status.value()));
        boolean stored = outcome.stored() && outcome.version() > 0;
        if (stored) {
            response.put("location", Writes.location(outcome));
            response.put("etag", "W/\"" + outcome.version() + "\"");
            response.put("lastModified", Rendering.instant(outcome.at()));
        }
        if (outcome.status() == Receipt.Status.UNCHANGED && outcome.findings().isEmpty()) {
            response.set("outcome", Outcomes.unchanged());
        } else if (!outcome.findings().isEmpty()) {
            response.set("outcome", Outcomes.outcome(outcome.findings(), outcome.quarantine()));
        }
        Optional<Version> version = whole && stored && outcome.status() != Receipt.Status.DELETED
                ? lookup.version(outcome.type(), outcome.id(), outcome.version())
                : Optional.empty();
        out.add(entry, version.map(lookup::shown).orElse(null));
    }

    private static void read(Call call, JsonNode request, Function<Call, Answer> routing, Bundles.Entry out)
            throws IOException {
        boolean head = "HEAD".equals(request.path("method").asString(""));
        Answer answer;
        byte[] body;
        try {
            answer = routing.apply(inner(call, request));
            body = head || answer.body() == null ? null : answer.gathered(Payload.LARGEST);
        } catch (Refusal refusal) {
            answer = Outcomes.answer(refusal.findings());
            body = answer.gathered(Payload.LARGEST);
        } catch (SearchRefused refusal) {
            answer = Outcomes.answer(List.of(refusal.finding()));
            body = answer.gathered(Payload.LARGEST);
        }
        ObjectNode entry = Json.object();
        ObjectNode response = entry.putObject("response");
        response.put("status", line(answer.status()));
        String etag = answer.headers().get("ETag");
        if (etag != null) {
            response.put("etag", etag);
        }
        if (body != null && answer.status() >= 400) {
            response.set("outcome", Json.parse(body));
            body = null;
        }
        out.add(entry, body);
    }

    private static Call inner(Call call, JsonNode request) {
        String url = request.path("url").asString("");
        int mark = url.indexOf('?');
        Map<String, String> headers = Map.of(
                "If-None-Match", request.path("ifNoneMatch").asString(""),
                "If-Modified-Since", request.path("ifModifiedSince").asString(""));
        return new Call(
                "GET",
                Paths.parse(mark < 0 ? url : url.substring(0, mark)),
                Query.parse(mark < 0 ? "" : url.substring(mark + 1)),
                name -> {
                    String own = headers.getOrDefault(name, "");
                    return headers.containsKey(name)
                            ? own.isEmpty() ? null : own
                            : call.headers().apply(name);
                },
                call.base(),
                call.account(),
                () -> new byte[0]);
    }

    private static String line(int status) {
        HttpStatus known = HttpStatus.resolve(status);
        return known == null ? Integer.toString(status) : status + " " + known.getReasonPhrase();
    }

    /** Only a bundle in which such a word stands can read anything; all others go on untouched. */
    private static Split split(byte[] payload) {
        Split untouched = new Split(payload, List.of());
        if (!holds(payload, READING[0]) && !holds(payload, READING[1])) {
            return untouched;
        }
        JsonNode bundle;
        try {
            bundle = Json.parse(payload);
        } catch (JacksonException malformed) {
            return untouched;
        }
        String type = bundle.path("type").asString("");
        boolean taken = "Bundle".equals(bundle.path("resourceType").asString(""))
                && (type.equals("batch") || type.equals("transaction"))
                && bundle.path("entry").isArray();
        if (!taken) {
            return untouched;
        }
        List<JsonNode> reads = new ArrayList<>();
        ArrayNode writing = Json.array();
        for (JsonNode entry : bundle.path("entry")) {
            String method = entry.path("request").path("method").asString("");
            boolean reading = method.equals("GET") || method.equals("HEAD");
            reads.add(reading ? entry.path("request") : null);
            if (!reading) {
                writing.add(entry);
            }
        }
        if (writing.size() == reads.size()) {
            return untouched;
        }
        ((ObjectNode) bundle).set("entry", writing);
        return new Split(Json.bytes(bundle), reads);
    }

    private static boolean holds(byte[] text, byte[] word) {
        for (int i = 0; i <= text.length - word.length; i++) {
            if (text[i] == '"' && java.util.Arrays.equals(text, i, i + word.length, word, 0, word.length)) {
                return true;
            }
        }
        return false;
    }

    /** Of a bundle that admission has read already; it nearly always stands at the beginning. */
    private static String type(byte[] payload) {
        try (JsonParser parser = Json.MAPPER.createParser(payload)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                if (name.equals("type")) {
                    return parser.getString();
                }
                parser.skipChildren();
            }
            return "";
        }
    }
}
