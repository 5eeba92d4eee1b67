package org.liankang.web.fhir;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.liankang.base.finding.Finding;
import org.liankang.base.json.Json;
import org.liankang.entry.Door;
import org.liankang.entry.Envelope;
import org.liankang.entry.Interaction;
import org.liankang.entry.Receipt;
import org.liankang.entry.Submitter;
import org.liankang.identity.access.Account;
import org.liankang.identity.access.CurrentAccount;
import org.liankang.identity.access.Right;
import org.liankang.record.search.Parameters;
import org.liankang.record.store.Records;
import org.liankang.record.store.Search;
import org.liankang.record.store.Version;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The FHIR R4 door at {@code /fhir}: JSON in and out, every refusal an OperationOutcome with a stable code. */
@RestController
@RequestMapping(
        path = "/fhir",
        produces = {"application/fhir+json", "application/json", "*/*"})
class FhirRoutes {

    private static final Logger LOG = LoggerFactory.getLogger(FhirRoutes.class);
    private static final MediaType FHIR_JSON = MediaType.parseMediaType("application/fhir+json;charset=UTF-8");
    private static final Pattern IF_MATCH = Pattern.compile("(?:W/)?\"?(\\d{1,9})\"?");
    private static final int LONGEST_KEY = 200;

    private final Door door;
    private final Records records;
    private final Parameters parameters;
    private final Capability capability;
    private final CurrentAccount current;
    private final Watch watch;
    private final Clock clock;

    FhirRoutes(
            Door door,
            Records records,
            Parameters parameters,
            Capability capability,
            CurrentAccount current,
            Watch watch,
            Clock clock) {
        this.door = door;
        this.records = records;
        this.parameters = parameters;
        this.capability = capability;
        this.current = current;
        this.watch = watch;
        this.clock = clock;
    }

    @GetMapping("/metadata")
    ResponseEntity<byte[]> metadata(HttpServletRequest request) {
        return json(HttpStatus.OK, capability.statement(base(request), clock.instant()));
    }

    @PostMapping({"", "/"})
    ResponseEntity<byte[]> bundle(HttpServletRequest request) throws IOException {
        Receipt receipt = submit(request, new Interaction.Bundle(), Payload.read(request));
        boolean whole = receipt.findings().stream().anyMatch(Finding::refuses);
        if (whole) {
            long quarantine = receipt.outcomes().stream()
                    .mapToLong(Receipt.Outcome::quarantine)
                    .max()
                    .orElse(0);
            return json(Outcomes.status(receipt.findings()), Outcomes.outcome(receipt.findings(), quarantine));
        }
        ObjectNode response = Json.object();
        response.put("resourceType", "Bundle");
        response.put(
                "type",
                receipt.outcomes().stream().allMatch(Receipt.Outcome::stored)
                        ? "transaction-response"
                        : "batch-response");
        ArrayNode entries = response.putArray("entry");
        receipt.outcomes().forEach(outcome -> entry(entries.addObject().putObject("response"), outcome));
        return json(HttpStatus.OK, response);
    }

    private static void entry(ObjectNode response, Receipt.Outcome outcome) {
        HttpStatus status = Outcomes.status(outcome);
        response.put("status", status.value() + " " + status.getReasonPhrase());
        if (outcome.stored() && outcome.version() > 0) {
            response.put("location", location(outcome));
            response.put("etag", "W/\"" + outcome.version() + "\"");
            response.put("lastModified", Rendering.instant(outcome.at()));
        }
        if (outcome.status() == Receipt.Status.UNCHANGED && outcome.findings().isEmpty()) {
            response.set("outcome", Outcomes.unchanged());
        } else if (!outcome.findings().isEmpty()) {
            response.set("outcome", Outcomes.outcome(outcome.findings(), outcome.quarantine()));
        }
    }

    private static String location(Receipt.Outcome outcome) {
        return outcome.type() + "/" + outcome.id() + "/_history/" + outcome.version();
    }

    @PostMapping("/{type}")
    ResponseEntity<byte[]> create(@PathVariable String type, HttpServletRequest request) throws IOException {
        Optional<String> condition = Optional.ofNullable(request.getHeader("If-None-Exist"));
        return single(request, new Interaction.Create(type, condition), Payload.read(request));
    }

    @PutMapping("/{type}/{id}")
    ResponseEntity<byte[]> update(@PathVariable String type, @PathVariable String id, HttpServletRequest request)
            throws IOException {
        named(id);
        return single(request, new Interaction.Update(type, id, ifMatch(request)), Payload.read(request));
    }

    private static void named(String id) {
        if (!id.matches("[A-Za-z0-9\\-.]{1,64}")) {
            throw new Refusal("request-invalid", "id", "is no valid FHIR id");
        }
    }

