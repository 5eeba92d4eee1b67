package org.liankang.web.fhir;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.liankang.base.json.Json;
import org.liankang.record.search.Parameters;
import org.liankang.record.search.Question.Include;
import org.liankang.record.search.Tokens;
import org.liankang.record.store.Records;
import org.liankang.record.store.Search;
import org.liankang.record.store.Version;
import org.springframework.stereotype.Component;

/** What the door asks of the record. All that depends on how the record answers is here. */
@Component
class Lookup {

    /**
     * Only resources of this compartment (FHIR R4, 3.1.0.2).
     *
     * @param parameters reference parameters of the type searched; one of them names it
     * @param reference {@code Patient/1}
     */
    record Membership(List<String> parameters, String reference) {}

    /**
     * @param total how many match in all, -1 when not known
     * @param next brings the next page; null at the end
     * @param count most matches of one page, 0 when only the number was asked
     */
    record Found(List<Version> matches, long total, String next, int count, List<Include> includes) {}

    private static final Set<String> NOT_SEARCHED = Set.of("_page", "_elements", "_include", "_revinclude", "_type");
    private static final int STRETCH = 1_000;

    private final Records records;
    private final Parameters parameters;

    Lookup(Records records, Parameters parameters) {
        this.records = records;
        this.parameters = parameters;
    }

    boolean knows(String type) {
        return records.knows(type);
    }

    Optional<Version> read(String type, String id) {
        return records.read(type, id);
    }

    Optional<Version> version(String type, String id, int number) {
        return records.version(type, id, number);
    }

    /** The resource as FHIR shows it, JSON in UTF-8. */
    byte[] shown(Version version) {
        return Json.bytes(Rendering.resource(version));
    }

    /** Older versions than a position (exclusive), newest first. */
    List<Version> history(String type, String id, long before, Instant since, int most) {
        return newest(records.history(type, id).stream(), before, since, most);
    }

    List<Version> historyOf(String type, long before, Instant since, int most) {
        return backwards(type, before, since, most);
    }

    List<Version> history(long before, Instant since, int most) {
        return backwards(null, before, since, most);
    }

    private List<Version> backwards(String type, long before, Instant since, int most) {
        List<Version> found = new ArrayList<>();
        long until = Math.min(before - 1, records.last());
        while (until > 0 && found.size() < most) {
            long after = Math.max(0, until - STRETCH);
            found.addAll(newest(
                    records.between(after, until).stream()
                            .filter(version -> type == null || version.type().equals(type)),
                    before,
                    since,
                    most - found.size()));
            until = after;
        }
        return found;
    }

    private static List<Version> newest(Stream<Version> versions, long before, Instant since, int most) {
        return versions.filter(version -> version.position() < before)
                .filter(version -> since == null || !version.at().isBefore(since))
                .sorted(Comparator.comparingLong(Version::position).reversed())
                .limit(most)
                .toList();
    }

    List<Version> chart(long resident) {
        return records.chart(resident);
    }

    /** @param page {@link Found#next} of the page before, null for the first */
    Found search(String type, Query query, Optional<Membership> within, String page) {
        Map<String, String[]> asked = new HashMap<>();
        query.asked()
                .only(name -> !NOT_SEARCHED.contains(name.split(":", 2)[0]))
                .values()
                .forEach((name, values) -> asked.put(name, values.toArray(String[]::new)));
        if (page != null) {
            asked.put("_offset", new String[] {page});
        }
        SearchRequest request = SearchRequest.of(type, asked, parameters);
        Search search = request.search();
        if (within.isPresent()) {
            List<Search.Criterion> criteria = new ArrayList<>(search.criteria());
            criteria.add(member(type, within.get()));
            search = new Search(type, criteria, search.most(), search.offset(), search.order());
        }
        Search.Page found = records.search(search);
        int next = request.offset() + request.count();
        boolean more = !found.matches().isEmpty() && next < found.total();
        return new Found(
                found.matches(), found.total(), more ? Integer.toString(next) : null, search.most(), includes(query));
    }

    private static Search.Criterion member(String type, Membership within) {
        long[] tokens = within.parameters().stream()
                .mapToLong(parameter -> Tokens.of(type, parameter, within.reference()))
                .toArray();
        return new Search.Criterion.AnyToken(tokens, false);
    }

    private static List<Include> includes(Query query) {
        List<Include> includes = new ArrayList<>();
        query.values().forEach((name, values) -> {
            boolean reverse = name.startsWith("_revinclude");
            if (reverse || name.startsWith("_include")) {
                for (String value : values) {
                    includes.add(include(name, value, reverse));
                }
            }
        });
        return includes;
    }

    private static Include include(String name, String value, boolean reverse) {
        int colon = name.indexOf(':');
        String modifier = colon < 0 ? "" : name.substring(colon + 1);
        boolean iterate = modifier.equals("iterate") || modifier.equals("recurse");
        if (!modifier.isEmpty() && !iterate) {
            throw new Refusal("search-modifier-unsupported", name, "has a modifier that is not supported here");
        }
        String[] parts = value.split(":", -1);
        if (parts.length < 2 || parts.length > 3) {
            throw new Refusal("search-value-invalid", name, "must be Type:parameter or Type:parameter:Type");
        }
        return new Include(parts[0], parts[1], parts.length > 2 ? parts[2] : "", reverse, iterate);
    }

    /** The resources of a type that name one of these by a reference parameter. */
    List<Version> referring(String type, String parameter, List<String> references, int most) {
        long[] tokens = references.stream()
                .mapToLong(reference -> Tokens.of(type, parameter, reference))
                .toArray();
        return records.search(new Search(
                        type,
                        List.of(new Search.Criterion.AnyToken(tokens, false)),
                        most,
                        0,
                        Search.Order.NEWEST_CHANGE))
                .matches();
    }

    /** Those of these ids that there are. */
    List<Version> ofIds(String type, List<String> ids) {
        return records.search(new Search(
                        type, List.of(new Search.Criterion.Ids(ids)), ids.size(), 0, Search.Order.NEWEST_CHANGE))
                .matches();
    }
}
