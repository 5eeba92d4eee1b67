package org.liankang.uses.contract;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.liankang.base.finding.Finding;
import org.liankang.entry.Door;
import org.liankang.entry.Envelope;
import org.liankang.entry.Interaction;
import org.liankang.entry.Receipt;
import org.liankang.entry.Submitter;
import org.liankang.identity.person.Person;
import org.liankang.identity.place.Divisions;
import org.liankang.identity.place.Institution;
import org.liankang.record.store.Records;
import org.liankang.record.store.Version;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/**
 * Signs, renews, moves and dissolves contracts: checks the region's rules against the record as it is now, and hands
 * the documents to the door. One resident's contracts change one after the other.
 */
@Component
public class Signings {

    /** Why a contract ended: extension and code system. */
    static final String END = "urn:liankang:contract-end";

    private static final int LOCKS = 64;
    private static final int LONGEST_NOTE = 300;
    private static final int LONGEST_NAME = 60;

    /** What came of it. */
    public sealed interface Outcome {

        /** @param contract id of the Contract resource */
        record Stored(String contract) implements Outcome {}

        /** Something has to be mended first; every finding says which answer. */
        record Refused(List<Finding> findings) implements Outcome {}

        /** The door did not take it. */
        record NotTaken(Receipt receipt) implements Outcome {}
    }

    private final Records records;
    private final Contracts contracts;
    private final Packages packages;
    private final ContractPolicy policy;
    private final Divisions divisions;
    private final Door door;
    private final Clock clock;
    private final Object[] locks = new Object[LOCKS];

    Signings(
            Records records,
            Contracts contracts,
            Packages packages,
            ContractPolicy policy,
            Divisions divisions,
            Door door,
            Clock clock) {
        this.records = records;
        this.contracts = contracts;
        this.packages = packages;
        this.policy = policy;
        this.divisions = divisions;
        this.door = door;
        this.clock = clock;
        for (int i = 0; i < LOCKS; i++) {
            locks[i] = new Object();
        }
    }

    /** @param form id of the page's form: sent twice, signed once */
    public Outcome sign(String login, String form, Wish wish) {
        String id = UUID.nameUUIDFromBytes(("contract/" + form).getBytes(StandardCharsets.UTF_8))
                .toString();
        synchronized (lock(wish.person())) {
            Optional<Version> before = records.read("Contract", id);
            if (before.isPresent()) {
                return before.get().resident() == wish.person().id()
                        ? new Outcome.Stored(id)
                        : new Outcome.Refused(List.of(
                                Finding.error("contract-form-used", "", "the form was used for somebody else")));
            }
            List<Contract> all = inRecord(wish.person());
            Optional<Contract> running = running(all, wish);
            List<Finding> findings = check(wish, all, running);
            if (!findings.isEmpty()) {
                return new Outcome.Refused(findings);
            }
            var papers = new Papers(policy, packages, LocalDate.now(clock));
            papers.sign(id, wish, wish.kind() == Wish.Kind.FIRST ? Optional.empty() : running);
            if (wish.kind() == Wish.Kind.TRANSFER) {
                running.ifPresent(old ->
                        papers.end(body(old), old.version(), old, wish.starts().minusDays(1), Contract.MOVED, ""));
            }
            return submit(login, wish.centre(), "sign/" + form, papers, id);
        }
    }

    /**
     * Ends a contract today; one that has not begun is cancelled.
     *
     * @param reason a code of the region's endings
     */
    public Outcome dissolve(
            String login, String form, Person person, Institution centre, String contract, String reason, String note) {
        synchronized (lock(person)) {
            LocalDate today = LocalDate.now(clock);
            Optional<Contract> found = inRecord(person).stream()
                    .filter(one -> one.id().equals(contract))
                    .findFirst();
            List<Finding> findings = new ArrayList<>();
            if (found.isEmpty()) {
                findings.add(Finding.error("contract-not-running", "", "there is no such contract any more"));
            } else if (found.get().ends().isBefore(today)
                    || !found.get().ending().isEmpty()) {
                findings.add(Finding.error("contract-not-running", "", "it has ended already"));
            } else if (!found.get().organization().equals(organization(centre))) {
                findings.add(Finding.error("contract-not-yours", "", "another institution answers for it"));
            }
            if (policy.ending(reason).isEmpty()) {
                findings.add(Finding.error("contract-reason-missing", "reason", "a reason of the list is needed"));
            }
            if (note.strip().length() > LONGEST_NOTE) {
                findings.add(
                        Finding.error("contract-text-too-long", "note", "at most " + LONGEST_NOTE + " characters"));
            }
            if (!findings.isEmpty()) {
                return new Outcome.Refused(findings);
            }
            Contract old = found.orElseThrow();
            var papers = new Papers(policy, packages, today);
            papers.end(body(old), old.version(), old, today, reason, note.strip());
            return submit(login, centre, "dissolve/" + form, papers, contract);
        }
    }

