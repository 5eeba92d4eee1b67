package org.liankang.record.terms;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.liankang.base.json.Json;
import tools.jackson.databind.JsonNode;

/**
 * A code system ready for questions. The hierarchy is that of nested concepts and of the properties {@code parent},
 * {@code child} and {@code subsumedBy}. A system that declares the property {@value #RANGE} ({@code urn:liankang:terms}
 * in docs/terminology.md) is a classification whose codes are longer the finer they are, as those of ICD are: a code
 * without a parent stands under the longest code that begins it, else under the narrowest range it lies in, also when
 * the code itself is not listed.
 */
public final class CodeSystem {

    /** A concept's first and last code, both included, for example {@code I10-I15}. */
    static final String RANGE = "range";

    private static final Set<String> UPWARD = Set.of("parent", "subsumedBy");
    /** Hierarchies in which the upper contains the lower (FHIR R4, CodeSystem.hierarchyMeaning); none said means so. */
    private static final Set<String> CONTAINING = Set.of("", "is-a", "classified-with");

    private record Range(String from, String until, String code) {

        boolean holds(String other) {
            if (other.length() < from.length() || other.equals(code)) {
                return false;
            }
            String beginning = other.substring(0, from.length());
            return beginning.compareTo(from) >= 0 && beginning.compareTo(until) <= 0;
        }
    }

    private final JsonNode resource;
    private final boolean caseSensitive;
    private final boolean contains;
    private final boolean grows;
    private final Map<String, Concept> concepts = new LinkedHashMap<>();
    private final Map<String, String> folded = new LinkedHashMap<>();
    private final Map<String, Set<String>> parents = new LinkedHashMap<>();
    private final Map<String, Set<String>> children = new LinkedHashMap<>();
    private final List<Range> ranges = new ArrayList<>();
    /** Chapters and blocks: they hold others by their range, never by how they are spelled. */
    private final Set<String> spans = new HashSet<>();

    CodeSystem(JsonNode resource, Iterable<Shelf.Row> more) {
        this.resource = resource;
        this.caseSensitive = resource.path("caseSensitive").asBoolean(false);
        this.contains = CONTAINING.contains(Json.text(resource, "hierarchyMeaning"));
        this.grows = Json.each(resource.path("property")).anyMatch(one -> RANGE.equals(Json.text(one, "code")));
        add(resource.path("concept"), null);
        for (Shelf.Row row : more) {
            concepts.putIfAbsent(row.code(), Concept.bare(row.code(), row.display()));
        }
        concepts.values().forEach(this::relate);
        ranges.sort(Comparator.comparing(Range::from)
                .reversed()
                .thenComparing(Range::until)
                .thenComparing(range -> -range.code().length()));
        if (grows) {
            concepts.keySet().stream()
                    .filter(code -> !parents.containsKey(code) && !spans.contains(code))
                    .toList()
                    .forEach(code -> place(code).ifPresent(above -> under(above, code)));
        }
        if (!caseSensitive) {
            concepts.keySet().forEach(code -> folded.putIfAbsent(code.toLowerCase(Locale.ROOT), code));
        }
    }

    private void add(JsonNode list, String parent) {
        Json.each(list).forEach(node -> {
            Concept concept = Concept.of(node);
            concepts.putIfAbsent(concept.code(), concept);
            if (parent != null) {
                under(parent, concept.code());
            }
            add(node.path("concept"), concept.code());
        });
    }

    private void relate(Concept concept) {
        for (String property : UPWARD) {
            concept.values(property).forEach(above -> under(above, concept.code()));
        }
        concept.values("child").forEach(below -> under(concept.code(), below));
        concept.values(RANGE).forEach(range -> {
            spans.add(concept.code());
            int dash = range.indexOf('-');
            ranges.add(
                    dash < 0
                            ? new Range(range, range, concept.code())
                            : new Range(range.substring(0, dash), range.substring(dash + 1), concept.code()));
        });
    }

