package org.liankang.record.terms;

/** The kinds of definitions, by their FHIR names. */
public enum Kind {
    CODE_SYSTEM("CodeSystem"),
    VALUE_SET("ValueSet"),
    CONCEPT_MAP("ConceptMap");

    private final String type;

    Kind(String type) {
        this.type = type;
    }

    /** The resource type, for example {@code CodeSystem}. */
    public String type() {
        return type;
    }
}
