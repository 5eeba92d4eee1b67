package org.liankang.entry.admission;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.liankang.base.finding.Finding;
import org.liankang.base.json.Json;
import org.liankang.entry.Receipt;
import org.liankang.entry.check.Reference;
import org.liankang.entry.patch.Patch;
import org.liankang.identity.person.Description;
import org.liankang.identity.person.Identification;
import org.liankang.identity.place.Institution;
import org.liankang.identity.place.Institutions;
import org.liankang.record.index.Head;
import org.liankang.record.index.Key;
import org.liankang.record.search.Index;
import org.liankang.record.store.Draft;
import org.liankang.record.store.Packing;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Decides, entry by entry, what may enter the record, and gathers what is to be written for it. It sees the record as
 * it is plus what this batch has already let in.
 */
final class Gate {

    /** A transaction bundle turned out impossible after part of it was decided: decide the batch again without it. */
    static final class Reconsider extends RuntimeException {
        final transient Pending pending;
        final transient Map<Integer, Decision> faults;

        Reconsider(Pending pending, Map<Integer, Decision> faults) {
            super(null, null, false, false);
            this.pending = pending;
            this.faults = faults;
        }
    }

    /** Whose turn it is: the submission's number and the institution spoken for (0 for none). */
    record Turn(Prepared prepared, long submission, long institution) {}

    private static final Set<String> SUBJECTS = Set.of("subject", "patient", "beneficiary", "for", "individual");

    private final Admission parts;
    private final Connection connection;
    private final Instant at;
    private final Identification identification;
    private final Predicate<String> known;
    private final List<Draft> drafts = new ArrayList<>();
    private final Map<String, Institution> registered = new HashMap<>();
    private final Map<String, Entry> practitioners = new LinkedHashMap<>();
    private final Map<String, String> newCodes = new HashMap<>();

    /** Looks up, in a few bulk queries, all that these submissions may ask for. */
    Gate(Admission parts, Connection connection, Collection<Pending> pendings, Instant at) throws SQLException {
        this.parts = parts;
        this.connection = connection;
        this.at = at;
        this.known = parts.records()::knows;
        this.identification = parts.persons().identification();
        Set<Key> keys = new HashSet<>();
        List<Description> descriptions = new ArrayList<>();
        for (Pending pending : pendings) {
            for (Entry entry : pending.prepared().entries()) {
                if (!entry.refused()) {
                    collect(entry, keys, descriptions);
                }
            }
        }
        parts.sight().begin(keys);
        identification.prepare(connection, descriptions, List.of());
    }

    private void collect(Entry entry, Set<Key> keys, List<Description> descriptions) {
        keys.add(entry.key());
        for (Reference reference : entry.references()) {
            reference.literal(known).ifPresent(keys::add);
        }
        if (entry.type.equals("Patient") && entry.body() != null) {
            descriptions.add(Description.of(entry.id(), entry.body()));
        }
    }

    private Optional<Key> literal(String target) {
        return Reference.literal(target, known);
    }

    Map<Integer, Decision> decide(Pending pending, Turn turn) throws SQLException {
        Prepared prepared = turn.prepared();
        Map<Integer, Decision> decisions = new HashMap<>();
        if (prepared.atomic()) {
            Map<Integer, Decision> faults = foresee(prepared);
            if (!faults.isEmpty()) {
                return faults;
            }
        }
        for (Entry entry : prepared.atomic() ? inOrder(prepared.entries()) : prepared.entries()) {
            Decision decision = prepared.atomic() ? null : alone(entry);
            decision = decision == null ? outdated(prepared, entry) : decision;
            if (decision == null) {
                decision = enter(turn, entry);
            }
            if (prepared.atomic() && !(decision instanceof Decision.Enters)) {
                throw new Reconsider(pending, Map.of(entry.at, decision));
            }
            decisions.put(entry.at, decision);
        }
        return decisions;
    }

    /** What keeps an entry out that stands for itself, or null. */
    private Decision alone(Entry entry) throws SQLException {
        Decision fault = entry.refused() ? null : settle(entry);
        return fault == null ? fault(entry, Set.of()) : fault;
    }

    /** A transaction has no order of its own: what others are about comes first. */
    private static List<Entry> inOrder(List<Entry> entries) {
        List<Entry> ordered = new ArrayList<>(entries);
        ordered.sort(Comparator.comparingInt(Gate::rank)); // stable
        return ordered;
    }

