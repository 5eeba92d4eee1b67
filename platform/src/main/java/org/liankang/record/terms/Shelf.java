package org.liankang.record.terms;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** A place definitions come from. What is found on an earlier shelf hides what a later one has under the same address. */
public interface Shelf {

    /** The definition of this address: of this version, or the current one when none is asked for. */
    Optional<JsonNode> find(Kind kind, Canonical address);

    /** All definitions of a kind that can be looked through; empty where that would be too many. */
    List<JsonNode> all(Kind kind);

    /** Counts the changes of this shelf; what was derived under another count is derived again. */
    default long revision() {
        return 0;
    }

    /** Codes kept beside a code system's own document, because there are too many for it. */
    default Iterable<Row> codes(JsonNode codeSystem) {
        return List.of();
    }

    /** A code and its name. */
    record Row(String code, String display) {}
}
