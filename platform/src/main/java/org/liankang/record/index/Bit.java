package org.liankang.record.index;

import java.io.IOException;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.search.TwoPhaseIterator;

/** Documents whose {@link Fields#PRESENT} lacks a bit: the parameter of that number has no value there. */
final class Bit extends Scan {

    private final int number;

    Bit(int number) {
        super(number);
        this.number = number;
    }

    @Override
    TwoPhaseIterator meeting(LeafReader reader) throws IOException {
        NumericDocValues present = DocValues.getNumeric(reader, Fields.PRESENT);
        return new TwoPhaseIterator(present) {
            @Override
            public boolean matches() throws IOException {
                return (present.longValue() >>> number & 1) == 0;
            }

            @Override
            public float matchCost() {
                return 3;
            }
        };
    }
}
