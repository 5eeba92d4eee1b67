package org.liankang.record.index;

import java.io.IOException;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.ConstantScoreScorerSupplier;
import org.apache.lucene.search.ConstantScoreWeight;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.ScorerSupplier;
import org.apache.lucene.search.TwoPhaseIterator;
import org.apache.lucene.search.Weight;

/** A query that looks at what one document after another holds by document. */
abstract class Scan extends Query {

    private final Object asked;

    /** @param asked two scans of a kind that ask the same are the same query */
    Scan(Object asked) {
        this.asked = asked;
    }

    /** Goes through the documents of a segment that hold anything of the kind, and says which of them meet the query. */
    abstract TwoPhaseIterator meeting(LeafReader reader) throws IOException;

    @Override
    public Weight createWeight(IndexSearcher searcher, ScoreMode mode, float boost) throws IOException {
        return new ConstantScoreWeight(this, boost) {
            @Override
            public ScorerSupplier scorerSupplier(LeafReaderContext context) throws IOException {
                return ConstantScoreScorerSupplier.fromIterator(
                        TwoPhaseIterator.asDocIdSetIterator(meeting(context.reader())),
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
    public final void visit(QueryVisitor visitor) {
        visitor.visitLeaf(this);
    }

    @Override
    public final String toString(String field) {
        return getClass().getSimpleName() + ":" + asked;
    }

    @Override
    public final boolean equals(Object other) {
        return sameClassAs(other) && asked.equals(((Scan) other).asked);
    }

    @Override
    public final int hashCode() {
        return classHash() + asked.hashCode();
    }
}
