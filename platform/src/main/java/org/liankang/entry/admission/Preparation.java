package org.liankang.entry.admission;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.liankang.base.finding.Finding;
import org.liankang.base.id.Ids;
import org.liankang.base.json.Json;
import org.liankang.entry.Envelope;
import org.liankang.entry.Interaction;
import org.liankang.entry.check.Checks;
import org.liankang.entry.check.Reference;
import org.liankang.entry.patch.Patch;
import org.liankang.entry.receipt.Submissions;
import org.liankang.record.store.Packing;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The part of admission that needs no look at the record and therefore runs in parallel: reading, checking, giving ids,
 * resolving references inside a bundle, packing, indexing.
 */
@Component
class Preparation {

    private final Admission parts;
    private final Ids ids;
    private final BundleReader bundles;
    private final LineEntries lines;

    Preparation(Admission parts, Ids ids) {
        this.parts = parts;
        this.ids = ids;
        this.bundles = new BundleReader(this);
        this.lines = new LineEntries(this);
    }

    Prepared prepare(Envelope envelope, Instant now, long origin, long originSubmission) {
        List<Finding> findings = new ArrayList<>();
        List<Entry> entries = new ArrayList<>();
        boolean atomic = false;
        switch (envelope.interaction()) {
            case Interaction.Bundle bundle -> {
                JsonNode document = read(envelope.payload(), findings);
                atomic = document != null && bundles.read(document, now, entries, findings);
            }
            case Interaction.Lines(String type) -> lines.read(envelope.payload(), type, now, entries);
            case Interaction.Patch(String type, String id, OptionalInt match, Interaction.PatchKind kind) ->
                entries.add(patching(
                        new Entry.Request(0, Entry.Action.PATCH, "", type, id, match, Optional.empty()),
                        kind,
                        envelope.payload()));
            case Interaction.PatchWhere(String type, String query, Interaction.PatchKind kind) -> {
                var request = where(0, Entry.Action.PATCH, "", type, query, now);
                entries.add(
                        request.condition().isEmpty()
                                ? noCondition(request)
                                : patching(request, kind, envelope.payload()));
            }
            case Interaction.Delete(String type, String id, OptionalInt match) ->
                entries.add(entry(
                        new Entry.Request(0, Entry.Action.DELETE, "", type, id, match, Optional.empty()), null, now));
            case Interaction.DeleteWhere(String type, String query) ->
                entries.add(conditional(where(0, Entry.Action.DELETE, "", type, query, now), null, now));
            case Interaction.Create(String type, Optional<String> ifNoneExist) -> {
                JsonNode document = read(envelope.payload(), findings);
                if (document != null) {
                    entries.add(create(0, "", type, ifNoneExist, document, now));
                }
            }
            case Interaction.Update(String type, String id, OptionalInt match) -> {
                JsonNode document = read(envelope.payload(), findings);
                if (document != null) {
                    entries.add(entry(
                            new Entry.Request(0, Entry.Action.UPDATE, "", type, id, match, Optional.empty()),
                            document,
                            now));
                }
            }
            case Interaction.UpdateWhere(String type, String query) -> {
                JsonNode document = read(envelope.payload(), findings);
                if (document != null) {
                    entries.add(conditional(where(0, Entry.Action.UPDATE, "", type, query, now), document, now));
                }
            }
        }
        for (Entry entry : entries) {
            settle(entry, atomic);
        }
        byte[] digest = digest(envelope);
        return new Prepared(
                envelope,
                now,
                key(envelope, digest, entries, origin),
                digest,
                Packing.pack(envelope.payload()),
                atomic,
                List.copyOf(entries),
                List.copyOf(findings),
                origin,
                originSubmission);
    }

    private static JsonNode read(byte[] payload, List<Finding> findings) {
        try {
            JsonNode document = Json.parse(payload);
            if (document.isObject()) {
                return document;
            }
            findings.add(Finding.error("not-a-resource", "", "a FHIR resource is a JSON object"));
        } catch (JacksonException malformed) {
            findings.add(Finding.error("json-malformed", Json.place(malformed), Json.wrong(malformed)));
        }
        return null;
    }

    /** A new resource; with a search string only if nothing matches. */
    Entry create(int at, String fullUrl, String type, Optional<String> ifNoneExist, JsonNode resource, Instant now) {
        if (ifNoneExist.isPresent()) {
            return conditional(where(at, Entry.Action.CREATE, fullUrl, type, ifNoneExist.get(), now), resource, now);
        }
        return entry(
                new Entry.Request(
                        at, Entry.Action.CREATE, fullUrl, type, ids.next(now), OptionalInt.empty(), Optional.empty()),
                resource,
                now);
    }

    /** Its condition is empty when the search string is none. */
    Entry.Request where(int at, Entry.Action action, String fullUrl, String type, String query, Instant now) {
        Optional<Condition> condition =
                parts.checks().knows(type) ? parts.conditions().parse(type, query) : Optional.empty();
        return new Entry.Request(at, action, fullUrl, type, ids.next(now), OptionalInt.empty(), condition);
    }

    Entry conditional(Entry.Request request, JsonNode resource, Instant now) {
        return request.condition().isEmpty() && parts.checks().knows(request.type())
                ? noCondition(request)
                : entry(request, resource, now);
    }

