package org.liankang.entry.admission;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.liankang.base.finding.Finding;
import org.liankang.base.json.Json;
import org.liankang.entry.Interaction;
import org.liankang.entry.check.Checks;
import org.liankang.entry.check.Reference;
import org.liankang.entry.patch.Patch;
import org.liankang.record.index.Key;
import org.liankang.record.search.Index;
import org.liankang.record.search.Tokens;
import org.liankang.record.store.Packing;
import org.liankang.record.store.Version;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One item of a submission, checked and waiting for its turn. Everything that needs no look at the record is done
 * before the turn, in parallel; what depends on other resources is done at the turn: which resource a condition means
 * ({@link #settle}), what references mean ({@link #rewrite}), what a patch makes ({@link #becomes}).
 */
final class Entry {

    /** What is asked for one resource. */
    enum Action {
        CREATE,
        UPDATE,
        PATCH,
        DELETE,
        /** A read inside a bundle: answered by whoever asked, after the writes. */
        READ,
        NONE
    }

    /**
     * What a request says.
     *
     * @param at number in the bundle
     * @param id as written or given out; with a condition only what a new resource gets
     * @param condition the search string of a conditional interaction
     */
    record Request(
            int at,
            Action action,
            String fullUrl,
            String type,
            String id,
            OptionalInt ifMatch,
            Optional<Condition> condition) {}

    /** A conditional reference that was replaced by what it is believed to mean. */
    record Assumed(Reference reference, String written, String meaning) {}

    /** Types whose document is looked into at its turn. */
    private static final Set<String> NEEDED = Set.of("Patient", "Organization", "Practitioner");

    final int at;
    final Action action;
    final String fullUrl;
    final String type;
    final OptionalInt ifMatch;
    final Optional<Condition> condition;
    final Patch patch;
    private final Interaction.PatchKind patchKind;
    private final String ownId;
    private Key key;
    private ObjectNode body;
    private List<Finding> findings;
    private List<Reference> references;
    private Map<String, String> resolved = Map.of();
    private List<Assumed> assumed = List.of();
    /** The body's bytes as they came, while they say the same as the tree and are to be stored as they are; or null. */
    private byte[] written;
    /** The tree takes ten times the room of its bytes, and thousands of lines wait for one commit. */
    private boolean letGo;

    private JsonNode identifiers;
    private byte[] packed;
    private long digest;
    private Index index;

    private Entry(
            Request request, ObjectNode body, Interaction.PatchKind patchKind, Patch patch, Checks.Result checked) {
        this.at = request.at();
        this.action = request.action();
        this.fullUrl = request.fullUrl();
        this.type = request.type();
        this.ownId = request.id();
        this.key = new Key(request.type(), request.id());
        this.ifMatch = request.ifMatch();
        this.condition = request.condition();
        this.body = body;
        this.patchKind = patchKind;
        this.patch = patch;
        this.findings = checked.findings();
        this.references = checked.references();
    }

    /** @param body null when there is none */
    static Entry of(Request request, ObjectNode body, Checks.Result checked) {
        return new Entry(request, body, null, null, checked);
    }

    static Entry patching(Request request, Interaction.PatchKind kind, Patch patch) {
        return new Entry(request, null, kind, patch, new Checks.Result(List.of(), List.of()));
    }

    Key key() {
        return key;
    }

    String id() {
        return key.id();
    }

    /** Null of a deletion, and of a patch before its turn. What was let go is read again. */
    ObjectNode body() {
        return letGo ? (ObjectNode) Json.parse(Packing.unpack(packed)) : body;
    }

    /** The document's identifiers; a missing node when there are none. */
    JsonNode identifiers() {
        return letGo ? identifiers : body == null ? Json.object().path("identifier") : body.path("identifier");
    }

    List<Finding> findings() {
        return findings;
    }

    List<Reference> references() {
        return references;
    }

    boolean refused() {
        for (Finding finding : findings) {
            if (finding.refuses()) {
                return true;
            }
        }
        return false;
    }

    /** As the quarantine shows it: {@code PUT Observation/1}. */
    String interaction() {
        Optional<String> query = condition.map(Condition::query);
        return switch (action) {
            case CREATE -> new Interaction.Create(type, query).asked();
            case UPDATE ->
                query.isPresent()
                        ? new Interaction.UpdateWhere(type, query.get()).asked()
                        : new Interaction.Update(type, id(), ifMatch).asked();
            case PATCH ->
                query.isPresent()
                        ? new Interaction.PatchWhere(type, query.get(), patchKind).asked()
                        : new Interaction.Patch(type, id(), ifMatch, patchKind).asked();
            case DELETE ->
                query.isPresent()
                        ? new Interaction.DeleteWhere(type, query.get()).asked()
                        : new Interaction.Delete(type, id(), ifMatch).asked();
            case READ, NONE -> "NONE";
        };
    }

    /** The resource that the condition means; null for a new one. */
    void settle(String id) {
        Key now = new Key(type, id == null ? ownId : id);
        if (!now.equals(key)) {
            key = now;
            written = null;
            packed = null;
        }
    }

    /** The body that a patch makes of what is there. */
    void becomes(ObjectNode patched, Checks.Result checked) {
        body = patched;
        findings = checked.findings();
        references = checked.references();
        written = null;
        packed = null;
    }

    /** Puts literal references where the map says so; the body must not have been packed yet. */
    void rewrite(Map<String, String> targets) {
        if (targets.isEmpty()) {
            return;
        }
        written = null;
        for (Reference reference : references) {
            String target = targets.get(reference.target());
            if (target != null) {
                reference.target(target);
            }
        }
        if (body != null) {
            Links.rewrite(body, targets);
        }
    }

    /** Puts in what conditional references are believed to mean; {@link #doubt} takes it back. */
    void assume(Map<String, String> meanings) {
        assumed = new ArrayList<>();
        written = null;
        for (Reference reference : references) {
            String written = reference.target();
            String meaning = meanings.get(written);
            if (meaning != null) {
                assumed.add(new Assumed(reference, written, meaning));
                reference.target(meaning);
            }
        }
    }

    List<Assumed> assumed() {
        return assumed;
    }

    /** The body came in these bytes, in the very form in which bodies are stored. */
    void written(byte[] bytes) {
        written = bytes;
    }

    /** Takes back what was assumed: the body is as it came. */
    void doubt() {
        assumed.forEach(one -> one.reference().target(one.written()));
        assumed = List.of();
        packed = null;
    }

    /**
     * Makes the body and the index final.
     *
     * @param meant what conditional references that stay as written mean
     */
    void finish(Admission parts, Map<String, String> meant) {
        if (letGo) {
            if (!meant.equals(resolved)) {
                index = parts.parameters().index(type, body(), meant);
                resolved = meant;
            }
            return;
        }
        if (body == null) {
            return;
        }
        if (packed == null) {
            byte[] plain = written;
            if (plain == null) {
                body = Version.arranged(body, type, id());
                plain = Json.bytes(body);
            }
            packed = parts.dictionaries().pack(type, plain);
            digest = Tokens.of(plain);
            index = parts.parameters().index(type, body, meant);
        } else if (!meant.equals(resolved)) {
            index = parts.parameters().index(type, body, meant); // decided again: the references may mean others now
        }
        resolved = meant;
        if (written != null && !NEEDED.contains(type)) {
            identifiers = body.path("identifier");
            letGo = true;
            body = null;
        }
        written = null;
    }

    boolean finished() {
        return packed != null;
    }

    byte[] packed() {
        return packed;
    }

    long digest() {
        return digest;
    }

    Index index() {
        return index;
    }

    Map<String, String> resolved() {
        return resolved;
    }
}
