package org.liankang.uses.contract;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Answers who is signed with whom, what was promised, and what was done. */
@Component
public class Contracts {

    private final ContractStore store;
    private final Packages packages;

    Contracts(ContractStore store, Packages packages) {
        this.store = store;
        this.packages = packages;
    }

    /** A resident's contract on a day; of several the one signed last. */
    public Optional<Contract> of(long resident, LocalDate on) {
        return store.of(resident, on);
    }

    /** The residents a team has a valid contract with in a year. */
    public Set<Long> residents(String team, int year) {
        return new HashSet<>(store.residents(team, year));
    }

    public List<Team> teams() {
        return store.teams();
    }

    /** What a resident was promised for a year, and the services that did it. */
    public List<Promise> promises(long resident, int year) {
        return store.promises(resident, year).stream().map(this::promise).toList();
    }

    /** A team's year; all zero when it has no contract in it. */
    public Fulfilment fulfilment(String teamId, int year) {
        return store.fulfilments(year, Optional.of(teamId)).stream()
                .findFirst()
                .orElse(new Fulfilment(teamId, year, 0, 0, Map.of(), 0, 0, 0, 0));
    }

    /** The year of every team that has a contract in it. */
    public List<Fulfilment> counts(int year) {
        return store.fulfilments(year, Optional.empty());
    }

    /** What can be signed. */
    public List<Offer> offers() {
        return packages.packages();
    }

    private Promise promise(Counting.Kept kept) {
        Optional<Offer.Item> item = packages.item(kept.offer(), kept.item());
        return new Promise(
                kept.agreement(),
                kept.resident(),
                kept.year(),
                kept.offer(),
                kept.item(),
                item.map(Offer.Item::name).orElse(kept.item()),
                item.map(Offer.Item::nameEnglish).orElse(kept.item()),
                kept.promised(),
                kept.evidence().size(),
                kept.evidence(),
                item.map(Offer.Item::clause).orElse(""),
                item.map(Offer.Item::confidence).orElse(""));
    }
}
