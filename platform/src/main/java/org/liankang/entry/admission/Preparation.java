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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.liankang.base.finding.Finding;
import org.liankang.base.id.Ids;
import org.liankang.base.json.Json;
import org.liankang.entry.Envelope;
import org.liankang.entry.Interaction;
import org.liankang.entry.check.Checks;
import org.liankang.entry.check.Reference;
import org.liankang.record.search.Parameters;
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

    private static final Pattern TARGET = Pattern.compile("([A-Za-z]+)(?:/([A-Za-z0-9\\-.]{1,64}))?(\\?.*)?");
    private static final int MOST_ENTRIES = 10_000;
    private static final Pattern VERSION = Pattern.compile("(?:W/)?\"?(\\d{1,9})\"?");

    private final Checks checks;
    private final Parameters parameters;
    private final Ids ids;

    Preparation(Checks checks, Parameters parameters, Ids ids) {
        this.checks = checks;
        this.parameters = parameters;
        this.ids = ids;
    }

    Prepared prepare(Envelope envelope, Instant now, long origin, long originSubmission) {
        List<Finding> findings = new ArrayList<>();
        List<Entry> entries = new ArrayList<>();
        boolean atomic = false;
        JsonNode document = envelope.interaction() instanceof Interaction.Delete
                ? Json.object()
                : read(envelope.payload(), findings);
        if (document != null) {
            switch (envelope.interaction()) {
                case Interaction.Bundle bundle -> atomic = bundle(document, now, entries, findings);
                case Interaction.Create(String type, Optional<String> ifNoneExist) ->
                    entries.add(entry(
                            0,
                            Entry.Action.CREATE,
                            "",
                            type,
                            ids.next(now),
                            OptionalInt.empty(),
                            ifNoneExist,
                            document,
                            now));
                case Interaction.Update(String type, String id, OptionalInt ifMatch) ->
                    entries.add(entry(0, Entry.Action.UPDATE, "", type, id, ifMatch, Optional.empty(), document, now));
                case Interaction.Delete(String type, String id, OptionalInt ifMatch) ->
                    entries.add(
                            entry(0, Entry.Action.DELETE, "", type, id, ifMatch, Optional.empty(), Json.object(), now));
                default -> findings.add(Finding.error("interaction-unsupported", "", "is not done yet"));
            }
        }
        boolean whole = atomic;
        if (whole) {
            link(entries);
        }
        entries.forEach(entry -> settle(entry, whole));
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
            var at = malformed.getLocation();
            String where = at == null ? "" : "line " + at.getLineNr() + ", column " + at.getColumnNr();
            findings.add(Finding.error("json-malformed", where, "is not well-formed JSON"));
        }
        return null;
    }

    /** Answers whether the bundle is all or nothing. */
    private boolean bundle(JsonNode bundle, Instant now, List<Entry> entries, List<Finding> findings) {
        String type = bundle.path("type").asString("");
        if (!"Bundle".equals(bundle.path("resourceType").asString(""))) {
            findings.add(Finding.error("bundle-expected", "resourceType", "must be Bundle here"));
            return false;
        }
        if (!type.equals("transaction") && !type.equals("batch")) {
            findings.add(Finding.error("bundle-type", "Bundle.type", "must be transaction or batch"));
            return false;
        }
        JsonNode list = bundle.path("entry");
        if (!list.isMissingNode() && !list.isArray()) {
            findings.add(Finding.error("structure-invalid", "Bundle.entry", "must be an array"));
            return false;
        }
        if (list.size() > MOST_ENTRIES) {
            findings.add(
                    Finding.error("bundle-too-long", "Bundle.entry", "has more than " + MOST_ENTRIES + " entries"));
            return false;
        }
        for (int i = 0; i < list.size(); i++) {
            entries.add(entryOf(i, list.get(i), now));
        }
        return type.equals("transaction");
    }

    private Entry entryOf(int at, JsonNode entry, Instant now) {
        JsonNode request = entry.path("request");
        String method = request.path("method").asString("");
        String url = request.path("url").asString("");
        Matcher target = TARGET.matcher(url.startsWith("/") ? url.substring(1) : url);
        JsonNode resource = entry.path("resource");
        String fullUrl = entry.path("fullUrl").asString("");
        if (!target.matches()) {
            return broken(at, fullUrl, resource, "bundle-entry-request", "request.url must be Type or Type/id");
        }
        boolean conditional = target.group(3) != null;
        Entry.Action action = switch (method) {
            case "POST" -> Entry.Action.CREATE;
            case "PUT" -> Entry.Action.UPDATE;
            case "DELETE" -> Entry.Action.DELETE;
            default -> Entry.Action.NONE;
        };
        if (action == Entry.Action.NONE || conditional) {
            return broken(
                    at,
                    fullUrl,
                    resource,
                    "interaction-unsupported",
                    "only POST, PUT and DELETE of one resource are done inside a bundle");
        }
        String match = request.path("ifMatch").asString("");
        if (!match.isEmpty() && version(match).isEmpty()) {
            return broken(at, fullUrl, resource, "bundle-entry-request", "ifMatch must be a version as W/\"1\"");
        }
        boolean named = target.group(2) != null;
        if (named == (action == Entry.Action.CREATE)) {
            return broken(
                    at,
                    fullUrl,
                    resource,
                    "bundle-entry-request",
                    "POST names a type, PUT and DELETE a type and an id");
        }
        return entry(
                at,
                action,
                fullUrl,
                target.group(1),
                named ? target.group(2) : ids.next(now),
                version(match),
                Optional.ofNullable(request.path("ifNoneExist").asString(null)),
                resource,
                now);
    }

    private static Entry broken(int at, String fullUrl, JsonNode resource, String code, String message) {
        return new Entry(
                at,
                Entry.Action.NONE,
                fullUrl,
                "",
                "",
                OptionalInt.empty(),
                Optional.empty(),
                resource.isObject() ? (ObjectNode) resource : null,
                List.of(Finding.error(code, "Bundle.entry[" + at + "].request", message)),
                List.of());
    }

    private Entry entry(
            int at,
            Entry.Action action,
            String fullUrl,
            String type,
            String id,
            OptionalInt ifMatch,
            Optional<String> ifNoneExist,
            JsonNode resource,
            Instant now) {
        List<Finding> findings = new ArrayList<>();
        List<Reference> references = List.of();
        ObjectNode body = resource.isObject() ? (ObjectNode) resource : null;
        if (!checks.knows(type)) {
            findings.add(Finding.error("resource-type-unknown", "", "there is no such resource type in FHIR R4"));
        } else if (action != Entry.Action.DELETE) {
            if (body == null) {
                findings.add(Finding.error("not-a-resource", "", "a FHIR resource is a JSON object"));
            } else {
                agree(action, type, id, body, findings);
                Checks.Result result = checks.check(body, now);
                findings.addAll(result.findings());
                references = result.references();
            }
        }
        return new Entry(at, action, fullUrl, type, id, ifMatch, ifNoneExist, body, List.copyOf(findings), references);
    }

    /** The document must be what the address says; a created one gets its id here. */
    private static void agree(Entry.Action action, String type, String id, ObjectNode body, List<Finding> findings) {
        String said = body.path("resourceType").asString("");
        if (!said.isEmpty() && !said.equals(type)) {
            findings.add(Finding.error("resource-type-mismatch", "resourceType", "differs from the type addressed"));
        }
        if (action == Entry.Action.CREATE) {
            body.put("id", id);
        } else if (!body.has("id")) {
            findings.add(Finding.error("id-missing", "id", "an update carries the id it is addressed to"));
        } else if (!body.path("id").asString("").equals(id)) {
            findings.add(Finding.error("id-mismatch", "id", "differs from the id addressed"));
        }
        // versionId and lastUpdated are the server's: added when read, so that the same document has the same digest
        if (body.path("meta") instanceof ObjectNode meta) {
            meta.remove("versionId");
            meta.remove("lastUpdated");
            if (meta.isEmpty()) {
                body.remove("meta");
            }
        }
    }

    /** Inside a transaction a reference may name another entry by its fullUrl. */
    private static void link(List<Entry> entries) {
        Map<String, String> targets = new HashMap<>();
        for (Entry entry : entries) {
            if (!entry.fullUrl.isEmpty() && entry.ifNoneExist.isEmpty()) {
                targets.put(entry.fullUrl, entry.key().toString());
            }
        }
        entries.forEach(entry -> entry.rewrite(targets));
    }

    /** What needs no look at other resources is packed and indexed now. */
    private void settle(Entry entry, boolean atomic) {
        boolean open = entry.references.stream()
                .map(Reference::target)
                .anyMatch(target -> target.indexOf('?') > 0 || atomic && target.startsWith("urn:"));
        if (!entry.refused() && !open && entry.action != Entry.Action.DELETE) {
            entry.finish(parameters, Map.of());
        }
    }

    private static OptionalInt version(String ifMatch) {
        Matcher matcher = VERSION.matcher(ifMatch);
        return matcher.matches() ? OptionalInt.of(Integer.parseInt(matcher.group(1))) : OptionalInt.empty();
    }

    /** What creates is recognised by its content; what only updates is harmless to repeat as it is. */
    private static String key(Envelope envelope, byte[] digest, List<Entry> entries, long origin) {
        if (origin != 0) {
            return null;
        }
        String owner = envelope.by().user() + "|" + envelope.by().institution() + "|";
        if (envelope.key().isPresent()) {
            return "key|" + owner + envelope.key().get();
        }
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