    private void under(String above, String below) {
        if (!above.equals(below)) {
            parents.computeIfAbsent(below, code -> new LinkedHashSet<>()).add(above);
            children.computeIfAbsent(above, code -> new LinkedHashSet<>()).add(below);
        }
    }

    /** Where a code without a parent stands in a classification that grows. */
    private Optional<String> place(String code) {
        for (int length = code.length() - 1; length > 0; length--) {
            String beginning = code.substring(0, length);
            if (concepts.containsKey(beginning) && !spans.contains(beginning)) {
                return Optional.of(beginning);
            }
        }
        return ranges.stream()
                .filter(range -> range.holds(code))
                .map(Range::code)
                .findFirst();
    }

    JsonNode resource() {
        return resource;
    }

    public String url() {
        return Json.text(resource, "url");
    }

    public String version() {
        return Json.text(resource, "version");
    }

    /** True when codes may exist that are not listed here (FHIR R4, CodeSystem.content). */
    public boolean fragment() {
        String content = Json.text(resource, "content");
        return content.equals("fragment") || content.equals("example");
    }

    /** True when only the system is described here, not its codes. */
    public boolean empty() {
        return concepts.isEmpty();
    }

    public int size() {
        return concepts.size();
    }

    public Optional<Concept> find(String code) {
        Concept found = concepts.get(code);
        if (found == null && !caseSensitive) {
            String written = folded.get(code.toLowerCase(Locale.ROOT));
            found = written == null ? null : concepts.get(written);
        }
        return Optional.ofNullable(found);
    }

    /** In the order they are listed. */
    public Collection<Concept> all() {
        return concepts.values();
    }

    /** What stands directly above; of an unlisted code of a growing classification, where it would stand. */
    public Set<String> parents(String code) {
        Set<String> known = parents.get(code);
        return known != null
                ? known
                : grows && !concepts.containsKey(code)
                        ? place(code).map(Set::of).orElse(Set.of())
                        : Set.of();
    }

    public Set<String> children(String code) {
        return children.getOrDefault(code, Set.of());
    }

    /** Whether the first is the second or contains it. */
    public boolean subsumes(String upper, String lower) {
        return upper.equals(lower)
                || contains
                        && (above(lower).contains(upper)
                                || grows && !concepts.containsKey(upper) && begins(upper, lower));
    }

    private boolean begins(String upper, String lower) {
        return lower.startsWith(upper) && !spans.contains(lower);
    }

    /** A code and all that contain it. */
    public Set<String> above(String code) {
        Set<String> seen = new LinkedHashSet<>(Set.of(code));
        Deque<String> open = new ArrayDeque<>(Set.of(code));
        while (contains && !open.isEmpty()) {
            for (String parent : parents(open.poll())) {
                if (seen.add(parent)) {
                    open.add(parent);
                }
            }
        }
        return seen;
    }

    /** A code and all listed codes it contains. */
    public Set<String> below(String code) {
        Set<String> seen = new LinkedHashSet<>(Set.of(code));
        if (contains && grows && !concepts.containsKey(code)) {
            concepts.keySet().stream().filter(other -> begins(code, other)).forEach(seen::add);
        }
        Deque<String> open = new ArrayDeque<>(seen);
        while (contains && !open.isEmpty()) {
            for (String child : children(open.poll())) {
                if (seen.add(child)) {
                    open.add(child);
                }
            }
        }
        return seen;
    }

    /** A code and all it contains, listed or not. */
    public Reach reach(String code) {
        if (!contains || !grows) {
            return new Reach(below(code), List.of());
        }
        List<Reach.Interval> intervals = spans.contains(code)
                ? ranges.stream()
                        .filter(range -> range.code().equals(code))
                        .map(range -> new Reach.Interval(range.from(), range.until()))
                        .toList()
                : List.of(new Reach.Interval(code, code));
        return new Reach(below(code), intervals);
    }

    boolean declares(String property) {
        return Json.each(resource.path("property")).anyMatch(one -> property.equals(Json.text(one, "code")));
    }
}