    @DeleteMapping("/{type}/{id}")
    ResponseEntity<byte[]> delete(@PathVariable String type, @PathVariable String id, HttpServletRequest request) {
        named(id);
        return single(request, new Interaction.Delete(type, id, ifMatch(request)), new byte[0]);
    }

    private static OptionalInt ifMatch(HttpServletRequest request) {
        String header = request.getHeader("If-Match");
        if (header == null) {
            return OptionalInt.empty();
        }
        Matcher matcher = IF_MATCH.matcher(header.strip());
        if (!matcher.matches()) {
            throw new Refusal("request-invalid", "If-Match", "must be a version as W/\"1\"");
        }
        return OptionalInt.of(Integer.parseInt(matcher.group(1)));
    }

    private ResponseEntity<byte[]> single(HttpServletRequest request, Interaction interaction, byte[] payload) {
        Receipt receipt = submit(request, interaction, payload);
        if (receipt.outcomes().isEmpty()) {
            return json(Outcomes.status(receipt.findings()), Outcomes.outcome(receipt.findings(), 0));
        }
        Receipt.Outcome outcome = receipt.outcomes().getFirst();
        HttpStatus status = Outcomes.status(outcome);
        if (!outcome.stored()) {
            return json(status, Outcomes.outcome(outcome.findings(), outcome.quarantine()));
        }
        if (status == HttpStatus.NO_CONTENT || outcome.version() == 0) {
            return ResponseEntity.status(status == HttpStatus.OK ? HttpStatus.NO_CONTENT : status)
                    .build();
        }
        status = receipt.repeated() ? HttpStatus.OK : status;
        var answer = ResponseEntity.status(status)
                .header("Location", base(request) + "/" + location(outcome))
                .eTag("W/\"" + outcome.version() + "\"")
                .lastModified(outcome.at());
        String prefer = Optional.ofNullable(request.getHeader("Prefer")).orElse("");
        if (prefer.contains("return=minimal")) {
            return answer.build();
        }
        if (prefer.contains("return=OperationOutcome")) {
            return answer.contentType(FHIR_JSON).body(Json.bytes(Outcomes.outcome(outcome.findings(), 0)));
        }
        Optional<Version> stored = records.version(outcome.type(), outcome.id(), outcome.version());
        return stored.isPresent()
                ? answer.contentType(FHIR_JSON).body(Json.bytes(Rendering.resource(stored.get())))
                : answer.build();
    }

    private Receipt submit(HttpServletRequest request, Interaction interaction, byte[] payload) {
        Account account = current.require(Right.SUBMIT_FHIR);
        String institution = Optional.ofNullable(request.getHeader("Liankang-Institution"))
                .map(String::strip)
                .orElse(account.institution());
        if (!institution.isEmpty() && !account.speaksFor(institution)) {
            throw new Refusal("institution-not-yours", "Liankang-Institution", "this account may not speak for it");
        }
        Optional<String> key =
                Optional.ofNullable(request.getHeader("Idempotency-Key")).map(String::strip);
        if (key.isPresent() && (key.get().isEmpty() || key.get().length() > LONGEST_KEY)) {
            throw new Refusal("request-invalid", "Idempotency-Key", "must have 1 to " + LONGEST_KEY + " characters");
        }
        Submitter by = new Submitter(account.login(), institution);
        return door.submit(new Envelope("fhir", by, key, interaction, payload)).join();
    }

    @GetMapping("/{type}/{id}")
    ResponseEntity<byte[]> read(@PathVariable String type, @PathVariable String id, HttpServletRequest request) {
        Account account = current.require(Right.READ_FHIR);
        typed(type);
        named(id);
        Version version = records.read(type, id).orElseThrow(() -> nothing(type));
        if (version.deleted()) {
            throw new Refusal("deleted", version.reference(), "was deleted");
        }
        watch.seen(account, request, List.of(version));
        return versioned(version);
    }

    @GetMapping("/{type}/{id}/_history/{number}")
    ResponseEntity<byte[]> vread(
            @PathVariable String type,
            @PathVariable String id,
            @PathVariable String number,
            HttpServletRequest request) {
        Account account = current.require(Right.READ_FHIR);
        Version version = known(type, id).stream()
                .filter(v -> Integer.toString(v.number()).equals(number))
                .findFirst()
                .orElseThrow(() -> new Refusal("not-found", type + "/" + id, "has no such version"));
        if (version.deleted()) {
            throw new Refusal("deleted", version.reference(), "was deleted by this version");
        }
        watch.seen(account, request, List.of(version));
        return versioned(version);
    }

