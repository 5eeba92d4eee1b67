package org.liankang.record.store;

import com.github.luben.zstd.ZstdDictTrainer;
import java.time.Instant;
import java.util.Arrays;
import org.liankang.KernelSetting;
import org.liankang.base.json.Json;
import org.openjdk.jmh.annotations.Benchmark;
import tools.jackson.databind.node.ObjectNode;

/** A body packed for the disk with its type's dictionary, unpacked, and shown as a read answers it. */
public class StoreKernels extends KernelSetting {

    private static final int DICTIONARY = 32 * 1024;

    private Packing.Dictionary dictionary;
    private byte[][] plain;
    private byte[][] packed;
    private Version[] versions;

    @Override
    protected void ready() {
        plain = new byte[trees.length][];
        for (int i = 0; i < plain.length; i++) {
            plain[i] = Json.bytes(Version.arranged((ObjectNode) trees[i], type, Json.text(trees[i], "id")));
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
            String id = Json.text(trees[i], "id");
            versions[i] = new Version(i + 1L, type, id, 1, 0, 0, 0, at, false, packed[i]);
        }
    }

    @Benchmark
    public byte[] pack() {
        return dictionary.pack(next(plain));
    }

    @Benchmark
    public byte[] unpack() {
        return Packing.unpack(next(packed));
    }

    @Benchmark
    public byte[] shown() {
        return next(versions).shown();
    }
}
