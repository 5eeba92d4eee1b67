package org.liankang.web.fhir;

import java.util.Set;

/**
 * How much of each resource is wanted (FHIR R4, 3.1.0.1.5.8 and .9).
 *
 * @param elements top-level elements asked for by name; empty when not asked
 */
record Subset(Summary summary, Set<String> elements) {

    /** The values of {@code _summary}. */
    enum Summary {
        TRUE,
        TEXT,
        DATA,
        COUNT,
        FALSE
    }

    static final Subset WHOLE = new Subset(Summary.FALSE, Set.of());

    static Subset of(Query query) {
        if (!query.has("_summary") && !query.has("_elements")) {
            return WHOLE;
        }
        Summary summary = query.first("_summary")
                .map(text -> switch (text) {
                    case "true" -> Summary.TRUE;
                    case "text" -> Summary.TEXT;
                    case "data" -> Summary.DATA;
                    case "count" -> Summary.COUNT;
                    case "false" -> Summary.FALSE;
                    default ->
                        throw new Refusal(
                                "search-value-invalid", "_summary", "must be true, text, data, count or false");
                })
                .orElse(Summary.FALSE);
        Set<String> elements = Set.copyOf(query.list("_elements"));
        if (summary != Summary.FALSE && !elements.isEmpty()) {
            throw new Refusal("search-value-invalid", "_summary", "cannot be asked together with _elements");
        }
        return new Subset(summary, elements);
    }

    boolean whole() {
        return summary == Summary.FALSE && elements.isEmpty();
    }

    boolean counts() {
        return summary == Summary.COUNT;
    }
}