    @GetMapping("/{type}/{id}/_history")
    ResponseEntity<byte[]> history(@PathVariable String type, @PathVariable String id, HttpServletRequest request) {
        Account account = current.require(Right.READ_FHIR);
        List<Version> versions = known(type, id);
        watch.seen(account, request, versions);
        ObjectNode bundle = Json.object();
        bundle.put("resourceType", "Bundle").put("type", "history").put("total", versions.size());
        ArrayNode entries = bundle.putArray("entry");
        for (Version version : versions) {
            ObjectNode entry = entries.addObject();
            entry.put("fullUrl", base(request) + "/" + version.reference());
            String method = version.deleted() ? "DELETE" : version.number() == 1 ? "POST" : "PUT";
            if (!version.deleted()) {
                entry.set("resource", Rendering.resource(version));
            }
            entry.putObject("request").put("method", method).put("url", version.reference());
            entry.putObject("response")
                    .put("status", version.deleted() ? "204" : version.number() == 1 ? "201" : "200")
                    .put("etag", "W/\"" + version.number() + "\"")
                    .put("lastModified", Rendering.instant(version.at()));
        }
        return json(HttpStatus.OK, bundle);
    }

    /** All versions, newest first; refuses what is not there. */
    private List<Version> known(String type, String id) {
        typed(type);
        named(id);
        List<Version> versions = records.history(type, id);
        if (versions.isEmpty()) {
            throw nothing(type);
        }
        return versions;
    }

    private static Refusal nothing(String type) {
        return new Refusal("not-found", type, "there is no such resource");
    }

    private void typed(String type) {
        if (!records.knows(type)) {
            throw new Refusal("resource-type-unknown", "", "there is no such resource type in FHIR R4");
        }
    }

    @GetMapping("/{type}")
    ResponseEntity<byte[]> search(@PathVariable String type, HttpServletRequest request) {
        return answer(type, request);
    }

    @PostMapping("/{type}/_search")
    ResponseEntity<byte[]> searchByForm(@PathVariable String type, HttpServletRequest request) {
        return answer(type, request);
    }

    private ResponseEntity<byte[]> answer(String type, HttpServletRequest request) {
        Account account = current.require(Right.READ_FHIR);
        typed(type);
        SearchRequest wanted = SearchRequest.of(type, request.getParameterMap(), parameters);
        Search.Page page = records.search(wanted.search());
        watch.counted(account, request, type);
        watch.seen(account, request, page.matches());
        ObjectNode bundle = Json.object();
        bundle.put("resourceType", "Bundle").put("type", "searchset").put("total", page.total());
        ArrayNode links = bundle.putArray("link");
        String query = Optional.ofNullable(request.getQueryString()).orElse("");
        links.addObject()
                .put("relation", "self")
                .put("url", base(request) + "/" + type + (query.isEmpty() ? "" : "?" + query));
        int next = wanted.offset() + wanted.count();
        if (!page.matches().isEmpty() && next < page.total()) {
            String rest = query.replaceAll("(^|&)_offset=\\d+", "");
            String joined = rest.isEmpty() ? "" : rest + "&";
            links.addObject()
                    .put("relation", "next")
                    .put("url", base(request) + "/" + type + "?" + joined + "_offset=" + next);
        }
        if (!page.matches().isEmpty()) {
            ArrayNode entries = bundle.putArray("entry");
            for (Version match : page.matches()) {
                ObjectNode entry = entries.addObject();
                entry.put("fullUrl", base(request) + "/" + match.reference());
                entry.set("resource", Rendering.resource(match));
                entry.putObject("search").put("mode", "match");
            }
        }
        return json(HttpStatus.OK, bundle);
    }

    private static ResponseEntity<byte[]> versioned(Version version) {
        return ResponseEntity.ok()
                .eTag("W/\"" + version.number() + "\"")
                .lastModified(version.at())
                .contentType(FHIR_JSON)
                .body(Json.bytes(Rendering.resource(version)));
    }

    private static ResponseEntity<byte[]> json(HttpStatus status, JsonNode body) {
        return ResponseEntity.status(status).contentType(FHIR_JSON).body(Json.bytes(body));
    }

    /** The address under which the sender reached us; behind a proxy, the proxy's. */
    private static String base(HttpServletRequest request) {
        String url = request.getRequestURL().toString();
        return url.substring(0, url.indexOf("/fhir") + 5);
    }

    @ExceptionHandler
    ResponseEntity<byte[]> refused(Refusal refusal) {
        return json(Outcomes.status(refusal.findings()), Outcomes.outcome(refusal.findings(), 0));
    }

    /** The writer could not answer; nothing was acknowledged, so the sender may try again. */
    @ExceptionHandler
    ResponseEntity<byte[]> unanswered(CompletionException failure) {
        LOG.error("a submission was not answered", failure.getCause());
        return json(
                HttpStatus.SERVICE_UNAVAILABLE,
                Outcomes.outcome(
                        List.of(Finding.error("platform-stopping", "", "was not recorded; send it again")), 0));
    }
}
