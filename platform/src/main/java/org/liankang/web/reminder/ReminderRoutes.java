package org.liankang.web.reminder;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.liankang.entry.Receipt;
import org.liankang.identity.access.Account;
import org.liankang.identity.access.AuditTrail;
import org.liankang.identity.access.CurrentAccount;
import org.liankang.identity.access.ResidentAccess;
import org.liankang.identity.access.Right;
import org.liankang.identity.person.Person;
import org.liankang.identity.person.Persons;
import org.liankang.identity.place.Institution;
import org.liankang.identity.place.Institutions;
import org.liankang.uses.reminder.Message;
import org.liankang.uses.reminder.Reminders;
import org.liankang.uses.reminder.Wishes;
import org.liankang.web.component.Link;
import org.liankang.web.view.NotFound;
import org.liankang.web.view.Page;
import org.liankang.web.view.Views;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Who was reminded of what, and whether a resident wishes so. */
@Controller
class ReminderRoutes {

    private static final int MOST = 100;

    private final CurrentAccount current;
    private final AuditTrail trail;
    private final ResidentAccess access;
    private final Persons persons;
    private final Institutions institutions;
    private final Reminders reminders;
    private final Wishes wishes;
    private final Views views;

    ReminderRoutes(
            CurrentAccount current,
            AuditTrail trail,
            ResidentAccess access,
            Persons persons,
            Institutions institutions,
            Reminders reminders,
            Wishes wishes,
            Views views) {
        this.current = current;
        this.trail = trail;
        this.access = access;
        this.persons = persons;
        this.institutions = institutions;
        this.reminders = reminders;
        this.wishes = wishes;
        this.views = views;
    }

    /** The own centre's list; everybody named leaves a trace. */
    @GetMapping("/panel/reminders")
    ResponseEntity<String> list(Page page, @RequestParam(defaultValue = "false") boolean failed) {
        Account account = current.require(Right.COMPLETE_TASK);
        Optional<Institution> centre = institutions.byCode(account.institution());
        if (centre.isEmpty()) {
            return views.html(HttpStatus.OK, page, "task/homeless", Map.of());
        }
        List<Message> messages = failed
                ? reminders.givenUp(centre.get().id(), MOST)
                : reminders.at(centre.get().id(), MOST);
        Map<Long, Person> people =
                persons.all(messages.stream().map(Message::resident).toList());
        people.values().forEach(person -> access.found(account, person, "see-reminders", "/panel/reminders"));
        Map<String, Object> model = new HashMap<>();
        model.put("centre", centre.get());
        model.put("failed", failed);
        model.put(
                "tabs",
                List.of(
                        new Link(page.t().of("reminder.tab.all"), "/panel/reminders", !failed),
                        new Link(page.t().of("reminder.tab.failed"), "/panel/reminders?failed=true", failed)));
        model.put(
                "lines",
                messages.stream()
                        .map(one -> new ReminderLine(one, people.get(one.resident())))
                        .toList());
        return views.html(page, "reminder/list", model);
    }

    /** Sends again what no sender took. */
    @PostMapping("/panel/reminders/{number}/again")
    ResponseEntity<String> again(@PathVariable long number) {
        Account account = current.require(Right.COMPLETE_TASK);
        Institution centre = institutions
                .byCode(account.institution())
                .orElseThrow(() -> new NotFound("institution of the account"));
        if (!reminders.again(number, centre.id())) {
            throw new NotFound("message");
        }
        trail.record(account, "send-reminder-again", "message/" + number);
        return Views.to("/panel/reminders?failed=true");
    }

    @GetMapping("/residents/{id}/reminders")
    ResponseEntity<String> show(Page page, @PathVariable long id) {
        Account account = current.require();
        return page(page, HttpStatus.OK, account, open(account, id, Right.SEE_PERSON_RECORD, "see-reminders"), true);
    }

    @PostMapping("/residents/{id}/reminders")
    ResponseEntity<String> wish(Page page, @PathVariable long id, @RequestParam boolean none) {
        Account account = current.require();
        Person person = open(account, id, Right.COMPLETE_TASK, "wish-reminders");
        Institution centre = institutions
                .byCode(account.institution())
                .orElseThrow(() -> new NotFound("institution of the account"));
        Receipt receipt = wishes.record(account.login(), centre.code(), person, none);
        return receipt.accepted()
                ? Views.to("/residents/" + id + "/reminders")
                : page(page, HttpStatus.UNPROCESSABLE_CONTENT, account, person, false);
    }

    private ResponseEntity<String> page(Page page, HttpStatus status, Account account, Person person, boolean stored) {
        Map<String, Object> model = new HashMap<>();
        model.put("person", person);
        model.put("messages", reminders.of(person.id(), MOST));
        model.put("none", wishes.none(person.id()));
        model.put(
                "may",
                account.may(Right.COMPLETE_TASK) && !account.institution().isEmpty());
        model.put("stored", stored);
        return views.html(status, page, "reminder/show", model);
    }

    private Person open(Account account, long id, Right right, String action) {
        Person person = persons.find(id).orElseThrow(() -> new NotFound("resident"));
        access.open(account, person, right, action, "/residents/" + id + "/reminders");
        return person;
    }
}
