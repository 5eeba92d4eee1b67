package org.liankang.web.contract;

import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.liankang.base.finding.Finding;
import org.liankang.identity.access.Account;
import org.liankang.identity.access.CurrentAccount;
import org.liankang.identity.access.ResidentAccess;
import org.liankang.identity.access.Right;
import org.liankang.identity.person.Person;
import org.liankang.identity.person.Persons;
import org.liankang.identity.place.Institution;
import org.liankang.identity.place.Institutions;
import org.liankang.uses.contract.Contract;
import org.liankang.uses.contract.Contracts;
import org.liankang.uses.contract.Offer;
import org.liankang.uses.contract.Signings;
import org.liankang.uses.contract.Team;
import org.liankang.uses.contract.Wish;
import org.liankang.web.view.NotFound;
import org.liankang.web.view.Page;
import org.liankang.web.view.Views;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The page a contract is signed on, with the resident present: packages, terms, and the resident's consent. */
@Controller
@RequestMapping("/residents/{id}/contract/sign")
class SigningRoutes {

    private final CurrentAccount current;
    private final ResidentAccess access;
    private final Persons persons;
    private final Institutions institutions;
    private final Contracts contracts;
    private final Signings signings;
    private final Views views;
    private final Clock clock;

    SigningRoutes(
            CurrentAccount current,
            ResidentAccess access,
            Persons persons,
            Institutions institutions,
            Contracts contracts,
            Signings signings,
            Views views,
            Clock clock) {
        this.current = current;
        this.access = access;
        this.persons = persons;
        this.institutions = institutions;
        this.contracts = contracts;
        this.signings = signings;
        this.views = views;
        this.clock = clock;
    }

    @GetMapping
    ResponseEntity<String> show(
            Page page, @PathVariable long id, @RequestParam(defaultValue = "FIRST") Wish.Kind kind) {
        Account account = current.require();
        Person person = open(account, id);
        Optional<Institution> centre = institutions.byCode(account.institution());
        if (centre.isEmpty()) {
            return views.html(HttpStatus.CONFLICT, page, "task/homeless", Map.of());
        }
        Signings.Term term = signings.proposed(person, kind);
        Optional<Contract> before = ContractModel.shown(contracts.all(id), LocalDate.now(clock));
        List<Team> teams = teams(centre.get());
        String team = before.filter(one -> kind == Wish.Kind.RENEWAL)
                .map(Contract::team)
                .filter(one -> teams.stream().anyMatch(known -> known.id().equals(one)))
                .orElseGet(() -> proposedTeam(
                        account,
                        person,
                        teams.stream()
                                .filter(one -> kind != Wish.Kind.TRANSFER
                                        || before.filter(old -> old.team().equals(one.id()))
                                                .isEmpty())
                                .toList()));
        Set<String> groups = contracts.groups(id, term.starts());
        List<String> packages = offers(term.starts()).stream()
                .filter(offer -> offer.kind() == Offer.Kind.BASIC)
                .filter(offer -> offer.group() == null || groups.contains(offer.group()))
                .map(Offer::code)
                .toList();
        var form = new SignForm(
                kind,
                UUID.randomUUID().toString(),
                team,
                packages,
                term.starts().toString(),
                term.ends().toString(),
                Wish.Agreed.DRAWN,
                "",
                "",
                "");
        return page(page, HttpStatus.OK, person, centre.get(), form, List.of());
    }

    @PostMapping
    ResponseEntity<String> sign(
            Page page,
            @PathVariable long id,
            @RequestParam(defaultValue = "FIRST") Wish.Kind kind,
            @RequestParam("form-id") String formId,
            @RequestParam(defaultValue = "") String team,
            @RequestParam(required = false) @Nullable List<String> packages,
            @RequestParam(defaultValue = "") String starts,
            @RequestParam(defaultValue = "") String ends,
            @RequestParam(defaultValue = "") String way,
            @RequestParam(defaultValue = "") String signature,
            @RequestParam(defaultValue = "") String where,
            @RequestParam(defaultValue = "") String guardian) {
        Account account = current.require();
        Person person = open(account, id);
        Institution centre = institutions
                .byCode(account.institution())
                .orElseThrow(() -> new NotFound("institution of the account"));
        List<String> chosen = packages == null ? List.of() : packages;
        var form = new SignForm(kind, formId, team, chosen, starts, ends, way, signature, where, guardian);
        var wish = new Wish(
                kind,
                person,
                centre,
                institutions.practitioner(account.staff()),
                team,
                chosen,
                day(starts),
                day(ends),
                new Wish.Agreed(way, signature, where, guardian));
        return switch (signings.sign(account.login(), formId, wish)) {
            case Signings.Outcome.Stored stored -> Views.to("/residents/" + id + "/contract?done=signed");
            case Signings.Outcome.Refused(var findings) ->
                page(page, HttpStatus.UNPROCESSABLE_CONTENT, person, centre, form, findings);
            case Signings.Outcome.NotTaken(var receipt) ->
                page(page, HttpStatus.UNPROCESSABLE_CONTENT, person, centre, form, Refusals.of(receipt));
        };
    }

    private ResponseEntity<String> page(
            Page page, HttpStatus status, Person person, Institution centre, SignForm form, List<Finding> findings) {
        LocalDate today = LocalDate.now(clock);
        LocalDate starts = day(form.starts());
        Map<String, Object> model = new HashMap<>();
        model.put("person", person);
        model.put("centre", centre);
        model.put("today", today);
        model.put("form", form);
        model.put("problems", Refusals.byField(page.t(), findings));
        model.put("teams", teams(centre));
        model.put("offers", offers(starts == null ? today : starts));
        model.put("groups", contracts.groups(person.id(), starts == null ? today : starts));
        model.put("names", contracts.groupNames(page.t().language().code().equals("en")));
        model.put("policy", contracts.policy());
        model.put(
                "before", ContractModel.shown(contracts.all(person.id()), today).orElse(null));
        return views.html(status, page, "contract/sign", model);
    }

    private Person open(Account account, long id) {
        Person person = persons.find(id).orElseThrow(() -> new NotFound("resident"));
        access.open(account, person, Right.COMPLETE_TASK, "sign-contract", "/residents/" + id + "/contract");
        return person;
    }

    private List<Offer> offers(LocalDate day) {
        return contracts.offers().stream().filter(offer -> offer.offeredOn(day)).toList();
    }

    private List<Team> teams(Institution centre) {
        return contracts.teams().stream()
                .filter(Team::active)
                .filter(team -> team.organization().equals("Organization/" + centre.organization()))
                .toList();
    }

    /** The team the asker leads, else one whose streets the resident lives in, else the first. */
    private String proposedTeam(Account account, Person person, List<Team> teams) {
        String me = institutions
                .practitioner(account.staff())
                .map(one -> "Practitioner/" + one)
                .orElse("-");
        List<Team> ordered = new ArrayList<>(
                teams.stream().filter(team -> team.leader().equals(me)).toList());
        ordered.addAll(teams.stream()
                .filter(team -> team.divisions().contains(person.division()))
                .toList());
        ordered.addAll(teams);
        return ordered.isEmpty() ? "" : ordered.getFirst().id();
    }

    private static @Nullable LocalDate day(String text) {
        try {
            return text.isBlank() ? null : LocalDate.parse(text.strip());
        } catch (DateTimeParseException none) {
            return null;
        }
    }
}
