package org.liankang.entry.check;

import ca.uhn.fhir.context.FhirContext;
import java.time.Instant;
import org.liankang.KernelSetting;
import org.openjdk.jmh.annotations.Benchmark;

/** Structure and rules, on a tree that has been parsed. */
public class CheckKernels extends KernelSetting {

    private final Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private Checks checks;

    @Override
    protected void ready() {
        checks = new Checks(FhirContext.forR4Cached());
    }

    @Benchmark
    public Checks.Result check() {
        return checks.check(next(trees), now);
    }
}
