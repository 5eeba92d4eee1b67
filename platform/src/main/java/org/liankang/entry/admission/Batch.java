package org.liankang.entry.admission;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.liankang.base.finding.Finding;
import org.liankang.base.json.Json;
import org.liankang.entry.Receipt;
import org.liankang.entry.check.Reference;
import org.liankang.entry.Interaction;
import org.liankang.entry.receipt.Kept;
import org.liankang.entry.receipt.ReceiptStore;
import org.liankang.identity.person.Description;
import org.liankang.identity.person.Identification;
import org.liankang.identity.place.Institution;
import org.liankang.identity.place.Institutions;
import org.liankang.record.search.Parameters;
import org.liankang.record.store.Draft;
import org.liankang.record.store.Head;
import org.liankang.record.store.Key;
import org.liankang.record.store.Packing;

/**
 * One batch of submissions, decided one after the other against the record as it is plus what the batch itself has
 * already decided. Everything is decided in memory first and written at the end in a few bulk statements.
 */
final class Batch {

    /** A transaction bundle turned out impossible after part of it was decided: decide the batch again without it. */
    private static final class Reconsider extends RuntimeException {
        private final transient Pending pending;
        private final transient Map<Integer, Decision> faults;

        Reconsider(Pending pending, Map<Integer, Decision> faults) {
            super(null, null, false, false);
            this.pending = pending;
            this.faults = faults;
        }
    }

    /** @param submissions last number given @param items last quarantine number given */
    record Numbers(long submissions, long items) {}

    private final Admission parts;
    private final Connection connection;
    private final List<Pending> pendings;
    private final Map<Pending, Map<Integer, Decision>> known = new IdentityHashMap<>();
    private final List<Draft> drafts = new ArrayList<>();
    private final Map<String, Entry> organizations = new LinkedHashMap<>();
    private final Map<String, Entry> practitioners = new LinkedHashMap<>();
    private final Map<String, String> newCodes = new HashMap<>();
    private final List<Kept> kept = new ArrayList<>();
    private final Map<Pending, Receipt> receipts = new IdentityHashMap<>();
    private final Map<String, Pending> firstOfKey = new HashMap<>();
    private Identification identification;
    private long submissionNumber;
    private long itemNumber;

    Batch(Admission parts, Connection connection, List<Pending> pendings) {
        this.parts = parts;
        this.connection = connection;
        this.pendings = pendings;
    }

    /** Decides and writes; the caller commits and then calls {@link #committed}. */
    void run(Numbers last) throws SQLException {
        Map<String, ReceiptStore.Answered> answered = answered();
        while (true) {
            reset(last);
            try {
                for (Pending pending : pendings) {
                    one(pending, answered);
                }
                break;
            } catch (Reconsider again) {
                known.put(again.pending, again.faults);
                parts.sight().rolledBack();
            }
        }
        write();
    }

