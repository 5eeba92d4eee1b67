package org.liankang.record.store;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdDictCompress;
import com.github.luben.zstd.ZstdDictDecompress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * How bodies lie on disk: Zstandard frames, with or without a dictionary that the frame names. Making a context costs
 * more than packing a small document, so contexts are lent and given back; there are at most as many as ever worked at
 * the same time.
 */
public final class Packing {

    private static final int LEVEL = 1;
    private static final ConcurrentLinkedQueue<ZstdCompressCtx> PACKERS = new ConcurrentLinkedQueue<>();
    private static final ConcurrentLinkedQueue<ZstdDecompressCtx> UNPACKERS = new ConcurrentLinkedQueue<>();
    /** By the number that frames name; numbers are drawn at random when a dictionary is made. */
    private static final Map<Long, ZstdDictDecompress> DICTIONARIES = new ConcurrentHashMap<>();

    private Packing() {}

    public static byte[] pack(byte[] plain) {
        return pack(plain, null);
    }

    /** @param dictionary null for none */
    static byte[] pack(byte[] plain, ZstdDictCompress dictionary) {
        ZstdCompressCtx lent = PACKERS.poll();
        ZstdCompressCtx context = lent == null ? new ZstdCompressCtx() : lent;
        try {
            context.setLevel(LEVEL);
            context.loadDict(dictionary);
            return context.compress(plain);
        } finally {
            PACKERS.add(context);
        }
    }

    public static byte[] unpack(byte[] packed) {
        int size = Math.toIntExact(Zstd.getFrameContentSize(packed));
        long number = Zstd.getDictIdFromFrame(packed);
        if (number == 0) {
            return Zstd.decompress(packed, size);
        }
        ZstdDictDecompress dictionary = DICTIONARIES.get(number);
        if (dictionary == null) {
            throw new IllegalStateException("the dictionary of a body is missing");
        }
        ZstdDecompressCtx lent = UNPACKERS.poll();
        ZstdDecompressCtx context = lent == null ? new ZstdDecompressCtx() : lent;
        try {
            context.loadDict(dictionary);
            return context.decompress(packed, size);
        } finally {
            UNPACKERS.add(context);
        }
    }

    /** From now on frames that name this dictionary can be unpacked. */
    static ZstdDictCompress know(byte[] dictionary) {
        DICTIONARIES.put(Zstd.getDictIdFromDict(dictionary), new ZstdDictDecompress(dictionary));
        return new ZstdDictCompress(dictionary, LEVEL);
    }
}
