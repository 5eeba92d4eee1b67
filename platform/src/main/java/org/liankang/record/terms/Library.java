package org.liankang.record.terms;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.liankang.base.json.Json;
import tools.jackson.databind.JsonNode;

/** All shelves as one, and the code systems made ready for questions, kept as long as nothing changes. */
final class Library {

    private static final int KEPT = 300;

    private record Key(Canonical address, long revision) {}

    private final List<Shelf> shelves;
    private final Cache<Key, Optional<CodeSystem>> systems =
            Caffeine.newBuilder().maximumSize(KEPT).build();

    Library(List<Shelf> shelves) {
        this.shelves = List.copyOf(shelves);
    }

    long revision() {
        return shelves.stream().mapToLong(Shelf::revision).sum();
    }

    Optional<JsonNode> find(Kind kind, Canonical address) {
        return shelves.stream()
                .map(shelf -> shelf.find(kind, address))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** What can be looked through, without what an earlier shelf hides. */
    List<JsonNode> all(Kind kind) {
        List<JsonNode> all = new ArrayList<>();
        shelves.forEach(shelf -> shelf.all(kind).stream()
                .filter(one -> all.stream()
                        .noneMatch(seen -> Json.text(seen, "url").equals(Json.text(one, "url"))
                                && Json.text(seen, "version").equals(Json.text(one, "version"))))
                .forEach(all::add));
        return all;
    }

    Optional<CodeSystem> system(Canonical address) {
        return systems.get(new Key(address, revision()), key -> open(address));
    }

    private Optional<CodeSystem> open(Canonical address) {
        for (Shelf shelf : shelves) {
            Optional<JsonNode> found = shelf.find(Kind.CODE_SYSTEM, address);
            if (found.isPresent()) {
                return Optional.of(new CodeSystem(found.get(), shelf.codes(found.get())));
            }
        }
        return Optional.empty();
    }

    /** @throws Unanswerable when nobody knows it */
    CodeSystem needed(Canonical address) {
        return system(address)
                .orElseThrow(() ->
                        new Unanswerable("code-system-unknown", "system", "no code system is known under " + address));
    }
}
