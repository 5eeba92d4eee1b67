package org.liankang.uses.contract;

import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
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
    private final ContractPolicy policy;

    Contracts(ContractStore store, Packages packages, ContractPolicy policy) {
        this.store = store;
        this.packages = packages;
        this.policy = policy;
    }

    /** A resident's contract on a day; of several the one signed last. */
    public Optional<Contract> of(long resident, LocalDate on) {
        return store.of(resident, on);
    }

    /** All contracts a resident has or had, the one that begins last first. */
    public List<Contract> all(long resident) {
        return store.all(resident);
    }

    /** Of these residents, those a contract covers on a day. */
    public Set<Long> signed(Collection<Long> residents, LocalDate on) {
        return residents.isEmpty() ? Set.of() : store.signed(residents, on);
    }

    /** Contracts that run their time and end within these days, both included, with nothing signed after them. */
    public List<Contract> ending(LocalDate from, LocalDate until) {
        return store.ending(from, until);
    }

    /** How they stand in each year they cover, the last year first. */
    public List<Standing> standings(long resident) {
        return store.years(resident).stream().map(Contracts::standing).toList();
    }

    /** The residents a team has a valid contract with in a year. */
    public Set<Long> residents(String team, int year) {
        return new HashSet<>(store.residents(team, year));
    }

    public List<Team> teams() {
        return store.teams();
    }

    public Optional<Team> team(String id) {
        return store.teams().stream().filter(team -> team.id().equals(id)).findFirst();
    }

    /** What a resident was promised for a year, and the services that did it. */
    public List<Promise> promises(long resident, int year) {
        return store.promises(resident, year).stream().map(this::promise).toList();
    }

    /** A team's year; all zero when it has no contract in it. */
    public Fulfilment fulfilment(String teamId, int year) {
        return store.fulfilments(year, Optional.of(teamId)).stream().findFirst().orElse(Fulfilment.none(teamId, year));
    }

    /** The year of every team that has a contract in it. */
    public List<Fulfilment> counts(int year) {
        return store.fulfilments(year, Optional.empty());
    }

    /** What can be signed. */
    public List<Offer> offers() {
        return packages.packages();
    }

    /** The groups of the packages file a resident belongs to on a day. */
    public Set<String> groups(long resident, LocalDate on) {
        return Counting.groups(packages, store.facts(resident), on, on);
    }

    /** The groups' names by code. */
    public Map<String, String> groupNames(boolean english) {
        Map<String, String> names = new HashMap<>();
        packages.groups().forEach((code, group) -> names.put(code, english ? group.nameEn() : group.name()));
        return names;
    }

    /** The rules contracts are signed and judged by. */
    public ContractPolicy policy() {
        return policy;
    }

    private static Standing standing(Counting.Year year) {
        return new Standing(
                year.agreement(),
                year.resident(),
                year.year(),
                year.team(),
                year.counted(),
                year.groups(),
                year.promised(),
                year.kept(),
                year.invalid(),
                year.unfulfilled(),
                year.answers(),
                year.satisfied());
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
                item.map(Offer.Item::services).orElse(List.of()),
                kept.promised(),
                kept.evidence().size(),
                kept.evidence(),
                item.map(Offer.Item::clause).orElse(""),
                item.map(Offer.Item::confidence).orElse(""));
    }
}
