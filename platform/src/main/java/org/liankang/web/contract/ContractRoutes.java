package org.liankang.web.contract;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.liankang.base.finding.Finding;
import org.liankang.identity.access.Account;
import org.liankang.identity.access.CurrentAccount;
import org.liankang.identity.access.ResidentAccess;
import org.liankang.identity.access.Right;
import org.liankang.identity.person.Person;
import org.liankang.identity.person.Persons;
import org.liankang.identity.place.Institution;
import org.liankang.identity.place.Institutions;
import org.liankang.record.feed.Followers;
import org.liankang.uses.contract.Signings;
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

/** How a resident's contract stands: what was promised, the visits that kept it, and whether it is valid; its end. */
@Controller
@RequestMapping("/residents/{id}/contract")
class ContractRoutes {

    private static final int FIRST_YEAR = 2009;
    private static final int LAST_YEAR = 2100;

    /** After a change its page shows what the book made of it; a page that waits longer shows what there is. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final CurrentAccount current;
    private final ResidentAccess access;
    private final Persons persons;
    private final Institutions institutions;
    private final Signings signings;
    private final Followers followers;
    private final ContractModel model;
    private final Views views;
    private final Clock clock;

    ContractRoutes(
            CurrentAccount current,
            ResidentAccess access,
            Persons persons,
            Institutions institutions,
            Signings signings,
            Followers followers,
            ContractModel model,
            Views views,
            Clock clock) {
        this.current = current;
        this.access = access;
        this.persons = persons;
        this.institutions = institutions;
        this.signings = signings;
        this.followers = followers;
        this.model = model;
        this.views = views;
        this.clock = clock;
    }

    @GetMapping
    ResponseEntity<String> show(
            Page page,
            @PathVariable long id,
            @RequestParam(defaultValue = "0") int year,
            @RequestParam(defaultValue = "") String done) {
        Account account = current.require();
        Person person = open(account, id, Right.SEE_PERSON_RECORD, "see-contract");
        if (!done.isEmpty()) {
            caughtUp();
        }
        return page(page, HttpStatus.OK, account, person, year, done, List.of());
    }

    @PostMapping("/{contract}/dissolve")
    ResponseEntity<String> dissolve(
            Page page,
            @PathVariable long id,
            @PathVariable String contract,
            @RequestParam("form-id") String formId,
            @RequestParam(defaultValue = "") String reason,
            @RequestParam(defaultValue = "") String note) {
        Account account = current.require(Right.COMPLETE_TASK);
        Person person = open(account, id, Right.COMPLETE_TASK, "dissolve-contract");
        Institution centre = institutions
                .byCode(account.institution())
                .orElseThrow(() -> new NotFound("institution of the account"));
        return switch (signings.dissolve(account.login(), formId, person, centre, contract, reason, note)) {
            case Signings.Outcome.Stored stored -> Views.to("/residents/" + id + "/contract?done=dissolved");
            case Signings.Outcome.Refused(var findings) ->
                page(page, HttpStatus.UNPROCESSABLE_CONTENT, account, person, 0, "", findings);
            case Signings.Outcome.NotTaken(var receipt) ->
                page(page, HttpStatus.UNPROCESSABLE_CONTENT, account, person, 0, "", Refusals.of(receipt));
        };
    }

    private void caughtUp() {
        try {
            followers.await("contract", PATIENCE);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private ResponseEntity<String> page(
            Page page,
            HttpStatus status,
            Account account,
            Person person,
            int year,
            String done,
            List<Finding> findings) {
        int shown = year >= FIRST_YEAR && year <= LAST_YEAR
                ? year
                : LocalDate.now(clock).getYear();
        Map<String, Object> all = new HashMap<>(model.of(account, person, shown));
        all.put("done", page.t().has("contract.done." + done) ? done : "");
        all.put("findings", findings);
        all.put("formId", UUID.randomUUID().toString());
        return views.html(status, page, "contract/show", all);
    }

    private Person open(Account account, long id, Right right, String action) {
        Optional<Person> person = persons.find(id);
        access.open(
                account,
                person.orElseThrow(() -> new NotFound("resident")),
                right,
                action,
                "/residents/" + id + "/contract");
        return person.get();
    }
}
