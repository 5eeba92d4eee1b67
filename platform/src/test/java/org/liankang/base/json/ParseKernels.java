package org.liankang.base.json;

import org.liankang.KernelSetting;
import org.openjdk.jmh.annotations.Benchmark;
import tools.jackson.databind.JsonNode;

/** Bytes to a tree and back. */
public class ParseKernels extends KernelSetting {

    @Benchmark
    public JsonNode parse() {
        return Json.parse(next(resources));
    }

    @Benchmark
    public byte[] write() {
        return Json.bytes(next(trees));
    }
}
