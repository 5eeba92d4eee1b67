package org.liankang.record.store;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdDictCompress;
import com.github.luben.zstd.ZstdDictDecompress;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/**
 * How bodies lie on disk: Zstandard frames, with or without a dictionary that the frame names. Making a context costs
 * more than packing a small document, so contexts are lent and given back; there are at most as many as ever worked at
 * the same time.
 */
public final class Packing {

    private static final int LEVEL = 1;
    private static final Dictionary NONE =
            new Dictionary(() -> new ZstdCompressCtx().setLevel(LEVEL), ZstdDecompressCtx::new);
    /** By the number that frames name; numbers are drawn at random when a dictionary is made. */
    private static final Map<Long, Dictionary> DICTIONARIES = new ConcurrentHashMap<>();

    /** A dictionary with the contexts that have it loaded. */
    static final class Dictionary {

        private final Supplier<ZstdCompressCtx> packer;
        private final Supplier<ZstdDecompressCtx> unpacker;
        private final Queue<ZstdCompressCtx> packers = new ConcurrentLinkedQueue<>();
        private final Queue<ZstdDecompressCtx> unpackers = new ConcurrentLinkedQueue<>();

        private Dictionary(Supplier<ZstdCompressCtx> packer, Supplier<ZstdDecompressCtx> unpacker) {
            this.packer = packer;
            this.unpacker = unpacker;
        }

        private static Dictionary of(byte[] body) {
            ZstdDictCompress packing = new ZstdDictCompress(body, LEVEL);
            ZstdDictDecompress unpacking = new ZstdDictDecompress(body);
            return new Dictionary(
                    () -> new ZstdCompressCtx().loadDict(packing), () -> new ZstdDecompressCtx().loadDict(unpacking));
        }

        byte[] pack(byte[] plain) {
            ZstdCompressCtx lent = packers.poll();
            ZstdCompressCtx context = lent == null ? packer.get() : lent;
            try {
                return context.compress(plain);
            } finally {
                packers.add(context);
            }
        }

        private byte[] unpack(byte[] packed, int size) {
            ZstdDecompressCtx lent = unpackers.poll();
            ZstdDecompressCtx context = lent == null ? unpacker.get() : lent;
            try {
                return context.decompress(packed, size);
            } finally {
                unpackers.add(context);
            }
        }
    }

    private Packing() {}

    public static byte[] pack(byte[] plain) {
        return NONE.pack(plain);
    }

    public static byte[] unpack(byte[] packed) {
        int size = Math.toIntExact(Zstd.getFrameContentSize(packed));
        long number = Zstd.getDictIdFromFrame(packed);
        Dictionary dictionary = number == 0 ? NONE : DICTIONARIES.get(number);
        if (dictionary == null) {
            throw new IllegalStateException("the dictionary of a body is missing");
        }
        return dictionary.unpack(packed, size);
    }

    /** From now on frames that name this dictionary can be unpacked. */
    static Dictionary know(byte[] body) {
        return DICTIONARIES.computeIfAbsent(Zstd.getDictIdFromDict(body), number -> Dictionary.of(body));
    }
}
