package org.liankang.record.store;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * How bodies lie on disk: Zstandard frames. Making a compression context costs more than packing a small document, so
 * contexts are lent and given back; there are at most as many as ever packed at the same time.
 */
public final class Packing {

    private static final int LEVEL = 3;
    private static final ConcurrentLinkedQueue<ZstdCompressCtx> CONTEXTS = new ConcurrentLinkedQueue<>();

    private Packing() {}

    public static byte[] pack(byte[] plain) {
        ZstdCompressCtx lent = CONTEXTS.poll();
        ZstdCompressCtx context = lent == null ? new ZstdCompressCtx().setLevel(LEVEL) : lent;
        try {
            return context.compress(plain);
        } finally {
            CONTEXTS.add(context);
        }
    }

    public static byte[] unpack(byte[] packed) {
        long size = Zstd.getFrameContentSize(packed);
        return Zstd.decompress(packed, Math.toIntExact(size));
    }
}
