package org.liankang.entry.admission;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.liankang.base.finding.Finding;
import org.liankang.base.json.Json;
import org.liankang.entry.Interaction;
import org.liankang.entry.Receipt;
import org.liankang.entry.receipt.Kept;
import org.liankang.entry.receipt.ReceiptStore;
import org.liankang.entry.receipt.Written;
import org.liankang.identity.place.Institution;
import org.liankang.identity.place.Institutions;
import org.liankang.record.store.Packing;

/**
 * One batch of submissions, decided one after the other against the record as it is plus what the batch itself has
 * already decided. Everything is decided in memory first and written at the end in a few bulk statements.
 */
final class Batch {

    /** @param submissions last number given @param items last quarantine number given */
    record Numbers(long submissions, long items) {}

    private final Admission parts;
    private final Connection connection;
    private final List<Pending> pendings;
    private final Instant at;
    private final Map<Pending, Map<Integer, Decision>> known = new IdentityHashMap<>();
    private final List<Kept> kept = new ArrayList<>();
    private final Map<Pending, Receipt> receipts = new IdentityHashMap<>();
    private final Map<String, Pending> firstOfKey = new HashMap<>();
    private Gate gate;
    /** Quarantined items of this batch that are still open; each may enter once. */
    private Set<Long> open = Set.of();

    private long submissionNumber;
    private long itemNumber;

