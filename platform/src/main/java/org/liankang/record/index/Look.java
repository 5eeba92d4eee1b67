package org.liankang.record.index;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.SearcherLifetimeManager;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.TopFieldCollectorManager;
import org.apache.lucene.search.TopFieldDocs;
import org.liankang.record.search.Query;

/** The index at one moment, which does not move while it is looked at; later pages of a search see the same. */
public final class Look implements AutoCloseable {

    /** What the index itself can sort by. */
    public enum Sorting {
        NEWEST_CHANGE,
        OLDEST_CHANGE,
        EARLIEST_TIME,
        LATEST_TIME
    }

    /**
     * Positions of matches in order.
     *
     * @param next what to give to find what follows; null at the end
     */
    public record Found(long[] positions, Place next) {}

    /** A place in a sorted answer: the values of a match and its number in the reader. */
    public record Place(long value, long position, int document) {}

    private final IndexSearcher searcher;
    private final SearcherLifetimeManager pages;

    Look(IndexSearcher searcher, SearcherLifetimeManager pages) {
        this.searcher = searcher;
        this.pages = pages;
    }

    /** How many living resources of the type meet the query. */
    public long count(String type, Query query, Joins joins) {
        try {
            return searcher.count(new Translation(type, joins).of(query));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /**
     * The first matches after a place, or the first of all.
     *
     * @param after null for the first
     */
    public Found find(String type, Query query, Joins joins, Sorting sorting, int most, Place after) {
        return positions(new Translation(type, joins).of(query), sorting, most, after);
    }

    private Found positions(
            org.apache.lucene.search.Query query, Sorting sorting, int most, Place after) {
        try {
            int wanted = Math.min(most + 1, Math.max(1, searcher.getIndexReader().maxDoc()));
            Sort sort = sort(sorting);
            FieldDoc from =
                    after == null ? null : new FieldDoc(after.document(), 0, values(sorting, after));
            TopFieldDocs top = searcher.search(query, new TopFieldCollectorManager(sort, wanted, from, wanted));
            int shown = Math.min(most, top.scoreDocs.length);
            long[] positions = new long[shown];
            for (int i = 0; i < shown; i++) {
                positions[i] = position((FieldDoc) top.scoreDocs[i]);
            }
            boolean more = top.scoreDocs.length > most;
            return new Found(positions, more ? place((FieldDoc) top.scoreDocs[shown - 1]) : null);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Positions of what a resident's record holds now, in the order of its clinical time. */
    public long[] resident(long resident, int most) {
        return positions(Translation.token(Fields.ofResident(resident)), Sorting.EARLIEST_TIME, most, null)
                .positions();
    }

    /** Positions of the last change of each resource of a type, deletions included, newest first. */
    public Found changes(String type, int most, Place after) {
        return positions(new PrefixQuery(new Term(Fields.KEY, type + "/")), Sorting.NEWEST_CHANGE, most, after);
    }

    /** Keeps this look for later pages; answers its name. */
    public long keep() {
        try {
            return pages.record(searcher);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Sort sort(Sorting sorting) {
        return switch (sorting) {
            case NEWEST_CHANGE -> new Sort(new SortField(Fields.POSITION, SortField.Type.LONG, true));
            case OLDEST_CHANGE -> new Sort(new SortField(Fields.POSITION, SortField.Type.LONG));
            case EARLIEST_TIME -> new Sort(time(false), new SortField(Fields.POSITION, SortField.Type.LONG));
            case LATEST_TIME -> new Sort(time(true), new SortField(Fields.POSITION, SortField.Type.LONG, true));
        };
    }

    private static SortField time(boolean descending) {
        var field = new SortField(Fields.TIME, SortField.Type.LONG, descending);
        field.setMissingValue(descending ? Long.MIN_VALUE : Long.MAX_VALUE);
        return field;
    }

    private static Object[] values(Sorting sorting, Place place) {
        return switch (sorting) {
            case NEWEST_CHANGE, OLDEST_CHANGE -> new Object[] {place.position()};
            case EARLIEST_TIME, LATEST_TIME -> new Object[] {place.value(), place.position()};
        };
    }

    private static Place place(FieldDoc match) {
        return new Place((Long) match.fields[0], position(match), match.doc);
    }

    private static long position(FieldDoc match) {
        return (Long) match.fields[match.fields.length - 1];
    }

    @Override
    public void close() {
        try {
            searcher.getIndexReader().decRef();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
