package org.liankang.web.fhir;

import java.util.Optional;

/** How the answer is written: {@code _format} decides, then {@code Accept}; JSON when nothing is said. */
enum Format {
    JSON("application/fhir+json;charset=UTF-8"),
    XML("application/fhir+xml;charset=UTF-8");

    private final String contentType;

    Format(String contentType) {
        this.contentType = contentType;
    }

    String contentType() {
        return contentType;
    }

    /** @throws Refusal when nothing that is accepted can be given */
    static Format of(Optional<String> named, String accept) {
        if (named.isPresent()) {
            return known(named.get())
                    .orElseThrow(() -> new Refusal("format-unsupported", "_format", "must be json or xml"));
        }
        if (accept == null || accept.isBlank()) {
            return JSON;
        }
        Format best = null;
        double weight = 0;
        for (String range : accept.split(",")) {
            Optional<Format> format = known(range);
            double its = quality(range);
            if (format.isPresent() && its > weight) {
                best = format.get();
                weight = its;
            }
        }
        if (best == null) {
            throw new Refusal("format-unsupported", "Accept", "must be application/fhir+json or application/fhir+xml");
        }
        return best;
    }

    private static Optional<Format> known(String range) {
        int end = range.indexOf(';');
        // a plus sign in a query is read as a space
        String type = (end < 0 ? range : range.substring(0, end))
                .strip()
                .replace(' ', '+')
                .toLowerCase(java.util.Locale.ROOT);
        return switch (type) {
            case "json", "application/json", "application/fhir+json", "text/json", "*/*", "application/*" ->
                Optional.of(JSON);
            case "xml", "application/xml", "application/fhir+xml", "text/xml" -> Optional.of(XML);
            default -> Optional.empty();
        };
    }

    private static double quality(String range) {
        int at = range.indexOf(";q=");
        if (at < 0) {
            at = range.indexOf("; q=");
        }
        if (at < 0) {
            return 1;
        }
        String value = range.substring(range.indexOf('=', at) + 1).split(";")[0].strip();
        return value.matches("[01](\\.\\d{1,3})?") ? Double.parseDouble(value) : 0;
    }
}