    private void reset(Numbers last) throws SQLException {
        submissionNumber = last.submissions();
        itemNumber = last.items();
        drafts.clear();
        organizations.clear();
        practitioners.clear();
        newCodes.clear();
        kept.clear();
        receipts.clear();
        firstOfKey.clear();
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
        identification = parts.persons().identification();
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

    private Map<String, ReceiptStore.Answered> answered() throws SQLException {
        List<String> keys = pendings.stream()
                .map(pending -> pending.prepared().key())
                .filter(key -> key != null)
                .toList();
        return parts.receipts().answered(connection, keys);
    }

    private void one(Pending pending, Map<String, ReceiptStore.Answered> answered) throws SQLException {
        Prepared prepared = pending.prepared();
        if (prepared.key() != null) {
            ReceiptStore.Answered before = answered.get(prepared.key());
            if (before != null) {
                repeat(pending, before);
                return;
            }
            Pending twin = firstOfKey.putIfAbsent(prepared.key(), pending);
            if (twin != null) {
                repeat(pending, twin);
                return;
            }
        }
        submissionNumber++;
        List<Finding> findings = new ArrayList<>(prepared.findings());
        Institution institution = institution(prepared, findings);
        if (findings.stream().anyMatch(Finding::refuses)) {
            keepWhole(pending, findings, awaitedInstitution(findings, prepared.envelope().by().institution()));
            return;
        }
        Map<Integer, Decision> decisions = known.containsKey(pending)
                ? known.get(pending)
                : decide(pending, institution == null ? 0 : institution.id());
        answer(pending, decisions, findings);
    }

    /** The institution spoken for; an unknown one is a finding, unless the submission is what introduces it. */
    private Institution institution(Prepared prepared, List<Finding> findings) {
        String code = prepared.envelope().by().institution();
        if (code.isEmpty()) {
            return null;
        }
        Optional<Institution> known = parts.institutions().byCode(code);
        if (known.isEmpty() && !newCodes.containsKey(code) && !introduces(prepared, code)) {
            findings.add(Finding.error(
                    "institution-unknown", "Liankang-Institution", "no institution is registered under this code"));
        }
        return known.orElse(null);
    }

    private static String awaitedInstitution(List<Finding> findings, String code) {
        return findings.stream().filter(Finding::refuses).allMatch(f -> f.code().equals("institution-unknown"))
                ? "institution:" + code
                : null;
    }

    private static boolean introduces(Prepared prepared, String code) {
        return prepared.entries().stream()
                .anyMatch(entry -> entry.type.equals("Organization")
                        && entry.body != null
                        && Institutions.codeOf(entry.body).equals(code));
    }

    private void repeat(Pending pending, ReceiptStore.Answered before) {
        Receipt receipt;
        if (Arrays.equals(before.digest(), pending.prepared().digest())) {
            Receipt first = Json.MAPPER.readValue(Packing.unpack(before.receipt()), Receipt.class);
            receipt = new Receipt(before.number(), true, first.outcomes(), first.findings());
        } else {
            receipt = keyReused(before.number());
        }
        receipts.put(pending, receipt);
    }

    private void repeat(Pending pending, Pending twin) {
        Receipt first = receipts.get(twin);
        boolean same = Arrays.equals(twin.prepared().digest(), pending.prepared().digest());
        receipts.put(
                pending,
                same
                        ? new Receipt(first.submission(), true, first.outcomes(), first.findings())
                        : keyReused(first.submission()));
    }

    private static Receipt keyReused(long number) {
        return new Receipt(
                number,
                false,
                List.of(),
                List.of(Finding.error(
                        "idempotency-key-reused", "Idempotency-Key", "was used before for another content")));
    }

    /** Nothing of it can enter: the whole is kept as one item. */
    private void keepWhole(Pending pending, List<Finding> findings, String waitingFor) {
        Prepared prepared = pending.prepared();
        long number = stayOut(prepared, 0, interaction(prepared), "", "", findings, waitingFor, prepared.packedPayload());
        Receipt receipt = new Receipt(
                submissionNumber,
                false,
                List.of(new Receipt.Outcome(
                        Receipt.Status.QUARANTINED, "", "", 0, prepared.received(), number, List.copyOf(findings))),
                List.copyOf(findings));
        keepSubmission(pending, receipt, "QUARANTINED", 0);
    }

    private long stayOut(
            Prepared prepared,
            int at,
            String interaction,
            String type,
            String id,
            List<Finding> findings,
            String waitingFor,
            byte[] payload) {
        if (prepared.origin() != 0) {
            kept.add(new Kept.StillOut(prepared.origin(), findings, waitingFor));
            return prepared.origin();
        }
        itemNumber++;
        kept.add(new Kept.Quarantined(
                itemNumber,
                submissionNumber,
                at,
                interaction,
                type,
                id,
                prepared.envelope().by().user(),
                prepared.envelope().by().institution(),
                findings,
                waitingFor,
                payload,
                prepared.received()));
        return itemNumber;
    }

    private Map<Integer, Decision> decide(Pending pending, long institution) throws SQLException {
        Prepared prepared = pending.prepared();
        Map<Integer, Decision> decisions = new HashMap<>();
        if (prepared.atomic()) {
            Map<Integer, Decision> faults = foresee(pending);
            if (!faults.isEmpty()) {
                return faults;
            }
        }
        for (Entry entry : prepared.entries()) {
            Decision decision = prepared.atomic() ? null : fault(entry, Set.of());
            if (decision == null) {
                decision = enter(prepared, entry, institution);
            }
            if (prepared.atomic() && !(decision instanceof Decision.Enters)) {
                throw new Reconsider(pending, Map.of(entry.at, decision));
            }
            decisions.put(entry.at, decision);
        }
        return decisions;
    }

    /** All that can go wrong with a transaction without deciding any of it; also resolves what it leaves open. */
    private Map<Integer, Decision> foresee(Pending pending) throws SQLException {
        Prepared prepared = pending.prepared();
        Set<Key> own = new HashSet<>();
        Map<String, String> targets = new HashMap<>();
        Map<Integer, Decision> faults = new HashMap<>();
        for (Entry entry : prepared.entries()) {
            if (entry.action != Entry.Action.DELETE && !entry.refused()) {
                if (!own.add(entry.key())) {
                    faults.put(
                            entry.at,
                            new Decision.Refused(List.of(Finding.error(
                                    "bundle-entry-twice", "Bundle.entry[" + entry.at + "]", "is in the bundle twice"))));
                }
                if (entry.ifNoneExist.isPresent() && !entry.fullUrl.isEmpty()) {
                    List<Key> there = existing(entry);
                    targets.put(entry.fullUrl, (there.size() == 1 ? there.getFirst() : entry.key()).toString());
                }
            }
        }
        for (Entry entry : prepared.entries()) {
            if (!entry.finished()) {
                for (Reference reference : entry.references) {
                    if (reference.target().indexOf('?') > 0) {
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
                        "reference-unresolved", reference.path(), "what it refers to has not arrived: " + typeOf(target)));
                waitingFor = waitingFor == null ? target : waitingFor;
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
        if (target.indexOf('?') > 0 && parts.records().knows(target.substring(0, target.indexOf('?')))) {
            return parts.sight().target(connection, target).isPresent();
        }
        Optional<Key> key = literal(target);
        return key.isEmpty() || own.contains(key.get()) || parts.sight().lives(key.get());
    }

    private static String typeOf(String target) {
        return target.replaceAll("[/?].*", "");
    }

    private List<Key> existing(Entry entry) throws SQLException {
        Optional<Condition> condition = Condition.parse(entry.type, entry.ifNoneExist.orElseThrow(), parts.parameters());
        return condition.isPresent() ? parts.sight().matches(connection, condition.get()) : List.of();
    }

    private Decision ambiguous(Entry entry) throws SQLException {
        Optional<Condition> condition = Condition.parse(entry.type, entry.ifNoneExist.orElseThrow(), parts.parameters());
        if (condition.isEmpty()) {
            return new Decision.Refused(List.of(Finding.error(
                    "condition-unsupported", "If-None-Exist", "only token and reference parameters can be conditions")));
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
                code, parts.institutions().byCode(code).map(Institution::organization).orElse(entry.id));
        return owner.equals(entry.id)
                ? null
                : new Decision.StaysOut(
                        List.of(Finding.error(
                                "institution-duplicate",
                                "Organization.identifier",
                                "another institution is registered under this code")),
                        null);
    }

    private Decision enter(Prepared prepared, Entry entry, long institution) throws SQLException {
        Head head = parts.sight().head(entry.key());
        if (entry.action == Entry.Action.DELETE) {
            return delete(prepared, entry, head, institution);
        }
        if (entry.ifNoneExist.isPresent()) {
            List<Key> there = existing(entry);
            if (there.size() == 1) {
                return new Decision.Enters(Receipt.Status.UNCHANGED, 0);
            }
        }
        Map<String, String> resolved = entry.finished() ? Map.of() : conditional(entry);
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
            identification.keep(resident, description, centre(description), position);
        } else {
            resident = resident(entry, resolved);
            register(entry);
        }
        int number = head == null ? 1 : head.number() + 1;
        draft(prepared, entry, number, head, resident, institution, false);
        return new Decision.Enters(head == null ? Receipt.Status.CREATED : Receipt.Status.UPDATED, number);
    }

    private Decision delete(Prepared prepared, Entry entry, Head head, long institution) {
        if (head == null || head.deleted()) {
            return new Decision.Enters(Receipt.Status.UNCHANGED, head == null ? 0 : head.number());
        }
        draft(prepared, entry, head.number() + 1, head, head.resident(), institution, true);
        return new Decision.Enters(Receipt.Status.DELETED, head.number() + 1);
    }

    private void draft(
            Prepared prepared,
            Entry entry,
            int number,
            Head head,
            long resident,
            long institution,
            boolean deleted) {
        long position = parts.writer().next() + drafts.size();
        drafts.add(new Draft(
                entry.key(),
                number,
                head == null ? 0 : head.position(),
                resident,
                institution,
                submissionNumber,
                prepared.received(),
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
            if (reference.target().indexOf('?') > 0) {
                parts.sight()
                        .target(connection, reference.target())
                        .ifPresent(target -> resolved.put(reference.target(), target));
            }
        }
        return resolved;
    }

    private long centre(Description description) {
        Optional<Key> organization = literal(description.organization());
        return organization
                .flatMap(key -> parts.institutions().byOrganization(key.id()))
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

    private void register(Entry entry) {
        if (entry.type.equals("Organization")) {
            organizations.put(entry.id, entry);
            String code = Institutions.codeOf(entry.body);
            if (!code.isEmpty()) {
                newCodes.put(code, entry.id);
            }
        } else if (entry.type.equals("Practitioner")) {
            practitioners.put(entry.id, entry);
        }
    }

    private void answer(Pending pending, Map<Integer, Decision> decisions, List<Finding> findings) {
        Prepared prepared = pending.prepared();
        boolean failed = prepared.atomic() && decisions.values().stream().anyMatch(d -> !(d instanceof Decision.Enters));
        long whole = 0;
        if (failed) {
            List<Finding> all = decisions.entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .flatMap(one -> located(one.getKey(), one.getValue()))
                    .toList();
            findings.addAll(all);
            boolean later = decisions.values().stream().anyMatch(Decision.StaysOut.class::isInstance);
            if (later) {
                whole = stayOut(
                        prepared, 0, interaction(prepared), "", "", all, waiting(decisions), prepared.packedPayload());
            }
        }
        List<Receipt.Outcome> outcomes = new ArrayList<>();
        int stored = 0;
        for (Entry entry : prepared.entries()) {
            Decision decision = decisions.get(entry.at);
            if (failed && (decision == null || decision instanceof Decision.Enters)) {
                decision = new Decision.Refused(List.of(
                        Finding.error("transaction-failed", "", "another entry of the transaction could not enter")));
            }
            Receipt.Outcome outcome = outcome(prepared, entry, decision, whole);
            stored += outcome.stored() ? 1 : 0;
            outcomes.add(outcome);
        }
        Receipt receipt = new Receipt(submissionNumber, false, outcomes, List.copyOf(findings));
        boolean waits = outcomes.stream().anyMatch(o -> o.status() == Receipt.Status.QUARANTINED);
        String state = stored == outcomes.size() ? "ACCEPTED" : stored > 0 ? "PARTIAL" : waits ? "QUARANTINED" : "REFUSED";
        keepSubmission(pending, receipt, state, stored);
    }

    private static Stream<Finding> located(int at, Decision decision) {
        List<Finding> findings =
                switch (decision) {
                    case Decision.Enters enters -> List.of();
                    case Decision.StaysOut(List<Finding> reasons, String waitingFor) -> reasons;
                    case Decision.Refused(List<Finding> reasons) -> reasons;
                };
        return findings.stream()
                .filter(Finding::refuses)
                .map(f -> Finding.error(f.code(), "Bundle.entry[" + at + "] " + f.where(), f.message()));
    }

    private static String waiting(Map<Integer, Decision> decisions) {
        boolean onlyWaits = decisions.values().stream()
                .allMatch(d -> d instanceof Decision.Enters
                        || d instanceof Decision.StaysOut out && out.waitingFor() != null);
        return onlyWaits
                ? decisions.values().stream()
                        .filter(Decision.StaysOut.class::isInstance)
                        .map(d -> ((Decision.StaysOut) d).waitingFor())
                        .findFirst()
                        .orElse(null)
                : null;
    }

    private Receipt.Outcome outcome(Prepared prepared, Entry entry, Decision decision, long whole) {
        return switch (decision) {
            case Decision.Enters(Receipt.Status status, int version) ->
                new Receipt.Outcome(
                        status, entry.type, entry.id, version, prepared.received(), 0, warnings(entry.findings));
            case Decision.Refused(List<Finding> findings) ->
                new Receipt.Outcome(
                        Receipt.Status.REFUSED, entry.type, entry.id, 0, prepared.received(), 0, findings);
            case Decision.StaysOut(List<Finding> findings, String waitingFor) -> {
                long number = whole != 0
                        ? whole
                        : stayOut(
                                prepared,
                                entry.at,
                                entry.interaction(),
                                entry.type,
                                entry.id,
                                findings,
                                waitingFor,
                                payload(prepared, entry));
                yield new Receipt.Outcome(
                        Receipt.Status.QUARANTINED, entry.type, entry.id, 0, prepared.received(), number, findings);
            }
        };
    }

    private static List<Finding> warnings(List<Finding> findings) {
        return findings.stream().filter(f -> !f.refuses()).toList();
    }

    private static byte[] payload(Prepared prepared, Entry entry) {
        boolean single = !(prepared.envelope().interaction() instanceof Interaction.Bundle);
        return single || entry.body == null ? prepared.packedPayload() : Packing.pack(Json.bytes(entry.body));
    }

    private void keepSubmission(Pending pending, Receipt receipt, String state, int stored) {
        Prepared prepared = pending.prepared();
        var envelope = prepared.envelope();
        receipts.put(pending, receipt);
        kept.add(new Kept.Submitted(
                submissionNumber,
                prepared.key(),
                prepared.digest(),
                envelope.channel(),
                envelope.by().user(),
                envelope.by().institution(),
                interaction(prepared),
                prepared.received(),
                state,
                prepared.entries().size(),
                stored,
                Packing.pack(Json.MAPPER.writeValueAsBytes(receipt)),
                prepared.packedPayload()));
        if (prepared.origin() != 0 && receipt.accepted()) {
            kept.add(new Kept.Released(
                    prepared.origin(), submissionNumber, envelope.by().user(), prepared.received()));
        }
    }

    static String interaction(Prepared prepared) {
        return switch (prepared.envelope().interaction()) {
            case Interaction.Bundle bundle -> "BUNDLE";
            case Interaction.Create(String type, Optional<String> ifNoneExist) -> "POST " + type;
            case Interaction.Update(String type, String id, var ifMatch) -> "PUT " + type + "/" + id;
            case Interaction.Delete(String type, String id) -> "DELETE " + type + "/" + id;
        };
    }

    private void write() throws SQLException {
        identification.write(connection);
        for (Entry entry : organizations.values()) {
            parts.institutions().register(connection, entry.id, entry.body);
        }
        for (Entry entry : practitioners.values()) {
            parts.institutions().registerStaff(connection, entry.id, entry.body);
        }
        parts.writer().append(connection, drafts);
        parts.receipts().write(connection, kept);
    }

    /** After the commit: makes it visible and answers. Returns what has arrived that quarantined items may await. */
    Set<String> committed() {
        identification.committed();
        parts.sight().committed();
        parts.writer().committed(parts.writer().next() - 1 + drafts.size());
        if (!organizations.isEmpty()) {
            parts.institutions().refresh();
        }
        Set<String> arrived = new HashSet<>();
        for (Draft draft : drafts) {
            if (!draft.deleted()) {
                arrived.add(draft.key().toString());
            }
        }
        newCodes.keySet().forEach(code -> arrived.add("institution:" + code));
        return arrived;
    }

    /** Answers everyone; separate from {@link #committed} so that nobody hears before all is in place. */
    void answer() {
        pendings.forEach(pending -> pending.answer().complete(receipts.get(pending)));
    }

    Numbers numbers() {
        return new Numbers(submissionNumber, itemNumber);
    }

    /** Whether something was put into quarantine that waits for an arrival. */
    boolean leftWaiting() {
        return kept.stream()
                .anyMatch(one -> one instanceof Kept.Quarantined q && q.waitingFor() != null
                        || one instanceof Kept.StillOut s && s.waitingFor() != null);
    }

    /** The identifiers of what arrived, as conditional references write them. */
    Set<String> arrivedIdentifiers() {
        Set<String> arrived = new HashSet<>();
        for (Pending pending : pendings) {
            for (Entry entry : pending.prepared().entries()) {
                if (entry.body != null && entry.finished()) {
                    Json.each(entry.body.path("identifier"))
                            .forEach(identifier -> arrived.add(entry.type + "?identifier="
                                    + identifier.path("system").asString("") + "|"
                                    + identifier.path("value").asString("")));
                }
            }
        }
        return arrived;
    }
}
