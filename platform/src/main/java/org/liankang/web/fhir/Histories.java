package org.liankang.web.fhir;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.liankang.base.json.Json;
import org.liankang.identity.access.Account;
import org.liankang.identity.access.Right;
import org.liankang.record.search.Times;
import org.liankang.record.store.Version;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What was changed and when: of one resource, of a type, of everything; newest first, page by page. */
@Component
class Histories {

    private static final int DEFAULT_COUNT = 50;
    private static final int MOST_COUNT = 1_000;
    private static final Set<String> UNDERSTOOD = Set.of("_since", "_count", "_page", "_format", "_pretty");

    private final Lookup lookup;
    private final Reads reads;
    private final Watch watch;

    Histories(Lookup lookup, Reads reads, Watch watch) {
        this.lookup = lookup;
        this.reads = reads;
        this.watch = watch;
    }

    /** {@code GET Type/id/_history}, {@code Type/_history} or {@code _history}. */
    Answer history(Call call) {
        Account account = call.require(Right.READ_FHIR);
        Query query = call.query();
        query.values().keySet().stream()
                .filter(name -> !UNDERSTOOD.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new Refusal("search-parameter-unknown", name, "is no parameter of a history");
                });
        Instant since = query.first("_since").map(Histories::instant).orElse(null);
        int count = Math.clamp(query.number("_count").orElse(DEFAULT_COUNT), 1, MOST_COUNT);
        Optional<Long> page = query.first("_page").map(Histories::position);
        long before = page.orElse(Long.MAX_VALUE);
        List<Version> versions = versions(call, before, since, count + 1);
        boolean more = versions.size() > count;
        List<Version> shown = more ? versions.subList(0, count) : versions;
        watch.seen(account, call, shown);
        if (call.path().size() < 3) {
            watch.counted(account, call, String.join("/", call.path()));
        }
        ObjectNode head = Json.object();
        head.put("resourceType", "Bundle").put("type", "history");
        if (page.isEmpty() && !more) {
            head.put("total", shown.size());
        }
        String own = call.base() + "/" + String.join("/", call.path());
        ArrayNode links = head.putArray("link");
        links.addObject().put("relation", "self").put("url", linked(own, query.asked()));
        if (more) {
            String next = Long.toString(shown.getLast().position());
            links.addObject().put("relation", "next").put("url", linked(own, query.with("_page", next)));
        }
        return Answer.streamed(Bundles.of(head, entries -> {
            for (Version version : shown) {
                entries.add(around(call, version), version.deleted() ? null : lookup.shown(version));
            }
        }));
    }

    private List<Version> versions(Call call, long before, Instant since, int most) {
        if (call.path().size() == 1) {
            return lookup.history(before, since, most);
        }
        String type = reads.typed(call.path().getFirst());
        if (call.path().size() == 2) {
            return lookup.historyOf(type, before, since, most);
        }
        String id = call.id(1);
        List<Version> found = lookup.history(type, id, before, since, most);
        if (found.isEmpty() && lookup.read(type, id).isEmpty()) {
            throw Lookup.nothing(type);
        }
        return found;
    }

    private static ObjectNode around(Call call, Version version) {
        boolean first = version.number() == 1;
        String method = version.deleted() ? "DELETE" : first ? "POST" : "PUT";
        ObjectNode entry = Json.object();
        entry.put("fullUrl", call.base() + "/" + version.reference());
        entry.putObject("request").put("method", method).put("url", first ? version.type() : version.reference());
        entry.putObject("response")
                .put("status", version.deleted() ? "204" : first ? "201" : "200")
                .put("etag", "W/\"" + version.number() + "\"")
                .put("lastModified", Rendering.instant(version.at()));
        return entry;
    }

    static String linked(String address, Query query) {
        String text = query.text();
        return text.isEmpty() ? address : address + "?" + text;
    }

    static Instant instant(String text) {
        return Times.range(text.replace(' ', '+')) // a plus sign that was not encoded
                .map(Times.Range::low)
                .orElseThrow(() -> new Refusal("search-value-invalid", "_since", "is no date"));
    }

    private static long position(String text) {
        if (!text.matches("\\d{1,18}")) {
            throw new Refusal("search-value-invalid", "_page", "is no page of this history");
        }
        return Long.parseLong(text);
    }
}
