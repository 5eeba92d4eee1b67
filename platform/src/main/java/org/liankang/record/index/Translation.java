package org.liankang.record.index;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.lucene.document.LatLonPoint;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.AutomatonQuery;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.automaton.Automata;
import org.apache.lucene.util.automaton.Automaton;
import org.apache.lucene.util.automaton.Operations;
import org.liankang.record.search.Query;
import org.liankang.record.search.Tokens;

/** A query as Lucene asks it. What leads over to other resources is answered by {@link Joins} first. */
final class Translation {

    private static final int MOST_GROUPS = 16;

    private final String type;
    private final Joins joins;

    Translation(String type, Joins joins) {
        this.type = type;
        this.joins = joins;
    }

    /** The living resources of the type that meet the query. */
    org.apache.lucene.search.Query of(Query query) {
        List<Query> parts = query instanceof Query.All(List<Query> several) ? several : List.of(query);
        var all = new BooleanQuery.Builder();
        if (parts.stream().noneMatch(part -> part instanceof Query.AnyToken)) { // a token says the type, too
            all.add(token(Fields.ofType(type)), BooleanClause.Occur.FILTER);
        }
        List<List<Query.Range>> ranges = new ArrayList<>();
        for (Query part : parts) {
            List<Query.Range> group = ranges.size() < MOST_GROUPS ? ranges(part) : List.of();
            if (group.isEmpty()) {
                conjoin(all, part);
            } else {
                ranges.add(group);
            }
        }
        if (!ranges.isEmpty()) {
            all.add(checked(ranges), BooleanClause.Occur.FILTER);
        }
        return all.build();
    }

    /** The ranges of which one must hold; none when the query is not about ranges alone. */
    private static List<Query.Range> ranges(Query query) {
        return switch (query) {
            case Query.Range range -> List.of(range);
            case Query.Any(List<Query> parts)
            when parts.stream().allMatch(Query.Range.class::isInstance) ->
                parts.stream().map(Query.Range.class::cast).toList();
            default -> List.of();
        };
    }

    private static org.apache.lucene.search.Query checked(List<List<Query.Range>> groups) {
        List<List<Query.Range>> possible = groups.stream()
                .map(group -> group.stream()
                        .filter(range -> !RangeCheck.isEmpty(range))
                        .toList())
                .toList();
        return possible.stream().anyMatch(List::isEmpty) ? new MatchNoDocsQuery() : new RangeCheck(possible);
    }

    private void conjoin(BooleanQuery.Builder all, Query part) {
        if (part instanceof Query.Not(Query not)) {
            all.add(one(not), BooleanClause.Occur.MUST_NOT);
        } else {
            all.add(one(part), BooleanClause.Occur.FILTER);
        }
    }

    private org.apache.lucene.search.Query one(Query query) {
        return switch (query) {
            case Query.All all -> of(all);
            case Query.Any(List<Query> parts) -> {
                var any = new BooleanQuery.Builder();
                parts.forEach(part -> any.add(one(part), BooleanClause.Occur.SHOULD));
                yield any.build();
            }
            case Query.Not not -> of(not);
            case Query.AnyToken(long[] tokens) -> tokens(tokens);
            case Query.Range range -> checked(List.of(List.of(range)));
            case Query.Phrase(long key, String text, Query.Place place) -> phrase(key, text, place);
            case Query.Missing(String of, String parameter) -> new Bit(joins.number(of, parameter));
            case Query.Ids(var ids) ->
                new TermInSetQuery(
                        Fields.KEY,
                        ids.stream().map(id -> new BytesRef(type + "/" + id)).toList());
            case Query.Updated(long from, long until) ->
                LongPoint.newRangeQuery(Fields.POSITION, joins.firstSince(from), joins.lastUntil(until));
            case Query.Refers(String source, String parameter, String target, Query to) ->
                references(source, parameter, target, joins.ids(target, to));
            case Query.ReferredBy(String source, String parameter, String target, Query by) ->
                new TermInSetQuery(
                        Fields.KEY,
                        joins.targets(source, parameter, target, by).stream()
                                .map(BytesRef::new)
                                .toList());
            case Query.Near(double latitude, double longitude, double metres) ->
                LatLonPoint.newDistanceQuery(Fields.PLACE, latitude, longitude, metres);
            case Query.Resident(long resident) -> token(Fields.ofResident(resident));
        };
    }

    private static org.apache.lucene.search.Query references(
            String source, String parameter, String target, Collection<String> ids) {
        long[] tokens = ids.stream()
                .mapToLong(id -> Tokens.of(source, parameter, target + "/" + id))
                .toArray();
        return tokens(tokens);
    }

    private static org.apache.lucene.search.Query tokens(long[] tokens) {
        if (tokens.length == 0) {
            return new MatchNoDocsQuery();
        }
        return tokens.length == 1
                ? token(tokens[0])
                : new TermInSetQuery(
                        Fields.TOKEN,
                        java.util.Arrays.stream(tokens).mapToObj(Fields::bytes).toList());
    }

    static org.apache.lucene.search.Query token(long token) {
        return new TermQuery(new Term(Fields.TOKEN, Fields.bytes(token)));
    }

    private static org.apache.lucene.search.Query phrase(long key, String text, Query.Place place) {
        return switch (place) {
            case BEGIN -> new PrefixQuery(new Term(Fields.PHRASE, Fields.phrase(key, text)));
            case WHOLE -> new TermQuery(new Term(Fields.PHRASE, Fields.phrase(key, text)));
            case ANYWHERE -> within(key, Automata.makeAnyBinary(), text, Automata.makeAnyBinary());
            case END -> within(key, Automata.makeAnyBinary(), text, Automata.makeEmptyString());
        };
    }

    private static org.apache.lucene.search.Query within(long key, Automaton before, String text, Automaton after) {
        var automaton = Operations.concatenate(List.of(
                Automata.makeBinary(Fields.bytes(key)), before, Automata.makeBinary(new BytesRef(text)), after));
        var determined = Operations.determinize(automaton, Operations.DEFAULT_DETERMINIZE_WORK_LIMIT);
        return new AutomatonQuery(new Term(Fields.PHRASE), determined, true);
    }
}