    private static int rank(Entry entry) {
        return switch (entry.type) {
            case "Organization" -> 0;
            case "Patient" -> 1;
            default -> 2;
        };
    }

    /** What waited in quarantine must not overwrite what arrived meanwhile. */
    private Decision outdated(Prepared prepared, Entry entry) {
        Head head = parts.sight().head(entry.key());
        boolean release =
                prepared.origin() != 0 && prepared.envelope().channel().equals(Reception.RELEASE);
        if (!release || head == null || head.deleted()) {
            return null;
        }
        boolean later = head.position() >= parts.writer().next()
                || parts.records()
                        .read(entry.type, entry.id())
                        .filter(now -> now.submission() > prepared.originSubmission())
                        .isPresent();
        return later
                ? new Decision.StaysOut(
                        List.of(Finding.error(
                                "superseded", entry.key().type(), "a newer version has arrived while this one waited")),
                        null)
                : null;
    }

    /** All that can go wrong with a transaction without deciding any of it; also resolves what it leaves open. */
    private Map<Integer, Decision> foresee(Prepared prepared) throws SQLException {
        Set<Key> own = new HashSet<>();
        Set<String> codes = new HashSet<>();
        Map<Integer, Decision> faults = new HashMap<>();
        Map<String, String> targets = conditions(prepared, faults);
        for (Entry entry : prepared.entries()) {
            if (entry.action == Entry.Action.READ || entry.refused() || faults.containsKey(entry.at)) {
                continue;
            }
            if (entry.type.equals("Organization")
                    && entry.body() != null
                    && !Institutions.codeOf(entry.body()).isEmpty()
                    && !codes.add(Institutions.codeOf(entry.body()))) {
                faults.put(entry.at, twoOfOneCode());
            }
            boolean exists =
                    entry.action == Entry.Action.CREATE && parts.sight().lives(entry.key());
            if (!own.add(entry.key()) && !exists) {
                faults.put(entry.at, twice(entry));
            }
        }
        for (Entry entry : prepared.entries()) {
            confirm(prepared, entry);
            if (!entry.finished()) {
                Map<String, String> open = targets;
                for (Reference reference : entry.references()) {
                    if (conditional(reference.target())) {
                        Optional<String> target = target(prepared, reference.target());
                        if (target.isPresent()) {
                            open = open == targets ? new HashMap<>(targets) : open;
                            open.put(reference.target(), target.get());
                        }
                    }
                }
                entry.rewrite(open);
            }
            if (!faults.containsKey(entry.at)) {
                Decision fault = fault(entry, own);
                if (fault != null) {
                    faults.put(entry.at, fault);
                }
            }
        }
        return faults;
    }

    /** What preparing assumed of conditional references must hold now. */
    private void confirm(Prepared prepared, Entry entry) throws SQLException {
        for (Entry.Assumed one : entry.assumed()) {
            if (!target(prepared, one.written()).equals(Optional.of(one.meaning()))) {
                entry.doubt();
                return;
            }
        }
    }

    /** Settles conditional entries; answers what their names inside the bundle mean. */
    private Map<String, String> conditions(Prepared prepared, Map<Integer, Decision> faults) throws SQLException {
        Map<String, String> targets = new HashMap<>();
        Map<String, Entry> creating = new HashMap<>();
        for (Entry entry : prepared.entries()) {
            if (entry.condition.isEmpty() || entry.refused()) {
                continue;
            }
            Decision fault = settle(entry);
            if (fault != null) {
                faults.put(entry.at, fault);
                continue;
            }
            Entry first = creating.putIfAbsent(
                    entry.type + "?" + entry.condition.get().query(), entry);
            if (first != null && entry.action == Entry.Action.CREATE && first.action == Entry.Action.CREATE) {
                entry.settle(first.id()); // asked for twice, there once
            }
            if (!entry.fullUrl.isEmpty()) {
                targets.put(entry.fullUrl, entry.key().toString());
            }
        }
        return targets;
    }