    /** The consent to a contract as its page shows it. */
    public Optional<Consent> consent(Contract contract) {
        return contract.consent().startsWith("Consent/")
                ? records.read("Consent", contract.consent().substring("Consent/".length()))
                        .filter(version -> !version.deleted())
                        .map(version -> Consent.read(version.reference(), version.body()))
                : Optional.empty();
    }

    /**
     * What a contract of this resident would begin and end with.
     *
     * @param kind of the contract to be signed
     */
    public Term proposed(Person person, Wish.Kind kind) {
        LocalDate today = LocalDate.now(clock);
        List<Contract> all = inRecord(person);
        LocalDate starts = switch (kind) {
            case FIRST ->
                all.stream()
                        .filter(one -> one.covers(today) && !one.ending().isEmpty())
                        .map(one -> one.ends().plusDays(1))
                        .max(Comparator.naturalOrder())
                        .orElse(today);
            case RENEWAL ->
                last(all)
                        .map(one -> one.ends().plusDays(1))
                        .filter(day -> day.isAfter(today))
                        .orElse(today);
            case TRANSFER -> today;
        };
        LocalDate ends = policy.signing().ends().value().equals("year-end")
                ? starts.withMonth(12).withDayOfMonth(31)
                : starts.plusYears(1).minusDays(1);
        return new Term(starts, ends);
    }

    /** First and last day. */
    public record Term(LocalDate starts, LocalDate ends) {}

    private Outcome submit(String login, Institution centre, String key, Papers papers, String contract) {
        var envelope = new Envelope(
                "form",
                new Submitter(login, centre.code()),
                Optional.of(key),
                new Interaction.Bundle(),
                papers.bundle());
        Receipt receipt = door.submit(envelope).join();
        return receipt.accepted() ? new Outcome.Stored(contract) : new Outcome.NotTaken(receipt);
    }

    private List<Finding> check(Wish wish, List<Contract> all, Optional<Contract> running) {
        List<Finding> findings = new ArrayList<>();
        LocalDate today = LocalDate.now(clock);
        resident(wish.person(), today, findings);
        team(wish, running, findings);
        packages(wish, findings);
        if (wish.starts() == null || wish.ends() == null) {
            findings.add(Finding.error("contract-period-missing", "starts", "both days are needed"));
        } else {
            period(wish, today, findings);
            others(wish, all, running, findings);
        }
        agreed(wish.agreed(), findings);
        return findings;
    }

    private void resident(Person person, LocalDate today, List<Finding> findings) {
        if (!person.aliveOn(today)) {
            findings.add(Finding.error("contract-resident-dead", "", "the resident has died"));
        }
        if (divisions.find(person.division()).isEmpty()) {
            findings.add(Finding.error("contract-resident-elsewhere", "", "the resident does not live in this region"));
        }
    }

    private void team(Wish wish, Optional<Contract> running, List<Finding> findings) {
        boolean known = contracts
                .team(wish.team())
                .filter(team -> team.active() && team.organization().equals(organization(wish.centre())))
                .isPresent();
        if (!known) {
            findings.add(Finding.error("contract-team-unknown", "team", "an active team of the own centre is needed"));
        } else if (wish.kind() == Wish.Kind.TRANSFER
                && running.filter(old -> old.team().equals(wish.team())).isPresent()) {
            findings.add(Finding.error("contract-team-same", "team", "it runs with this team already"));
        }
    }

    private void packages(Wish wish, List<Finding> findings) {
        LocalDate day = wish.starts() == null ? LocalDate.now(clock) : wish.starts();
        List<Optional<Offer>> chosen =
                wish.packages().stream().distinct().map(packages::offer).toList();
        if (chosen.isEmpty()) {
            findings.add(Finding.error("contract-package-missing", "packages", "at least one package is needed"));
        }
        if (chosen.stream()
                .anyMatch(offer -> offer.filter(one -> one.offeredOn(day)).isEmpty())) {
            findings.add(Finding.error("contract-package-unknown", "packages", "not on offer on the first day"));
        }
        Packages.Combining rule = packages.combining();
        if (count(chosen, Offer.Kind.BASIC) < rule.basicAtLeast()
                || count(chosen, Offer.Kind.PERSONALISED) > rule.personalisedAtMost()) {
            findings.add(Finding.error("contract-packages-together", "packages", "these do not go together"));
        }
    }

