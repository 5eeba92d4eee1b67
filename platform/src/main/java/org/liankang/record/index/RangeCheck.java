package org.liankang.record.index;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.ConstantScoreScorer;
import org.apache.lucene.search.ConstantScoreWeight;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.ScorerSupplier;
import org.apache.lucene.search.TwoPhaseIterator;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.BytesRef;
import org.liankang.record.search.Index;
import org.liankang.record.search.Query.Range;

/**
 * Documents that meet each of some groups of ranges by at least one range of the group, as {@code date=ge…&date=le…}
 * asks. When something else, a code or a resident, leaves few documents, the ranges of one after another are looked at,
 * once for all groups; otherwise the points are gathered. Lucene's own choice between the two estimates the points of
 * every range in every segment first, which took longer than the looking.
 */
final class RangeCheck extends Scan {

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private static final int POINT = Integer.BYTES + 1 + Long.BYTES;
    /** Of so many documents of a segment one may be looked at without asking what the points would cost. */
    private static final int FEW = 32;
    /** A document looked at costs about as much as so many points gathered (Lucene reckons the same). */
    private static final int LOOK_COST = 8;

    private final Range[][] wanted;

    /** @param groups fewer than 32 */
    RangeCheck(List<List<Range>> groups) {
        super(groups);
        this.wanted = groups.stream().map(group -> group.toArray(Range[]::new)).toArray(Range[][]::new);
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

    /** Whether no value at all can meet it. */
    static boolean isEmpty(Range range) {
        return range.lowFrom() > range.lowUntil() || range.highFrom() > range.highUntil();
    }

    private Query points() {
        var all = new BooleanQuery.Builder();
        for (Range[] group : wanted) {
            var any = new BooleanQuery.Builder();
            for (Range range : group) {
                any.add(points(range), BooleanClause.Occur.SHOULD);
            }
            all.add(any.build(), BooleanClause.Occur.FILTER);
        }
        return all.build();
    }

    private static Query points(Range range) {
        return LongPoint.newRangeQuery(
                Fields.RANGE,
                new long[] {range.key(), range.lowFrom(), range.highFrom()},
                new long[] {range.key(), range.lowUntil(), range.highUntil()});
    }

    private boolean holds(BytesRef packed) {
        int open = (1 << wanted.length) - 1;
        int at = packed.offset;
        int end = at + packed.length;
        while (at < end) {
            int key = (int) INT.get(packed.bytes, at);
            boolean point = packed.bytes[at + Integer.BYTES] == 1;
            long low = (long) LONG.get(packed.bytes, at + Integer.BYTES + 1);
            long high = point ? low : (long) LONG.get(packed.bytes, at + POINT);
            at += point ? POINT : POINT + Long.BYTES;
            for (int group = 0; group < wanted.length; group++) {
                if ((open >>> group & 1) == 1 && any(wanted[group], key, low, high)) {
                    open &= ~(1 << group);
                }
            }
            if (open == 0) {
                return true;
            }
        }
        return false;
    }

    private static boolean any(Range[] group, int key, long low, long high) {
        for (Range range : group) {
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
    public Weight createWeight(IndexSearcher searcher, ScoreMode mode, float boost) throws IOException {
        Weight points = searcher.createWeight(searcher.rewrite(points()), ScoreMode.COMPLETE_NO_SCORES, 1);
        return new ConstantScoreWeight(this, boost) {
            @Override
            public ScorerSupplier scorerSupplier(LeafReaderContext context) {
                return new ScorerSupplier() {
                    @Override
                    public Scorer get(long lead) throws IOException {
                        if (lead > cost() / FEW) {
                            ScorerSupplier gathered = points.scorerSupplier(context);
                            if (gathered == null) {
                                return new ConstantScoreScorer(score(), mode, DocIdSetIterator.empty());
                            }
                            if (gathered.cost() / LOOK_COST <= lead) {
                                return gathered.get(lead);
                            }
                        }
                        return new ConstantScoreScorer(score(), mode, meeting(context.reader()));
                    }

                    @Override
                    public long cost() {
                        return context.reader().maxDoc();
                    }
                };
            }

            @Override
            public boolean isCacheable(LeafReaderContext context) {
                return true;
            }
        };
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
