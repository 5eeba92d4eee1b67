package org.liankang.web.fhir;

import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
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
import tools.jackson.databind.node.ObjectNode;

/**
 * Bundles posted to the door: admission gets them as they came and tells what it left to be read; that is answered after
 * all that writes (FHIR R4, 3.1.0.11.2). What is read cannot undo what was written: a read that finds nothing says so in
 * its own entry. A bundle that only reads is no submission.
 */
@Component
class Transactions {

    private static final byte[][] READING = {"\"GET\"".getBytes(), "\"HEAD\"".getBytes()};
    private static final Receipt.Outcome LEFT_TO_READ =
            new Receipt.Outcome(Receipt.Status.READ, "", "", 0, Instant.EPOCH, 0, List.of());

    private final Writes writes;
    private final Lookup lookup;

    Transactions(Writes writes, Lookup lookup) {
        this.writes = writes;
        this.lookup = lookup;
    }

    /** @param routing answers one request inside the bundle */
    Answer bundle(Call call, Function<Call, Answer> routing) {
        byte[] payload = call.body();
        List<JsonNode> asked = mayRead(payload) ? requests(payload) : List.of();
        List<Receipt.Outcome> outcomes;
        if (!asked.isEmpty() && asked.stream().allMatch(Transactions::reads)) {
            outcomes = asked.stream().map(request -> LEFT_TO_READ).toList();
        } else {
            Receipt receipt = writes.submit(call, new Interaction.Bundle(), payload);
            if (receipt.findings().stream().anyMatch(Finding::refuses)) {
                return refused(receipt);
            }
            outcomes = receipt.outcomes();
        }
        boolean reading = outcomes.stream().anyMatch(outcome -> outcome.status() == Receipt.Status.READ);
        List<JsonNode> requests = reading && asked.isEmpty() ? requests(payload) : asked;
        boolean transaction = type(payload).equals("transaction");
        ObjectNode head = Json.object();
        head.put("resourceType", "Bundle").put("type", transaction ? "transaction-response" : "batch-response");
        boolean whole =
                call.preference("return").filter("representation"::equals).isPresent();
        return Answer.streamed(Bundles.of(head, out -> {
            for (int i = 0; i < outcomes.size(); i++) {
                if (outcomes.get(i).status() == Receipt.Status.READ) {
                    read(call, requests.get(i), routing, out);
                } else {
                    write(outcomes.get(i), whole, out);
                }
            }
        }));
    }

    private static Answer refused(Receipt receipt) {
        long quarantine = receipt.outcomes().stream()
                .mapToLong(Receipt.Outcome::quarantine)
                .max()
                .orElse(0);
        return Answer.json(
                Outcomes.status(receipt.findings()).value(), Outcomes.outcome(receipt.findings(), quarantine));
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

    /** Only a bundle in which such a word stands is looked at before it is submitted. */
    private static boolean mayRead(byte[] payload) {
        for (int at = 0; at < payload.length - 4; at++) {
            if (payload[at] == '"' && (payload[at + 1] == 'G' || payload[at + 1] == 'H') && readsAt(payload, at)) {
                return true;
            }
        }
        return false;
    }

    private static boolean reads(JsonNode request) {
        String method = request.path("method").asString("");
        return method.equals("GET") || method.equals("HEAD");
    }

    /** What each entry asks; nothing when this is no bundle that asks, which admission says better. */
    private static List<JsonNode> requests(byte[] payload) {
        JsonNode bundle;
        try {
            bundle = Json.parse(payload);
        } catch (JacksonException malformed) {
            return List.of();
        }
        String type = bundle.path("type").asString("");
        boolean asks = "Bundle".equals(bundle.path("resourceType").asString(""))
                && (type.equals("batch") || type.equals("transaction"));
        return asks
                ? Json.each(bundle.path("entry"))
                        .map(entry -> entry.path("request"))
                        .toList()
                : List.of();
    }

    private static boolean readsAt(byte[] payload, int at) {
        for (byte[] word : READING) {
            int end = at + word.length;
            if (end <= payload.length && Arrays.equals(payload, at, end, word, 0, word.length)) {
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
