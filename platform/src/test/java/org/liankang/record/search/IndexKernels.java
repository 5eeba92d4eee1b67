package org.liankang.record.search;

import ca.uhn.fhir.context.FhirContext;
import java.util.Map;
import org.liankang.KernelSetting;
import org.openjdk.jmh.annotations.Benchmark;

/** What a search can find a resource by, taken out of its tree. */
public class IndexKernels extends KernelSetting {

    private Parameters parameters;

    @Override
    protected void ready() {
        parameters = new Parameters(FhirContext.forR4Cached());
    }

    @Benchmark
    public Index index() {
        return parameters.index(type, next(trees), Map.of());
    }
}
