package org.liankang.record.search;

import ca.uhn.fhir.context.FhirContext;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.liankang.Kernels;
import org.liankang.base.json.Json;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import tools.jackson.databind.JsonNode;

/** What a search can find a resource by, taken out of its tree. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class IndexKernels {

    @Param({
        "Patient",
        "Encounter",
        "Condition",
        "Observation",
        "Procedure",
        "Immunization",
        "MedicationRequest",
        "DiagnosticReport",
        "DocumentReference"
    })
    private String type;

    private Parameters parameters;
    private JsonNode[] trees;
    private int next;

    @Setup
    public void read() throws IOException {
        parameters = new Parameters(FhirContext.forR4Cached());
        byte[][] resources = Kernels.resources(type);
        trees = new JsonNode[resources.length];
        for (int i = 0; i < trees.length; i++) {
            trees[i] = Json.parse(resources[i]);
        }
    }

    @Benchmark
    public Index index() {
        next = (next + 1) % trees.length;
        return parameters.index(type, trees[next], Map.of());
    }
}
