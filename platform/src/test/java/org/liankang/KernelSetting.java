package org.liankang;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.liankang.base.json.Json;
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

/** What all kernels are measured with: how often, and which resources, one after another. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public abstract class KernelSetting {

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
    protected String type;

    /** As they came. */
    protected byte[][] resources;

    protected JsonNode[] trees;
    private int next;

    @Setup
    public void read() throws IOException {
        resources = Kernels.resources(type);
        trees = new JsonNode[resources.length];
        for (int i = 0; i < trees.length; i++) {
            trees[i] = Json.parse(resources[i]);
        }
        ready();
    }

    /** What else a kernel needs before it is measured, with the resources read. */
    protected void ready() {}

    /** The next one in turn. */
    protected <T> T next(T[] all) {
        next = (next + 1) % all.length;
        return all[next];
    }
}
