package org.liankang.record.store;

import com.github.luben.zstd.Zstd;

/** How bodies lie on disk: Zstandard frames. */
public final class Packing {

    private static final int LEVEL = 3;

    private Packing() {}

    public static byte[] pack(byte[] plain) {
        return Zstd.compress(plain, LEVEL);
    }

    public static byte[] unpack(byte[] packed) {
        long size = Zstd.getFrameContentSize(packed);
        return Zstd.decompress(packed, Math.toIntExact(size));
    }
}
