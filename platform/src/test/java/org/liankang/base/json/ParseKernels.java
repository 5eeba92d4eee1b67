package org.liankang.base.json;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.liankang.Kernels;
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

/** Bytes to a tree and back. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class ParseKernels {

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

    private byte[][] resources;
    private JsonNode[] trees;
    private int next;

    @Setup
    public void read() throws IOException {
        resources = Kernels.resources(type);
        trees = new JsonNode[resources.length];
        for (int i = 0; i < trees.length; i++) {
            trees[i] = Json.parse(resources[i]);
        }
    }

    @Benchmark
    public JsonNode parse() {
        next = (next + 1) % resources.length;
        return Json.parse(resources[next]);
    }

    @Benchmark
    public byte[] write() {
        next = (next + 1) % trees.length;
        return Json.bytes(trees[next]);
    }
}
