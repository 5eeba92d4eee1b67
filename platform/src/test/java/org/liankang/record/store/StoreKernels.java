package org.liankang.record.store;

import com.github.luben.zstd.ZstdDictTrainer;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
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
import tools.jackson.databind.node.ObjectNode;

/** A body packed for the disk with its type's dictionary, unpacked, and shown as a read answers it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class StoreKernels {

    private static final int DICTIONARY = 32 * 1024;

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

    private Packing.Dictionary dictionary;
    private byte[][] plain;
    private byte[][] packed;
    private Version[] versions;
    private int next;

    @Setup
    public void read() throws IOException {
        plain = Kernels.resources(type);
        for (int i = 0; i < plain.length; i++) {
            ObjectNode tree = (ObjectNode) Json.parse(plain[i]);
            plain[i] = Json.bytes(Version.arranged(tree, type, Json.text(tree, "id")));
        }
        var trainer = new ZstdDictTrainer(
                Arrays.stream(plain).mapToInt(one -> one.length).sum(), DICTIONARY);
        for (byte[] one : plain) {
            trainer.addSample(one);
        }
        dictionary = Packing.know(trainer.trainSamples());
        packed = new byte[plain.length][];
        versions = new Version[plain.length];
        Instant at = Instant.parse("2026-01-01T00:00:00Z");
        for (int i = 0; i < plain.length; i++) {
            packed[i] = dictionary.pack(plain[i]);
            String id = Json.text(Json.parse(plain[i]), "id");
            versions[i] = new Version(i + 1L, type, id, 1, 0, 0, 0, at, false, packed[i]);
        }
    }

    @Benchmark
    public byte[] pack() {
        next = (next + 1) % plain.length;
        return dictionary.pack(plain[next]);
    }

    @Benchmark
    public byte[] unpack() {
        next = (next + 1) % packed.length;
        return Packing.unpack(packed[next]);
    }

    @Benchmark
    public byte[] shown() {
        next = (next + 1) % versions.length;
        return versions[next].shown();
    }
}
