package org.liankang.entry.check;

import ca.uhn.fhir.context.FhirContext;

/** All checks, for tests of who uses them. */
public final class Checking {

    private Checking() {}

    public static Checks all() {
        return new Checks(FhirContext.forR4Cached());
    }
}