    /** A condition may also mean what the same transaction creates. */
    private Optional<String> target(Prepared prepared, String reference) throws SQLException {
        Optional<String> there = parts.sight().target(reference, at.toEpochMilli());
        if (there.isPresent()) {
            return there;
        }
        int mark = reference.indexOf('?');
        return prepared.entries().stream()
                .filter(entry -> entry.action == Entry.Action.CREATE && entry.condition.isPresent())
                .filter(entry -> entry.type.equals(reference.substring(0, mark)))
                .filter(entry -> entry.condition.get().query().equals(reference.substring(mark + 1)))
                .map(entry -> entry.key().toString())
                .findFirst();
    }

    /** Finds out which resource a conditional entry means, at its turn; answers what speaks against it, or null. */
    private Decision settle(Entry entry) throws SQLException {
        if (entry.condition.isEmpty()) {
            return null;
        }
        List<Key> there = parts.sight().matches(entry.condition.get(), at.toEpochMilli());
        if (there.size() > 1) {
            return refused("condition-ambiguous", entry.condition.get().query(), "matches several resources");
        }
        String written = entry.body() == null ? "" : entry.body().path("id").asString("");
        if (there.isEmpty()) {
            if (entry.action == Entry.Action.PATCH) {
                return refused("not-found", entry.type, "nothing matches the condition");
            }
            boolean named = entry.action == Entry.Action.UPDATE && !written.isEmpty() && !given(entry, written);
            entry.settle(named ? written : null);
            return named && parts.sight().lives(entry.key())
                    ? refused("id-mismatch", "id", "is there already, and the condition does not match it")
                    : null;
        }
        String id = there.getFirst().id();
        if (entry.action == Entry.Action.UPDATE
                && !written.isEmpty()
                && !given(entry, written)
                && !written.equals(id)) {
            return refused("id-mismatch", "id", "differs from the id of what the condition matches");
        }
        entry.settle(id);
        return null;
    }

    /** An id that the platform itself wrote into the body when the entry was decided before. */
    private static boolean given(Entry entry, String written) {
        return entry.finished() && written.equals(entry.id());
    }

    private static Decision refused(String code, String where, String message) {
        return new Decision.Refused(List.of(Finding.error(code, where, message)));
    }

    private static Decision twice(Entry entry) {
        return refused("bundle-entry-twice", "Bundle.entry[" + entry.at + "]", "is in the bundle twice");
    }

    /** What keeps one entry out, or null. */
    private Decision fault(Entry entry, Set<Key> own) throws SQLException {
        if (entry.action == Entry.Action.READ) {
            return null;
        }
        if (entry.refused()) {
            return entry.action == Entry.Action.PATCH || entry.body() == null
                    ? new Decision.Refused(entry.findings())
                    : new Decision.StaysOut(entry.findings(), null);
        }
        Head head = parts.sight().head(entry.key());
        if (entry.ifMatch.isPresent() && (head == null || head.number() != entry.ifMatch.getAsInt())) {
            return refused("version-conflict", "If-Match", "is not the current version of this resource");
        }
        if (entry.action == Entry.Action.CREATE
                && entry.condition.isPresent()
                && parts.sight().lives(entry.key())) {
            return null; // stays as it is, whatever came
        }
        if (entry.action == Entry.Action.PATCH) {
            Decision fault = patched(entry, head);
            if (fault != null) {
                return fault;
            }
        }
        Decision missing = missing(entry, own);
        if (missing != null) {
            return missing;
        }
        return entry.type.equals("Organization") && entry.body() != null ? duplicate(entry) : null;
    }

    /** Applies a patch to what is there now; what it makes is checked as if it had come so. */
    private Decision patched(Entry entry, Head head) throws SQLException {
        if (head == null || head.deleted()) {
            return refused("not-found", entry.type, "there is nothing to patch");
        }
        Optional<Draft> here = drafts.reversed().stream()
                .filter(draft -> draft.key().equals(entry.key()))
                .findFirst();
        JsonNode now = here.isPresent()
                ? Json.parse(Packing.unpack(here.get().packed()))
                : parts.records().read(entry.type, entry.id()).orElseThrow().body();
        return switch (entry.patch.apply((ObjectNode) now)) {
            case Patch.Result.Failed(Finding finding) -> new Decision.Refused(List.of(finding));
            case Patch.Result.Patched(ObjectNode body) -> {
                if (!body.path("resourceType").asString("").equals(entry.type)
                        || !body.path("id").asString("").equals(entry.id())) {
                    yield refused("id-mismatch", "id", "a patch changes neither type nor id");
                }
                Preparation.withoutServerMeta(body);
                entry.becomes(body, parts.checks().check(body, at));
                List<Finding> against = entry.refused()
                        ? entry.findings()
                        : parts.suitabilities().against(entry.type, body);
                yield against.stream().anyMatch(Finding::refuses) ? new Decision.Refused(against) : null;
            }
        };
    }

