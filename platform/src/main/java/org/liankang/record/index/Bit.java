package org.liankang.record.index;

import java.io.IOException;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.search.ConstantScoreScorerSupplier;
import org.apache.lucene.search.ConstantScoreWeight;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.ScorerSupplier;
import org.apache.lucene.search.TwoPhaseIterator;
import org.apache.lucene.search.Weight;

/** Documents whose {@link Fields#PRESENT} lacks a bit: the parameter of that number has no value there. */
final class Bit extends Query {

    private final int number;

    Bit(int number) {
        this.number = number;
    }

    @Override
    public Weight createWeight(IndexSearcher searcher, ScoreMode mode, float boost) {
        return new ConstantScoreWeight(this, boost) {
            @Override
            public ScorerSupplier scorerSupplier(LeafReaderContext context) throws IOException {
                NumericDocValues present = DocValues.getNumeric(context.reader(), Fields.PRESENT);
                var lacking = new TwoPhaseIterator(present) {
                    @Override
                    public boolean matches() throws IOException {
                        return (present.longValue() >>> number & 1) == 0;
                    }

                    @Override
                    public float matchCost() {
                        return 3;
                    }
                };
                return ConstantScoreScorerSupplier.fromIterator(
                        TwoPhaseIterator.asDocIdSetIterator(lacking),
                        score(),
                        mode,
                        context.reader().maxDoc());
            }

            @Override
            public boolean isCacheable(LeafReaderContext context) {
                return true;
            }
        };
    }

    @Override
    public void visit(QueryVisitor visitor) {
        visitor.visitLeaf(this);
    }

    @Override
    public String toString(String field) {
        return "missing:" + number;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bit bit && bit.number == number;
    }

    @Override
    public int hashCode() {
        return classHash() + number;
    }
}
