package org.liankang.record.index;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.util.BytesRef;

/**
 * The index as one reader sees it, plus what was added since: together they are the present.
 *
 * @param added heads that the searcher does not show yet
 */
record Moment(IndexSearcher searcher, Map<Key, Head> added) {

    /** Where resources stand according to the searcher; those it does not know are missing from the answer. */
    Map<Key, Head> heads(Collection<Key> keys) {
        Map<Key, Head> found = HashMap.newHashMap(keys.size());
        List<Wanted> open = inOrder(keys);
        try {
            for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
                if (open.isEmpty()) {
                    break;
                }
                look(leaf.reader(), open, found);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return found;
    }

    private record Wanted(Key key, BytesRef term) {}

    /** In the order of the terms, so that neighbours are found in the same block. */
    private static List<Wanted> inOrder(Collection<Key> keys) {
        List<Wanted> wanted = new ArrayList<>(keys.size());
        for (Key key : keys) {
            wanted.add(new Wanted(key, new BytesRef(key.toString())));
        }
        wanted.sort(Comparator.comparing(Wanted::term));
        return wanted;
    }

    private static void look(LeafReader segment, List<Wanted> open, Map<Key, Head> found) throws IOException {
        Terms terms = segment.terms(Fields.KEY);
        if (terms == null) {
            return;
        }
        BytesRef least = terms.getMin();
        BytesRef most = terms.getMax();
        TermsEnum walk = terms.iterator();
        PostingsEnum postings = null;
        boolean any = false;
        for (Wanted one : open) {
            if (one.term().compareTo(least) < 0 || one.term().compareTo(most) > 0 || !walk.seekExact(one.term())) {
                continue;
            }
            postings = walk.postings(postings, PostingsEnum.NONE);
            int document = living(segment, postings);
            if (document >= 0) {
                found.put(one.key(), head(segment, one.key(), document));
                any = true;
            }
        }
        if (any) {
            open.removeIf(one -> found.containsKey(one.key()));
        }
    }

    private static int living(LeafReader segment, PostingsEnum postings) throws IOException {
        int last = -1;
        for (int at = postings.nextDoc(); at != DocIdSetIterator.NO_MORE_DOCS; at = postings.nextDoc()) {
            if (segment.getLiveDocs() == null || segment.getLiveDocs().get(at)) {
                last = at;
            }
        }
        return last;
    }

    private static Head head(LeafReader segment, Key key, int document) throws IOException {
        long number = value(segment, Fields.NUMBER, document);
        return new Head(
                key,
                (int) (number >> 1),
                value(segment, Fields.POSITION, document),
                value(segment, Fields.RESIDENT, document),
                (number & 1) == 1,
                value(segment, Fields.DIGEST, document));
    }

    private static long value(LeafReader segment, String field, int document) throws IOException {
        NumericDocValues values = DocValues.getNumeric(segment, field);
        return values.advanceExact(document) ? values.longValue() : 0;
    }
}
