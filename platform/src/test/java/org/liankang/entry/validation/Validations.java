package org.liankang.entry.validation;

import ca.uhn.fhir.context.FhirContext;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.liankang.base.policy.Policies;
import org.liankang.base.policy.PolicyConfig;
import org.liankang.entry.check.Checking;
import org.liankang.record.store.Version;
import org.liankang.record.terms.Shelves;

/** The real validator with the region's profiles; one for all tests, because it takes seconds to make. */
public final class Validations {

    private static final Map<String, Version> STORED = new HashMap<>();

    private static final Validation ONE = new Validation(
            FhirContext.forR4Cached(),
            Shelves.fhir(),
            profiles(),
            Shelves.all(),
            Checking.all(),
            (type, id) -> Optional.ofNullable(STORED.get(type + "/" + id)),
            Shelves.CLOCK);

    private Validations() {}

    public static Validation one() {
        return ONE;
    }

    static Profiles profiles() {
        return new Profiles(new Policies(new PolicyConfig(Path.of("../regions"), "haishu")));
    }

    static void stored(Version version) {
        STORED.put(version.reference(), version);
    }
}
