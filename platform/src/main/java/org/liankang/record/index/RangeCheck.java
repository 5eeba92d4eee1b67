package org.liankang.record.index;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.search.TwoPhaseIterator;
import org.apache.lucene.util.BytesRef;
import org.liankang.record.search.Index;

/**
 * Looks at the ranges of one document after another. Cheaper than gathering every document of a wide range when
 * something else, a code or a resident, leaves few to look at; Lucene chooses by their number.
 */
final class RangeCheck extends Scan {

    private static final int POINT = Integer.BYTES + 1 + Long.BYTES;

    private final org.liankang.record.search.Query.Range range;

    RangeCheck(org.liankang.record.search.Query.Range range) {
        super(range);
        this.range = range;
    }

    /** The ranges of a document: of each half the key, whether it is one point, and its ends. */
    static BytesRef packed(List<Index.Range> ranges) {
        var buffer = ByteBuffer.allocate(ranges.size() * (POINT + Long.BYTES));
        for (Index.Range one : ranges) {
            boolean point = one.low() == one.high();
            buffer.putInt((int) one.key()).put((byte) (point ? 1 : 0)).putLong(one.low());
            if (!point) {
                buffer.putLong(one.high());
            }
        }
        return new BytesRef(buffer.array(), 0, buffer.position());
    }

    private boolean holds(BytesRef packed) {
        var buffer = ByteBuffer.wrap(packed.bytes, packed.offset, packed.length);
        while (buffer.hasRemaining()) {
            int key = buffer.getInt();
            boolean point = buffer.get() == 1;
            long low = buffer.getLong();
            long high = point ? low : buffer.getLong();
            if (key == (int) range.key()
                    && low >= range.lowFrom()
                    && low <= range.lowUntil()
                    && high >= range.highFrom()
                    && high <= range.highUntil()) {
                return true;
            }
        }
        return false;
    }

    @Override
    TwoPhaseIterator meeting(LeafReader reader) throws IOException {
        BinaryDocValues values = DocValues.getBinary(reader, Fields.RANGES);
        return new TwoPhaseIterator(values) {
            @Override
            public boolean matches() throws IOException {
                return holds(values.binaryValue());
            }

            @Override
            public float matchCost() {
                return 20;
            }
        };
    }
}