    private static long count(List<Optional<Offer>> chosen, Offer.Kind kind) {
        return chosen.stream()
                .filter(offer -> offer.filter(one -> one.kind() == kind).isPresent())
                .count();
    }

    private void period(Wish wish, LocalDate today, List<Finding> findings) {
        ContractPolicy.Signing rule = policy.signing();
        if (wish.ends().isBefore(wish.starts())) {
            findings.add(Finding.error("contract-period-reversed", "ends", "it ends before it begins"));
        } else if (!wish.ends()
                .isBefore(wish.starts().plusYears(rule.longestYears().value()))) {
            findings.add(Finding.error(
                    "contract-period-too-long",
                    "ends",
                    "at most " + rule.longestYears().value() + " years"));
        }
        if (wish.starts().isBefore(today)) {
            findings.add(Finding.error("contract-begins-before-signed", "starts", "it begins before it is signed"));
        } else if (wish.starts().isAfter(today.plusDays(rule.aheadDays().value()))) {
            findings.add(Finding.error(
                    "contract-too-early",
                    "starts",
                    "it can be signed " + rule.aheadDays().value() + " days ahead"));
        }
    }

    /** No two contracts of a resident on one day; a transfer ends the other one. */
    private static void others(Wish wish, List<Contract> all, Optional<Contract> running, List<Finding> findings) {
        if (wish.kind() != Wish.Kind.FIRST && running.isEmpty()) {
            findings.add(Finding.error("contract-not-running", "", "there is none to renew or to move"));
            return;
        }
        Predicate<Contract> ends = other -> wish.kind() == Wish.Kind.TRANSFER
                && running.filter(other::equals).isPresent();
        if (all.stream().anyMatch(other -> other.overlaps(wish.starts(), wish.ends()) && !ends.test(other))) {
            findings.add(Finding.error("contract-overlaps", "starts", "another contract covers a part of this time"));
        }
    }

    private void agreed(Wish.Agreed agreed, List<Finding> findings) {
        boolean drawn = agreed.way().equals(Wish.Agreed.DRAWN);
        if (!drawn && policy.way(agreed.way()).isEmpty()) {
            findings.add(Finding.error("contract-consent-missing", "way", "the resident's consent is needed"));
        } else if (drawn && Signature.parse(agreed.strokes()).isEmpty()) {
            findings.add(Finding.error("contract-signature-missing", "signature", "a drawn signature is needed"));
        } else if (!drawn && agreed.where().isBlank()) {
            findings.add(Finding.error("contract-paper-missing", "where", "where the paper is filed is needed"));
        }
        if (agreed.where().strip().length() > LONGEST_NOTE
                || agreed.guardian().strip().length() > LONGEST_NAME) {
            findings.add(Finding.error("contract-text-too-long", "where", "at most " + LONGEST_NOTE + " characters"));
        }
    }

    /** The contract that is renewed or moved: the last for a renewal, the one of the first day for a transfer. */
    private static Optional<Contract> running(List<Contract> all, Wish wish) {
        return switch (wish.kind()) {
            case FIRST -> Optional.empty();
            case RENEWAL -> last(all).filter(one -> one.ending().isEmpty());
            case TRANSFER ->
                all.stream()
                        .filter(one -> wish.starts() != null && one.covers(wish.starts()))
                        .max(Comparator.comparing(Contract::signed).thenComparing(Contract::reference));
        };
    }

    private static Optional<Contract> last(List<Contract> all) {
        return all.stream().max(Comparator.comparing(Contract::ends).thenComparing(Contract::reference));
    }

    /** What the record says now: the book may be a moment behind. */
    private List<Contract> inRecord(Person person) {
        return Reading.of(
                        records.chart(person.id()).stream()
                                .filter(version -> version.type().equals("Contract"))
                                .toList(),
                        clock.getZone(),
                        policy)
                .contracts;
    }

    private ObjectNode body(Contract contract) {
        return (ObjectNode)
                records.read("Contract", contract.id()).orElseThrow().body().deepCopy();
    }

    private Object lock(Person person) {
        return locks[Math.floorMod(Long.hashCode(person.id()), LOCKS)];
    }

    static String organization(Institution centre) {
        return "Organization/" + centre.organization();
    }
}