    /** @param at when all of it is recorded */
    Batch(Admission parts, Connection connection, List<Pending> pendings, Instant at) {
        this.parts = parts;
        this.connection = connection;
        this.pendings = pendings;
        this.at = at;
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
            } catch (Gate.Reconsider again) {
                known.put(again.pending, again.faults);
                connection.rollback(); // institutions are registered as they come
                parts.sight().rolledBack();
            }
        }
        write();
    }

    private void reset(Numbers last) throws SQLException {
        submissionNumber = last.submissions();
        itemNumber = last.items();
        kept.clear();
        receipts.clear();
        firstOfKey.clear();
        open = parts.receipts()
                .open(
                        connection,
                        pendings.stream()
                                .map(pending -> pending.prepared().origin())
                                .filter(origin -> origin != 0)
                                .toList());
        gate = new Gate(parts, connection, pendings, at);
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
        if (prepared.origin() != 0 && !open.remove(prepared.origin())) {
            receipts.put(pending, closed());
            return;
        }
        submissionNumber++;
        List<Finding> findings = new ArrayList<>(prepared.findings());
        Institution institution = institution(prepared, findings);
        if (findings.stream().anyMatch(Finding::refuses)) {
            keepWhole(
                    pending,
                    findings,
                    awaitedInstitution(findings, prepared.envelope().by().institution()));
            return;
        }
        Map<Integer, Decision> decisions = known.containsKey(pending)
                ? known.get(pending)
                : gate.decide(
                        pending, new Gate.Turn(prepared, submissionNumber, institution == null ? 0 : institution.id()));
        answer(pending, decisions, findings);
    }

    /** The institution spoken for; an unknown one is a finding, unless the submission is what introduces it. */
    private Institution institution(Prepared prepared, List<Finding> findings) {
        String code = prepared.envelope().by().institution();
        if (code.isEmpty()) {
            return null;
        }
        Optional<Institution> known =
                gate.registeredAs(code).or(() -> parts.institutions().byCode(code));
        if (known.isEmpty() && !introduces(prepared, code)) {
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
                        && entry.body() != null
                        && Institutions.codeOf(entry.body()).equals(code));
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
        boolean same =
                Arrays.equals(twin.prepared().digest(), pending.prepared().digest());
        receipts.put(
                pending,
                same
                        ? new Receipt(first.submission(), true, first.outcomes(), first.findings())
                        : keyReused(first.submission()));
    }

    private static Receipt closed() {
        return new Receipt(
                0,
                false,
                List.of(),
                List.of(Finding.error("item-closed", "", "this item has entered or was discarded meanwhile")));
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
        long number = stayOut(prepared, 0, prepared.asked(), "", "", findings, waitingFor, prepared.packedPayload());
        Receipt receipt = new Receipt(
                submissionNumber,
                false,
                List.of(new Receipt.Outcome(
                        Receipt.Status.QUARANTINED, "", "", 0, prepared.received(), number, List.copyOf(findings))),
                List.copyOf(findings));
        keepSubmission(pending, receipt, "QUARANTINED", prepared.entries().size(), 0);
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

    private void answer(Pending pending, Map<Integer, Decision> decisions, List<Finding> findings) {
        Prepared prepared = pending.prepared();
        boolean failed =
                prepared.atomic() && decisions.values().stream().anyMatch(d -> !(d instanceof Decision.Enters));
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
                        prepared, 0, prepared.asked(), "", "", all, waiting(decisions), prepared.packedPayload());
            }
        }
        List<Receipt.Outcome> outcomes = new ArrayList<>();
        int stored = 0;
        int asked = 0;
        for (Entry entry : prepared.entries()) {
            Decision decision = decisions.get(entry.at);
            if (failed && (decision == null || decision instanceof Decision.Enters)) {
                decision = new Decision.Refused(List.of(
                        Finding.error("transaction-failed", "", "another entry of the transaction could not enter")));
            }
            Receipt.Outcome outcome = outcome(prepared, entry, decision, whole);
            outcomes.add(outcome);
            if (entry.action != Entry.Action.READ) {
                asked++;
                stored += outcome.stored() ? 1 : 0;
            }
        }
        Receipt receipt = new Receipt(submissionNumber, false, outcomes, List.copyOf(findings));
        boolean waits = outcomes.stream().anyMatch(o -> o.status() == Receipt.Status.QUARANTINED);
        String state = stored == asked ? "ACCEPTED" : stored > 0 ? "PARTIAL" : waits ? "QUARANTINED" : "REFUSED";
        keepSubmission(pending, receipt, state, asked, stored);
    }

    private static Stream<Finding> located(int at, Decision decision) {
        List<Finding> findings = switch (decision) {
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
                .allMatch(d ->
                        d instanceof Decision.Enters || d instanceof Decision.StaysOut out && out.waitingFor() != null);
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
                new Receipt.Outcome(status, entry.type, entry.id(), version, at, 0, warnings(entry.findings()));
            case Decision.Refused(List<Finding> findings) ->
                new Receipt.Outcome(Receipt.Status.REFUSED, entry.type, entry.id(), 0, at, 0, findings);
            case Decision.StaysOut(List<Finding> findings, String waitingFor) -> {
                long number = whole != 0
                        ? whole
                        : stayOut(
                                prepared,
                                entry.at,
                                entry.interaction(),
                                entry.type,
                                entry.id(),
                                findings,
                                waitingFor,
                                payload(prepared, entry));
                yield new Receipt.Outcome(Receipt.Status.QUARANTINED, entry.type, entry.id(), 0, at, number, findings);
            }
        };
    }

    private static List<Finding> warnings(List<Finding> findings) {
        return findings.isEmpty()
                ? findings
                : findings.stream().filter(f -> !f.refuses()).toList();
    }

    private static byte[] payload(Prepared prepared, Entry entry) {
        Interaction interaction = prepared.envelope().interaction();
        boolean single = !(interaction instanceof Interaction.Bundle || interaction instanceof Interaction.Lines);
        return single || entry.body() == null ? prepared.packedPayload() : Packing.pack(Json.bytes(entry.body()));
    }

    private void keepSubmission(Pending pending, Receipt receipt, String state, int asked, int stored) {
        Prepared prepared = pending.prepared();
        var envelope = prepared.envelope();
        receipts.put(pending, receipt);
        kept.add(new Kept.Submitted(
                submissionNumber,
                state.equals("REFUSED") ? null : prepared.key(), // a refusal may end: the next try is looked at anew
                prepared.digest(),
                envelope.channel(),
                envelope.by().user(),
                envelope.by().institution(),
                prepared.asked(),
                prepared.received(),
                state,
                asked,
                stored,
                Packing.pack(Written.of(receipt)),
                prepared.packedPayload()));
        if (prepared.origin() != 0 && receipt.accepted()) {
            kept.add(new Kept.Released(
                    prepared.origin(), submissionNumber, envelope.by().user(), prepared.received()));
        }
    }

    private void write() throws SQLException {
        gate.write();
        parts.receipts().write(connection, kept);
    }

    /** After the commit: makes it visible. */
    void committed() {
        gate.committed();
    }

    /** Whether an item of this batch was kept that waits for something to arrive. */
    boolean leavesWaiting() {
        return kept.stream()
                .anyMatch(one -> one instanceof Kept.Quarantined item && item.waitingFor() != null
                        || one instanceof Kept.StillOut still && still.waitingFor() != null);
    }

    /** What has arrived that quarantined items may wait for. */
    Set<String> arrived() {
        Set<String> arrived = gate.arrived();
        arrived.addAll(arrivedIdentifiers());
        return arrived;
    }

    /** Answers everyone; separate from {@link #committed} so that nobody hears before all is in place. */
    void answer() {
        pendings.forEach(pending -> pending.answer().complete(receipts.get(pending)));
    }

    Numbers numbers() {
        return new Numbers(submissionNumber, itemNumber);
    }

    /** The identifiers of what arrived, as conditional references write them. */
    private Set<String> arrivedIdentifiers() {
        Set<String> arrived = new HashSet<>();
        for (Pending pending : pendings) {
            for (Entry entry : pending.prepared().entries()) {
                if (entry.finished()) {
                    Json.each(entry.identifiers())
                            .forEach(identifier -> arrived.add(entry.type + "?identifier="
                                    + identifier.path("system").asString("") + "|"
                                    + identifier.path("value").asString("")));
                }
            }
        }
        return arrived;
    }
}
