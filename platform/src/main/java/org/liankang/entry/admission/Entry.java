package org.liankang.entry.admission;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.liankang.base.finding.Finding;
import org.liankang.base.json.Json;
import org.liankang.entry.Interaction;
import org.liankang.entry.check.Reference;
import org.liankang.record.search.Index;
import org.liankang.record.search.Parameters;
import org.liankang.record.search.Tokens;
import org.liankang.record.store.Key;
import org.liankang.record.store.Packing;
import tools.jackson.databind.node.ObjectNode;

/**
 * One item of a submission, checked and waiting for its turn. Everything that needs no look at the record is done
 * before the turn, in parallel; what depends on other resources is done in {@link #rewrite}.
 */
final class Entry {

    /** What is asked for one resource. */
    enum Action {
        CREATE,
        UPDATE,
        DELETE,
        NONE
    }

    final int at;
    final Action action;
    final String fullUrl;
    final String type;
    final String id;
    final OptionalInt ifMatch;
    final Optional<String> ifNoneExist;
    final ObjectNode body;
    final List<Finding> findings;
    final List<Reference> references;
    private byte[] packed;
    private long digest;
    private Index index;

    Entry(
            int at,
            Action action,
            String fullUrl,
            String type,
            String id,
            OptionalInt ifMatch,
            Optional<String> ifNoneExist,
            ObjectNode body,
            List<Finding> findings,
            List<Reference> references) {
        this.at = at;
        this.action = action;
        this.fullUrl = fullUrl;
        this.type = type;
        this.id = id;
        this.ifMatch = ifMatch;
        this.ifNoneExist = ifNoneExist;
        this.body = body;
        this.findings = findings;
        this.references = references;
    }

    Key key() {
        return new Key(type, id);
    }

    boolean refused() {
        return findings.stream().anyMatch(Finding::refuses);
    }

    /** As the quarantine shows it: {@code PUT Observation/1}. */
    String interaction() {
        return switch (action) {
            case CREATE -> new Interaction.Create(type, ifNoneExist).asked();
            case UPDATE -> new Interaction.Update(type, id, ifMatch).asked();
            case DELETE -> new Interaction.Delete(type, id, ifMatch).asked();
            case NONE -> "NONE";
        };
    }

    /** Puts literal references where the map says so; the body must not have been packed yet. */
    void rewrite(Map<String, String> targets) {
        for (Reference reference : references) {
            String target = targets.get(reference.target());
            if (target != null) {
                reference.node().put("reference", target);
            }
        }
    }

    /**
     * Makes the body and the index final.
     *
     * @param resolved what conditional references that stay as written mean
     */
    void finish(Parameters parameters, Map<String, String> resolved) {
        if (body == null) {
            return;
        }
        if (packed == null) {
            byte[] plain = Json.bytes(body);
            packed = Packing.pack(plain);
            digest = Tokens.of(plain);
            index = parameters.index(type, body, resolved);
        } else if (!resolved.isEmpty()) {
            index = parameters.index(type, body, resolved); // decided again: the references may mean others now
        }
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
}