    private Decision missing(Entry entry, Set<Key> own) throws SQLException {
        List<Finding> missing = null;
        String waitingFor = null;
        for (Reference reference : entry.references()) {
            String target = reference.target();
            if (!resolves(reference, own)) {
                missing = missing == null ? new ArrayList<>() : missing;
                missing.add(Finding.error(
                        "reference-unresolved",
                        reference.path(),
                        "what it refers to has not arrived: " + typeOf(target)));
                waitingFor =
                        waitingFor == null ? literal(target).map(Key::toString).orElse(target) : waitingFor;
            }
        }
        return missing == null
                ? null
                : new Decision.StaysOut(
                        Stream.concat(entry.findings().stream(), missing.stream())
                                .toList(),
                        waitingFor);
    }

    private boolean resolves(Reference reference, Set<Key> own) throws SQLException {
        String target = reference.target();
        if (target.isEmpty() || target.charAt(0) == '#') {
            return true;
        }
        if (target.startsWith("urn:uuid:") || target.startsWith("urn:oid:")) {
            return false;
        }
        if (conditional(target)) {
            return parts.sight().target(target, at.toEpochMilli()).isPresent();
        }
        Optional<Key> key = reference.literal(known);
        return key.isEmpty() || parts.sight().lives(key.get()) || own.contains(key.get());
    }

    private boolean conditional(String target) {
        int mark = target.indexOf('?');
        return mark > 0 && parts.records().knows(target.substring(0, mark));
    }

    private static String typeOf(String target) {
        return target.replaceAll("[/?].*", "");
    }

    /** Two Organization resources with one code would be two institutions with one name. */
    private Decision duplicate(Entry entry) {
        String code = Institutions.codeOf(entry.body());
        if (code.isEmpty()) {
            return null;
        }
        String owner = newCodes.getOrDefault(
                code,
                parts.institutions().byCode(code).map(Institution::organization).orElse(entry.id()));
        return owner.equals(entry.id()) ? null : twoOfOneCode();
    }

    private static Decision twoOfOneCode() {
        return new Decision.StaysOut(
                List.of(Finding.error(
                        "institution-duplicate",
                        "Organization.identifier",
                        "another institution is registered under this code")),
                null);
    }

    private Decision enter(Turn turn, Entry entry) throws SQLException {
        if (entry.action == Entry.Action.READ) {
            return new Decision.Enters(Receipt.Status.READ, 0);
        }
        Head head = parts.sight().head(entry.key());
        if (entry.action == Entry.Action.DELETE) {
            return delete(turn, entry, head);
        }
        boolean there = head != null && !head.deleted();
        if (there && entry.action == Entry.Action.CREATE) {
            return new Decision.Enters(Receipt.Status.UNCHANGED, head.number());
        }
        Map<String, String> resolved = meanings(entry);
        entry.finish(parts, resolved);
        if (there && head.digest() == entry.digest()) {
            return new Decision.Enters(Receipt.Status.UNCHANGED, head.number());
        }
        long resident = 0;
        long position = parts.writer().next() + drafts.size();
        if (entry.type.equals("Patient")) {
            Description description = Description.of(entry.id(), entry.body());
            if (entry.condition.isPresent() || entry.action == Entry.Action.PATCH) {
                identification.prepare(connection, List.of(description), List.of()); // known only at its turn
            }
            switch (identification.identify(description)) {
                case Identification.Answer.Conflict(String reason) -> {
                    return new Decision.StaysOut(
                            List.of(Finding.error("identity-conflict", "Patient.identifier", reason)), null);
                }
                case Identification.Answer.Same(long person) -> resident = person;
                case Identification.Answer.New(long person) -> resident = person;
            }
            identification.keep(resident, description, centre(description, resolved), position);
        } else {
            resident = resident(entry, resolved);
            register(entry);
        }
        int number = head == null ? 1 : head.number() + 1;
        draft(turn, entry, number, head, resident, false);
        return new Decision.Enters(head == null ? Receipt.Status.CREATED : Receipt.Status.UPDATED, number);
    }

