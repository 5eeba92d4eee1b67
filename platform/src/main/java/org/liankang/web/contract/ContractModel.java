package org.liankang.web.contract;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.liankang.entry.channel.form.Forms;
import org.liankang.identity.access.Account;
import org.liankang.identity.access.Right;
import org.liankang.identity.person.Person;
import org.liankang.identity.place.Institution;
import org.liankang.identity.place.Institutions;
import org.liankang.record.fields.Fields;
import org.liankang.record.store.Records;
import org.liankang.record.store.Version;
import org.liankang.uses.contract.Contract;
import org.liankang.uses.contract.ContractPolicy;
import org.liankang.uses.contract.Contracts;
import org.liankang.uses.contract.Promise;
import org.liankang.uses.contract.Signings;
import org.liankang.uses.contract.Standing;
import org.liankang.uses.contract.Team;
import org.springframework.stereotype.Component;

/** Gathers what the page of a resident's contract tells. */
@Component
class ContractModel {

    private final Contracts contracts;
    private final Signings signings;
    private final Institutions institutions;
    private final Records records;
    private final Forms forms;
    private final Clock clock;

    ContractModel(
            Contracts contracts,
            Signings signings,
            Institutions institutions,
            Records records,
            Forms forms,
            Clock clock) {
        this.contracts = contracts;
        this.signings = signings;
        this.institutions = institutions;
        this.records = records;
        this.forms = forms;
        this.clock = clock;
    }

    /** @param year whose promises are shown */
    Map<String, Object> of(Account account, Person person, int year) {
        LocalDate today = LocalDate.now(clock);
        List<Contract> all = contracts.all(person.id());
        Optional<Contract> shown = shown(all, today);
        Optional<Standing> standing = contracts.standings(person.id()).stream()
                .filter(one -> one.year() == year)
                .max(Comparator.comparing(Standing::counted)
                        .thenComparing(one -> shown.filter(
                                        contract -> contract.reference().equals(one.contract()))
                                .isPresent()));
        ContractPolicy policy = contracts.policy();
        Map<String, Object> model = new HashMap<>();
        model.put("person", person);
        model.put("today", today);
        model.put("year", year);
        model.put("line", shown.map(one -> line(one, today)).orElse(null));
        model.put("consent", shown.flatMap(signings::consent).orElse(null));
        model.put("policy", policy);
        model.put("standing", standing.orElse(null));
        model.put(
                "valid",
                RuleLine.of(policy.valid(), standing.map(Standing::invalid).orElse(Set.of())));
        model.put(
                "fulfilled",
                RuleLine.of(
                        policy.fulfilled(), standing.map(Standing::unfulfilled).orElse(Set.of())));
        model.put(
                "promises",
                contracts.promises(person.id(), year).stream()
                        .filter(promise -> standing.filter(one -> one.contract().equals(promise.contract()))
                                .isPresent())
                        .map(promise -> promise(promise, person))
                        .toList());
        model.put("lines", all.stream().map(one -> line(one, today)).toList());
        model.put("satisfaction", forms.find(policy.satisfaction().form()).isPresent());
        boolean may = account.may(Right.COMPLETE_TASK) && !account.institution().isEmpty();
        model.put("may", may);
        model.put("mine", may && shown.filter(one -> mine(account, one)).isPresent());
        return model;
    }

    /** The one that runs, else the next one, else the last one. */
    static Optional<Contract> shown(List<Contract> all, LocalDate today) {
        return all.stream()
                .filter(one -> one.covers(today))
                .max(Comparator.comparing(Contract::signed).thenComparing(Contract::reference))
                .or(() -> all.stream()
                        .filter(one -> one.starts().isAfter(today))
                        .min(Comparator.comparing(Contract::starts)))
                .or(() -> all.stream().max(Comparator.comparing(Contract::ends)));
    }

    private boolean mine(Account account, Contract contract) {
        return institutions
                .byCode(account.institution())
                .map(Institution::organization)
                .filter(id -> contract.organization().equals("Organization/" + id))
                .isPresent();
    }

    private ContractLine line(Contract contract, LocalDate today) {
        return new ContractLine(
                contract,
                contracts.team(contract.team()).map(Team::name).orElse(""),
                place(contract.organization()),
                contracts.offers().stream()
                        .filter(offer -> contract.packages().contains(offer.code()))
                        .toList(),
                ContractLine.State.of(contract, today));
    }

    private PromiseLine promise(Promise promise, Person person) {
        // The first kind of service is the item's own; the others count in its place.
        String form = promise.services().stream()
                .limit(1)
                .filter(service -> forms.find(service).isPresent())
                .findFirst()
                .map(service -> "/forms/" + service + "?resident=" + person.id())
                .orElse("");
        return new PromiseLine(
                promise, promise.evidence().stream().map(this::evidence).toList(), form);
    }

    private PromiseLine.Evidence evidence(String reference) {
        Optional<Version> visit = records.read("Encounter", reference.replaceFirst("^Encounter/", ""))
                .filter(version -> !version.deleted());
        return new PromiseLine.Evidence(
                reference,
                visit.flatMap(version -> Fields.day(version.body(), "period")).orElse(null),
                visit.map(version -> place(Fields.reference(version.body().path("serviceProvider"))))
                        .orElse(""));
    }

    private String place(String organization) {
        return institutions
                .byOrganization(organization.replaceFirst("^Organization/", ""))
                .map(Institution::name)
                .orElse("");
    }
}
