package org.liankang.entry.admission;

import java.sql.Connection;
import java.sql.SQLException;
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
import java.util.stream.Stream;
import org.liankang.base.finding.Finding;
import org.liankang.entry.Receipt;
import org.liankang.entry.check.Reference;
import org.liankang.identity.person.Description;
import org.liankang.identity.person.Identification;
import org.liankang.identity.place.Institution;
import org.liankang.identity.place.Institutions;
import org.liankang.record.store.Draft;
import org.liankang.record.store.Head;
import org.liankang.record.store.Key;

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

    private final Admission parts;
    private final Connection connection;
    private final Identification identification;
    private final List<Draft> drafts = new ArrayList<>();
    private final Map<String, Institution> registered = new HashMap<>();
    private final Map<String, Entry> practitioners = new LinkedHashMap<>();
    private final Map<String, String> newCodes = new HashMap<>();

    /** Looks up, in a few bulk queries, all that these submissions may ask for. */
    Gate(Admission parts, Connection connection, Collection<Pending> pendings) throws SQLException {
        this.parts = parts;
        this.connection = connection;
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
        parts.sight().begin(connection, keys);
        identification.prepare(connection, descriptions, List.of());
    }

    private void collect(Entry entry, Set<Key> keys, List<Description> descriptions) {
        keys.add(entry.key());
        for (Reference reference : entry.references) {
            literal(reference.target()).ifPresent(keys::add);
        }
        if (entry.type.equals("Patient") && entry.body != null && entry.action != Entry.Action.DELETE) {
            descriptions.add(Description.of(entry.id, entry.body));
        }
    }

    private Optional<Key> literal(String target) {
        int slash = target.indexOf('/');
        if (slash <= 0 || target.indexOf('?') >= 0 || target.startsWith("#") || target.indexOf(':') >= 0) {
            return Optional.empty();
        }
        String type = target.substring(0, slash);
        return parts.records().knows(type) && target.length() > slash + 1
                ? Optional.of(Key.of(target))
                : Optional.empty();
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
            Decision decision = prepared.atomic() ? null : fault(entry, Set.of());
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

    /** A transaction has no order of its own: what others are about comes first. */
    private static List<Entry> inOrder(List<Entry> entries) {
        return entries.stream()
                .sorted(Comparator.comparingInt(entry -> switch (entry.type) {
                    case "Organization" -> 0;
                    case "Patient" -> 1;
                    default -> 2;
                }))
                .toList();
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
                        .read(entry.type, entry.id)
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
        Map<String, String> targets = new HashMap<>();
        Map<String, Key> conditions = new HashMap<>();
        Set<String> codes = new HashSet<>();
        Map<Integer, Decision> faults = new HashMap<>();
        for (Entry entry : prepared.entries()) {
            if (entry.action != Entry.Action.DELETE && !entry.refused()) {
                if (entry.type.equals("Organization")
                        && !Institutions.codeOf(entry.body).isEmpty()
                        && !codes.add(Institutions.codeOf(entry.body))) {
                    faults.put(entry.at, twoOfOneCode());
                }
                if (!own.add(entry.key())) {
                    faults.put(
                            entry.at,
                            new Decision.Refused(List.of(Finding.error(
                                    "bundle-entry-twice",
                                    "Bundle.entry[" + entry.at + "]",
                                    "is in the bundle twice"))));
                }
                if (entry.ifNoneExist.isPresent() && !entry.fullUrl.isEmpty()) {
                    List<Key> there = existing(entry);
                    Key first = conditions.computeIfAbsent(
                            entry.type + "?" + entry.ifNoneExist.get(),
                            condition -> there.size() == 1 ? there.getFirst() : entry.key());
                    targets.put(entry.fullUrl, first.toString());
                }
            }
        }
        for (Entry entry : prepared.entries()) {
            if (!entry.finished()) {
                for (Reference reference : entry.references) {
                    if (conditional(reference.target())) {
                        parts.sight()
                                .target(connection, reference.target())
                                .ifPresent(target -> targets.put(reference.target(), target));
                    }
                }
                entry.rewrite(targets);
            }
            Decision fault = fault(entry, own);
            if (fault != null) {
                faults.putIfAbsent(entry.at, fault);
            }
        }
        return faults;
    }

    /** What keeps one entry out, or null. */
    private Decision fault(Entry entry, Set<Key> own) throws SQLException {
        if (entry.refused()) {
            return new Decision.StaysOut(entry.findings, null);
        }
        List<Finding> missing = new ArrayList<>();
        String waitingFor = null;
        for (Reference reference : entry.references) {
            String target = reference.target();
            if (!resolves(target, own)) {
                missing.add(Finding.error(
                        "reference-unresolved",
                        reference.path(),
                        "what it refers to has not arrived: " + typeOf(target)));
                waitingFor =
                        waitingFor == null ? literal(target).map(Key::toString).orElse(target) : waitingFor;
            }
        }
        if (!missing.isEmpty()) {
            return new Decision.StaysOut(
                    Stream.concat(entry.findings.stream(), missing.stream()).toList(), waitingFor);
        }
        Head head = parts.sight().head(entry.key());
        if (entry.ifMatch.isPresent() && (head == null || head.number() != entry.ifMatch.getAsInt())) {
            return new Decision.Refused(List.of(
                    Finding.error("version-conflict", "If-Match", "is not the current version of this resource")));
        }
        if (entry.ifNoneExist.isPresent()) {
            return ambiguous(entry);
        }
        return entry.type.equals("Organization") && entry.body != null ? duplicate(entry) : null;
    }

    private boolean resolves(String target, Set<Key> own) throws SQLException {
        if (target.startsWith("urn:uuid:") || target.startsWith("urn:oid:")) {
            return false;
        }
        if (conditional(target)) {
            return parts.sight().target(connection, target).isPresent();
        }
        Optional<Key> key = literal(target);
        return key.isEmpty() || own.contains(key.get()) || parts.sight().lives(key.get());
    }

    private boolean conditional(String target) {
        int mark = target.indexOf('?');
        return mark > 0 && parts.records().knows(target.substring(0, mark));
    }

    private static String typeOf(String target) {
        return target.replaceAll("[/?].*", "");
    }

    private List<Key> existing(Entry entry) throws SQLException {
        Optional<Condition> condition =
                Condition.parse(entry.type, entry.ifNoneExist.orElseThrow(), parts.parameters());
        return condition.isPresent() ? parts.sight().matches(connection, condition.get()) : List.of();
    }

    private Decision ambiguous(Entry entry) throws SQLException {
        Optional<Condition> condition =
                Condition.parse(entry.type, entry.ifNoneExist.orElseThrow(), parts.parameters());
        if (condition.isEmpty()) {
            return new Decision.Refused(List.of(Finding.error(
                    "condition-unsupported",
                    "If-None-Exist",
                    "only token and reference parameters can be conditions")));
        }
        return parts.sight().matches(connection, condition.get()).size() > 1
                ? new Decision.Refused(
                        List.of(Finding.error("condition-ambiguous", "If-None-Exist", "matches several resources")))
                : null;
    }

    /** Two Organization resources with one code would be two institutions with one name. */
    private Decision duplicate(Entry entry) {
        String code = Institutions.codeOf(entry.body);
        if (code.isEmpty()) {
            return null;
        }
        String owner = newCodes.getOrDefault(
                code,
                parts.institutions().byCode(code).map(Institution::organization).orElse(entry.id));
        return owner.equals(entry.id) ? null : twoOfOneCode();
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
        Head head = parts.sight().head(entry.key());
        if (entry.action == Entry.Action.DELETE) {
            return delete(turn, entry, head);
        }
        if (entry.ifNoneExist.isPresent()) {
            List<Key> there = existing(entry);
            if (there.size() == 1) {
                return new Decision.Enters(Receipt.Status.UNCHANGED, 0);
            }
        }
        Map<String, String> resolved = conditional(entry);
        entry.finish(parts.parameters(), resolved);
        if (head != null && !head.deleted() && head.digest() == entry.digest()) {
            return new Decision.Enters(Receipt.Status.UNCHANGED, head.number());
        }
        long resident = 0;
        long position = parts.writer().next() + drafts.size();
        if (entry.type.equals("Patient")) {
            Description description = Description.of(entry.id, entry.body);
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
                turn.prepared().received(),
                deleted,
                entry.packed(),
                entry.digest(),
                entry.index()));
        parts.sight()
                .put(
                        new Head(entry.key(), number, position, resident, deleted, deleted ? 0 : entry.digest()),
                        deleted ? new long[0] : entry.index().tokens());
    }

    private Map<String, String> conditional(Entry entry) throws SQLException {
        Map<String, String> resolved = new HashMap<>();
        for (Reference reference : entry.references) {
            if (conditional(reference.target())) {
                parts.sight()
                        .target(connection, reference.target())
                        .ifPresent(target -> resolved.put(reference.target(), target));
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
        for (String element : List.of("subject", "patient", "beneficiary", "for", "individual")) {
            for (Reference reference : entry.references) {
                String path = entry.type + "." + element;
                if (reference.path().equals(path) || reference.path().startsWith(path + "[")) {
                    String target = resolved.getOrDefault(reference.target(), reference.target());
                    if (target.startsWith("Patient/")) {
                        Head head = parts.sight().head(Key.of(target));
                        return head == null ? 0 : head.resident();
                    }
                }
            }
        }
        return 0;
    }

    /** At once and in this transaction, because what follows in the batch may belong to the institution. */
    private void register(Entry entry) throws SQLException {
        if (entry.type.equals("Organization")) {
            Institution institution = parts.institutions().register(connection, entry.id, entry.body);
            registered.put(entry.id, institution);
            if (!institution.code().isEmpty()) {
                newCodes.put(institution.code(), entry.id);
            }
        } else if (entry.type.equals("Practitioner")) {
            practitioners.put(entry.id, entry);
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
            parts.institutions().registerStaff(connection, entry.id, entry.body);
        }
        parts.writer().append(connection, drafts);
    }

    /** After the commit: makes it visible. Returns what has arrived, as quarantined items name what they wait for. */
    Set<String> committed() {
        identification.committed();
        parts.sight().committed();
        parts.writer().committed(parts.writer().next() - 1 + drafts.size());
        registered.values().forEach(parts.institutions()::keep);
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
