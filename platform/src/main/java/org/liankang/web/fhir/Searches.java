package org.liankang.web.fhir;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.liankang.base.finding.Finding;
import org.liankang.base.json.Json;
import org.liankang.identity.access.Account;
import org.liankang.identity.access.Right;
import org.liankang.record.store.Version;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Searches of a type, of several types and of a compartment, answered page by page. */
@Component
class Searches {

    private static final int MOST_FORM = 1024 * 1024;

    /** What one page brings, of however many types. */
    private record Gathered(Lookup.Found found, List<Finding> warnings) {}

    private final Lookup lookup;
    private final Reads reads;
    private final Compartments compartments;
    private final Includes includes;
    private final Subsets subsets;
    private final Watch watch;

    Searches(Lookup lookup, Reads reads, Compartments compartments, Includes includes, Subsets subsets, Watch watch) {
        this.lookup = lookup;
        this.reads = reads;
        this.compartments = compartments;
        this.includes = includes;
        this.subsets = subsets;
        this.watch = watch;
    }

    static int mostForm() {
        return MOST_FORM;
    }

    /** {@code GET Type?…} */
    Answer ofType(Call call) {
        Account account = call.require(Right.READ_FHIR);
        String type = reads.typed(call.path().getFirst());
        return answer(account, call, type, List.of(type), Optional.empty());
    }

    /** {@code GET ?_type=A,B&…} */
    Answer ofSystem(Call call) {
        Account account = call.require(Right.READ_FHIR);
        List<String> types = call.query().list("_type");
        if (types.isEmpty()) {
            throw new Refusal("search-value-invalid", "_type", "must name the types that are searched");
        }
        types.forEach(reads::typed);
        return answer(account, call, "", types.stream().distinct().toList(), Optional.empty());
    }

    /** {@code GET Patient/1/Observation?…} and {@code GET Patient/1/*} */
    Answer ofCompartment(Call call) {
        Account account = call.require(Right.READ_FHIR);
        String compartment = reads.typed(call.path().getFirst());
        String reference = compartment + "/" + call.id(1);
        String inner = call.path().get(2);
        if (!Compartments.ALL.contains(compartment)) {
            throw new Refusal("not-found", compartment, "is no compartment");
        }
        List<String> types;
        if (inner.equals("*")) {
            types = call.query().has("_type")
                    ? call.query().list("_type")
                    : List.copyOf(compartments.types(compartment));
            types.forEach(reads::typed);
        } else {
            types = List.of(reads.typed(inner));
        }
        for (String type : types) {
            if (compartments.parameters(compartment, type).isEmpty()) {
                throw new Refusal("not-found", type, "is never in the compartment of a " + compartment);
            }
        }
        return answer(account, call, reference + "/" + inner, types, Optional.of(compartment));
    }

    private Answer answer(
            Account account, Call call, String address, List<String> types, Optional<String> compartment) {
        Subset subset = Subset.of(call.query());
        Query query = call.query().without("_type", "_page");
        Gathered gathered = gathered(call, query, types, compartment);
        Lookup.Found found = gathered.found();
        List<Version> along = found.includes().isEmpty() ? List.of() : includes.of(found.matches(), found.includes());
        watch.counted(account, call, address.isEmpty() ? String.join(",", new TreeSet<>(types)) : address);
        watch.seen(account, call, found.matches());
        watch.seen(account, call, along);
        ObjectNode head = Json.object();
        head.put("resourceType", "Bundle").put("type", "searchset");
        if (found.total() >= 0 && !call.query().first("_total").orElse("").equals("none")) {
            head.put("total", found.total());
        }
        String own = address.isEmpty() ? call.base() : call.base() + "/" + address;
        ArrayNode links = head.putArray("link");
        links.addObject()
                .put("relation", "self")
                .put("url", Histories.linked(own, call.query().asked()));
        if (found.next() != null) {
            Query next = call.query().with("_page", found.next());
            links.addObject().put("relation", "next").put("url", Histories.linked(own, next));
        }
        if (subset.counts()) {
            return Answer.json(200, head);
        }
        return Answer.streamed(Bundles.of(head, entries -> {
            for (Version match : found.matches()) {
                entries.found(call.base() + "/" + match.reference(), shown(subset, match), "match");
            }
            for (Version one : along) {
                entries.found(call.base() + "/" + one.reference(), shown(subset, one), "include");
            }
            if (!gathered.warnings().isEmpty()) {
                ObjectNode entry = Json.object();
                entry.set("resource", Outcomes.outcome(gathered.warnings(), 0));
                entry.putObject("search").put("mode", "outcome");
                entries.add(entry, null);
            }
        }));
    }

    private byte[] shown(Subset subset, Version version) {
        return subsets.cut(subset, version.type(), lookup.shown(version));
    }

    private Gathered gathered(Call call, Query query, List<String> types, Optional<String> compartment) {
        List<Finding> warnings = new ArrayList<>();
        String page = call.query().first("_page").orElse(null);
        if (types.size() == 1) {
            return new Gathered(one(call, query, types.getFirst(), compartment, page, warnings), warnings);
        }
        return new Gathered(several(call, query, types, compartment, page, warnings), warnings);
    }

    /** Type after type; the page's name says which type it goes on with. */
    private Lookup.Found several(
            Call call,
            Query query,
            List<String> types,
            Optional<String> compartment,
            String page,
            List<Finding> warnings) {
        int dot = page == null ? -1 : page.indexOf('.');
        if (page != null && !page.matches("\\d{1,3}(\\..*)?")) {
            throw new Refusal("search-value-invalid", "_page", "is no page of this search");
        }
        int at = page == null ? 0 : Integer.parseInt(dot < 0 ? page : page.substring(0, dot));
        String inner = dot < 0 ? null : page.substring(dot + 1);
        List<Version> matches = new ArrayList<>();
        List<org.liankang.record.search.Question.Include> along = List.of();
        String next = null;
        int count = 1;
        long total = page == null ? 0 : -1;
        while (at < types.size() && next == null) {
            int left = count - matches.size();
            Query part = at == 0 || matches.isEmpty() ? query : query.with("_count", Integer.toString(left));
            Lookup.Found found = one(call, part, types.get(at), compartment, inner, warnings);
            inner = null;
            along = found.includes();
            count = matches.isEmpty() ? Math.max(found.count(), 1) : count;
            matches.addAll(found.matches());
            total = total < 0 || found.total() < 0 ? -1 : total + found.total();
            boolean full = matches.size() >= count;
            if (found.next() != null) {
                next = at + "." + found.next();
            } else {
                at++;
                next = full && at < types.size() ? Integer.toString(at) : null;
            }
        }
        return new Lookup.Found(matches, next == null ? total : -1, next, count, along, List.of());
    }

    /** With {@code Prefer: handling=lenient} a parameter that is not known is left out and told. */
    private Lookup.Found one(
            Call call, Query query, String type, Optional<String> compartment, String page, List<Finding> warnings) {
        Optional<Lookup.Membership> within = compartment.map(whole -> new Lookup.Membership(
                compartments.parameters(whole, type),
                call.path().get(0) + "/" + call.path().get(1)));
        boolean lenient = call.preference("handling").filter("lenient"::equals).isPresent();
        Lookup.Found found = lookup.search(type, query, within, page, lenient, call.base());
        warnings.addAll(found.ignored());
        return found;
    }
}