    private Decision delete(Turn turn, Entry entry, Head head) {
        if (head == null || head.deleted()) {
            return new Decision.Enters(Receipt.Status.UNCHANGED, head == null ? 0 : head.number());
        }
        draft(turn, entry, head.number() + 1, head, head.resident(), true);
        return new Decision.Enters(Receipt.Status.DELETED, head.number() + 1);
    }

    private void draft(Turn turn, Entry entry, int number, Head head, long resident, boolean deleted) {
        long position = parts.writer().next() + drafts.size();
        drafts.add(new Draft(
                entry.key(),
                number,
                head == null ? 0 : head.position(),
                resident,
                turn.institution(),
                turn.submission(),
                at,
                deleted,
                entry.packed(),
                entry.digest(),
                entry.index(),
                deleted ? Map.of() : entry.resolved()));
        parts.sight()
                .put(
                        new Head(entry.key(), number, position, resident, deleted, deleted ? 0 : entry.digest()),
                        deleted ? Index.NONE : entry.index());
    }

    /** What the conditional references that stay in the body mean. */
    private Map<String, String> meanings(Entry entry) throws SQLException {
        Map<String, String> resolved = Map.of();
        for (Reference reference : entry.references()) {
            if (conditional(reference.target())) {
                Optional<String> target = parts.sight().target(reference.target(), at.toEpochMilli());
                if (target.isPresent()) {
                    resolved = resolved.isEmpty() ? new HashMap<>() : resolved;
                    resolved.put(reference.target(), target.get());
                }
            }
        }
        return resolved;
    }

    private long centre(Description description, Map<String, String> resolved) {
        String written = description.organization();
        Optional<Key> organization = literal(resolved.getOrDefault(written, written));
        return organization
                .flatMap(key -> Optional.ofNullable(registered.get(key.id()))
                        .or(() -> parts.institutions().byOrganization(key.id())))
                .map(Institution::id)
                .orElse(0L);
    }

    /** Whom the resource is about: the resident of the Patient it names as its subject. */
    private long resident(Entry entry, Map<String, String> resolved) {
        for (Reference reference : entry.references()) {
            if (SUBJECTS.contains(reference.element(entry.type))) {
                String target = resolved.getOrDefault(reference.target(), reference.target());
                if (target.startsWith("Patient/")) {
                    Head head = parts.sight().head(Key.of(target));
                    return head == null ? 0 : head.resident();
                }
            }
        }
        return 0;
    }

    /** At once and in this transaction, because what follows in the batch may belong to the institution. */
    private void register(Entry entry) throws SQLException {
        if (entry.type.equals("Organization")) {
            Institution institution = parts.institutions().register(connection, entry.id(), entry.body());
            registered.put(entry.id(), institution);
            if (!institution.code().isEmpty()) {
                newCodes.put(institution.code(), entry.id());
            }
        } else if (entry.type.equals("Practitioner")) {
            practitioners.put(entry.id(), entry);
        }
    }

    /** The institution this batch has registered under the code. */
    Optional<Institution> registeredAs(String code) {
        return Optional.ofNullable(newCodes.get(code)).map(registered::get);
    }

    /** Writes what was let in; the caller commits. */
    void write() throws SQLException {
        identification.write(connection);
        for (Entry entry : practitioners.values()) {
            parts.institutions().registerStaff(connection, entry.id(), entry.body());
        }
        parts.writer().append(connection, drafts);
    }

    /** After the commit: makes it visible. */
    void committed() {
        identification.committed();
        parts.sight().committed();
        parts.writer().committed(parts.writer().next() - 1 + drafts.size());
        registered.values().forEach(parts.institutions()::keep);
    }

    /** What has arrived, as quarantined items name what they wait for. */
    Set<String> arrived() {
        Set<String> arrived = new HashSet<>();
        for (Draft draft : drafts) {
            if (!draft.deleted()) {
                arrived.add(draft.key().toString());
            }
        }
        newCodes.keySet().forEach(code -> arrived.add("institution:" + code));
        return arrived;
    }
}