    Entry noCondition(Entry.Request request) {
        var none = new Entry.Request(
                request.at(),
                Entry.Action.NONE,
                request.fullUrl(),
                request.type(),
                "",
                OptionalInt.empty(),
                Optional.empty());
        return Entry.of(
                none,
                null,
                refusal("condition-unsupported", "", "a condition is a search string that finds by something"));
    }

    Entry patching(Entry.Request request, Interaction.PatchKind kind, byte[] payload) {
        if (!parts.checks().knows(request.type())) {
            return Entry.of(
                    request, null, refusal("resource-type-unknown", "", "there is no such resource type in FHIR R4"));
        }
        return switch (Patch.parse(kind, payload, parts.fhir())) {
            case Patch.Read.Understood(Patch patch) -> Entry.patching(request, kind, patch);
            case Patch.Read.Malformed(Finding finding) ->
                Entry.of(request, null, new Checks.Result(List.of(finding), List.of()));
        };
    }

    static Checks.Result refusal(String code, String where, String message) {
        return new Checks.Result(List.of(Finding.error(code, where, message)), List.of());
    }

    Entry entry(Entry.Request request, JsonNode resource, Instant now) {
        if (!parts.checks().knows(request.type())) {
            return Entry.of(
                    request, null, refusal("resource-type-unknown", "", "there is no such resource type in FHIR R4"));
        }
        if (request.action() == Entry.Action.DELETE) {
            return Entry.of(request, null, new Checks.Result(List.of(), List.of()));
        }
        if (!(resource instanceof ObjectNode body)) {
            return Entry.of(request, null, refusal("not-a-resource", "", "a FHIR resource is a JSON object"));
        }
        List<Finding> findings = new ArrayList<>();
        agree(request, body, findings);
        Checks.Result checked = parts.checks().check(body, now);
        findings.addAll(checked.findings());
        List<Finding> unsuitable =
                checked.refused() ? List.of() : parts.suitabilities().against(request.type(), body);
        if (!unsuitable.isEmpty()) {
            // without a body it is refused and not kept: waiting would not make it suitable
            return Entry.of(request, null, new Checks.Result(unsuitable, List.of()));
        }
        return Entry.of(request, body, new Checks.Result(List.copyOf(findings), checked.references()));
    }

    /** The document must be what the address says; a created one gets its id here. */
    private static void agree(Entry.Request request, ObjectNode body, List<Finding> findings) {
        String said = body.path("resourceType").asString("");
        if (!said.isEmpty() && !said.equals(request.type())) {
            findings.add(Finding.error("resource-type-mismatch", "resourceType", "differs from the type addressed"));
        }
        if (request.action() == Entry.Action.CREATE) {
            body.put("id", request.id());
        } else if (request.condition().isEmpty()) {
            if (!body.has("id")) {
                findings.add(Finding.error("id-missing", "id", "an update carries the id it is addressed to"));
            } else if (!body.path("id").asString("").equals(request.id())) {
                findings.add(Finding.error("id-mismatch", "id", "differs from the id addressed"));
            }
        }
        withoutServerMeta(body);
    }

    /** versionId and lastUpdated are the server's: added when read, so that the same document has the same digest. */
    static void withoutServerMeta(ObjectNode body) {
        if (body.path("meta") instanceof ObjectNode meta) {
            meta.remove("versionId");
            meta.remove("lastUpdated");
            if (meta.isEmpty()) {
                body.remove("meta");
            }
        }
    }

    /**
     * What needs no look at other resources is packed and indexed now; also what does, as if conditional references meant
     * what they meant last: at the turn that is only to be confirmed.
     */
    private void settle(Entry entry, boolean atomic) {
        if (entry.body() == null || entry.refused() || entry.condition.isPresent()) {
            return;
        }
        Map<String, String> guessed = Map.of();
        for (Reference reference : entry.references()) {
            String target = reference.target();
            reference.literal(parts.records()::knows); // read here, so that the one writer need not
            if (atomic && target.startsWith("urn:")) {
                return;
            }
            if (target.indexOf('?') > 0) {
                String guess = parts.sight().guess(target);
                if (guess == null) {
                    return;
                }
                guessed = guessed.isEmpty() ? new HashMap<>() : guessed;
                guessed.put(target, guess);
            }
        }
        if (atomic && !guessed.isEmpty()) {
            entry.assume(guessed);
            entry.finish(parts, Map.of());
        } else {
            entry.finish(parts, guessed);
        }
    }

    /** What creates is recognised by its content; what only updates is harmless to repeat as it is. */
    private static String key(Envelope envelope, byte[] digest, List<Entry> entries, long origin) {
        if (origin != 0) {
            return null;
        }
        if (envelope.key().isPresent()) {
            return Submissions.key(envelope.by(), envelope.key().get());
        }
        String owner = envelope.by().user() + "|" + envelope.by().institution() + "|";
        boolean creates = entries.stream().anyMatch(entry -> entry.action == Entry.Action.CREATE);
        return creates ? "content|" + owner + HexFormat.of().formatHex(digest) : null;
    }

    /** Of what is asked and of the bytes: the same bytes may be asked for different things. */
    private static byte[] digest(Envelope envelope) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(envelope.interaction().asked().getBytes(StandardCharsets.UTF_8));
            sha.update((byte) 0);
            return sha.digest(envelope.payload());
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java has SHA-256", missing);
        }
    }
}
