package org.liankang.record.terms;

/**
 * An address with an optional version, written {@code url|version} (FHIR R4, 2.1.20.0.3 Canonical URLs).
 *
 * @param version empty for "the current one"
 */
public record Canonical(String url, String version) {

    public static Canonical of(String written) {
        int bar = written.indexOf('|');
        return bar < 0
                ? new Canonical(written, "")
                : new Canonical(written.substring(0, bar), written.substring(bar + 1));
    }

    /** The address as said in one field, its version perhaps in another. */
    static Canonical of(String written, String version) {
        Canonical said = of(written);
        return said.version().isEmpty() ? new Canonical(said.url(), version) : said;
    }

    @Override
    public String toString() {
        return version.isEmpty() ? url : url + "|" + version;
    }
}
