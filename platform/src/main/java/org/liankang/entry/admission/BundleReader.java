package org.liankang.entry.admission;

import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.liankang.base.finding.Finding;
import org.liankang.base.json.Json;
import org.liankang.entry.Interaction;
import org.liankang.entry.check.Reference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The entries of a transaction or batch bundle (FHIR R4, 3.1.0.11). */
final class BundleReader {

    private static final Pattern TARGET = Pattern.compile("([A-Za-z]+)(?:/([A-Za-z0-9\\-.]{1,64}))?(?:\\?(.*))?");
    private static final Pattern VERSION = Pattern.compile("(?:W/)?\"?(\\d{1,9})\"?");
    private static final int MOST_ENTRIES = 10_000;
    private static final String FORM = "a write names Type, Type/id or Type?search as its method asks";

    private final Preparation preparation;

    BundleReader(Preparation preparation) {
        this.preparation = preparation;
    }

    /** Answers whether the bundle is all or nothing. */
    boolean read(JsonNode bundle, Instant now, List<Entry> entries, List<Finding> findings) {
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
            entries.add(entry(i, list.get(i), now));
        }
        boolean atomic = type.equals("transaction");
        if (atomic) {
            link(entries);
        }
        return atomic;
    }

    private Entry entry(int at, JsonNode entry, Instant now) {
        JsonNode request = entry.path("request");
        String method = request.path("method").asString("");
        String url = request.path("url").asString("");
        String fullUrl = entry.path("fullUrl").asString("");
        JsonNode resource = entry.path("resource");
        if (method.equals("GET") || method.equals("HEAD")) {
            return Entry.of(
                    new Entry.Request(at, Entry.Action.READ, "", "", "", OptionalInt.empty(), Optional.empty()),
                    null,
                    new org.liankang.entry.check.Checks.Result(List.of(), List.of()));
        }
        Matcher target = TARGET.matcher(url.startsWith("/") ? url.substring(1) : url);
        if (!target.matches()) {
            return broken(at, fullUrl, resource, "bundle-entry-request", FORM);
        }
        String match = request.path("ifMatch").asString("");
        if (!match.isEmpty() && version(match).isEmpty()) {
            return broken(at, fullUrl, resource, "bundle-entry-request", "ifMatch must be a version as W/\"1\"");
        }
        String type = target.group(1);
        String id = target.group(2);
        String query = target.group(3);
        boolean one = id != null && query == null;
        boolean where = id == null && query != null;
        Optional<String> ifNoneExist = Optional.ofNullable(request.path("ifNoneExist").asString(null));
        return switch (method) {
            case "POST" ->
                id == null && query == null
                        ? preparation.create(at, fullUrl, type, ifNoneExist, resource, now)
                        : broken(at, fullUrl, resource, "bundle-entry-request", FORM);
            case "PUT", "DELETE" -> {
                Entry.Action action = method.equals("PUT") ? Entry.Action.UPDATE : Entry.Action.DELETE;
                if (one) {
                    var named = new Entry.Request(at, action, fullUrl, type, id, version(match), Optional.empty());
                    yield preparation.entry(named, resource, now);
                }
                yield where
                        ? preparation.conditional(preparation.where(at, action, fullUrl, type, query, now), resource, now)
                        : broken(at, fullUrl, resource, "bundle-entry-request", FORM);
            }
            case "PATCH" -> {
                if (!one && !where) {
                    yield broken(at, fullUrl, resource, "bundle-entry-request", FORM);
                }
                Entry.Request named = one
                        ? new Entry.Request(
                                at, Entry.Action.PATCH, fullUrl, type, id, version(match), Optional.empty())
                        : preparation.where(at, Entry.Action.PATCH, fullUrl, type, query, now);
                yield where && named.condition().isEmpty()
                        ? preparation.noCondition(named)
                        : patching(named, resource);
            }
            default -> broken(at, fullUrl, resource, "interaction-unsupported", "the method is none of a bundle's");
        };
    }

    /** A JSON Patch comes as a Binary, a FHIRPath Patch as a Parameters resource. */
    private Entry patching(Entry.Request request, JsonNode resource) {
        if (!resource.path("resourceType").asString("").equals("Binary")) {
            return preparation.patching(request, Interaction.PatchKind.FHIRPATH, Json.bytes(resource));
        }
        try {
            byte[] data = Base64.getMimeDecoder().decode(resource.path("data").asString(""));
            return preparation.patching(request, Interaction.PatchKind.JSON, data);
        } catch (IllegalArgumentException noBase64) {
            return broken(request.at(), request.fullUrl(), resource, "patch-malformed", "Binary.data must be base64");
        }
    }

    private static Entry broken(int at, String fullUrl, JsonNode resource, String code, String message) {
        return Entry.of(
                new Entry.Request(at, Entry.Action.NONE, fullUrl, "", "", OptionalInt.empty(), Optional.empty()),
                resource instanceof ObjectNode object ? object : null,
                Preparation.refusal(code, "Bundle.entry[" + at + "].request", message));
    }

    /**
     * Inside a transaction a reference may name another entry by its fullUrl, or relative to the server that its own
     * entry's fullUrl names.
     */
    private static void link(List<Entry> entries) {
        Map<String, String> targets = new HashMap<>();
        for (Entry entry : entries) {
            boolean elsewhere = !entry.fullUrl.isEmpty() && !entry.fullUrl.equals(entry.key().toString());
            if (elsewhere && entry.condition.isEmpty()) {
                targets.put(entry.fullUrl, entry.key().toString());
            }
        }
        if (targets.isEmpty()) {
            return;
        }
        for (Entry entry : entries) {
            Map<String, String> own = relative(entry, targets);
            entry.rewrite(own.isEmpty() ? targets : own);
        }
    }

    /** The targets with those that this entry names relative to its own base; empty when it has none. */
    private static Map<String, String> relative(Entry entry, Map<String, String> targets) {
        String tail = "/" + entry.type + "/";
        int base = entry.fullUrl.startsWith("http") ? entry.fullUrl.lastIndexOf(tail) : -1;
        Map<String, String> own = new HashMap<>();
        if (base > 0) {
            for (Reference reference : entry.references()) {
                String absolute = entry.fullUrl.substring(0, base) + "/" + reference.target();
                if (targets.containsKey(absolute)) {
                    own.put(reference.target(), targets.get(absolute));
                }
            }
        }
        if (!own.isEmpty()) {
            own.putAll(targets);
        }
        return own;
    }

    private static OptionalInt version(String ifMatch) {
        Matcher matcher = VERSION.matcher(ifMatch);
        return matcher.matches() ? OptionalInt.of(Integer.parseInt(matcher.group(1))) : OptionalInt.empty();
    }
}
