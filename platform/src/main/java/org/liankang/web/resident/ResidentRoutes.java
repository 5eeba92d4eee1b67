package org.liankang.web.resident;

import org.liankang.identity.access.CurrentAccount;
import org.liankang.identity.access.ResidentAccess;
import org.liankang.identity.access.Right;
import org.liankang.identity.person.Person;
import org.liankang.identity.person.Persons;
import org.liankang.web.view.NotFound;
import org.liankang.web.view.Page;
import org.liankang.web.view.Views;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The resident's page: opened with a right, a purpose and a trace, or not at all. */
@Controller
@RequestMapping("/residents/{id}")
class ResidentRoutes {

    private final CurrentAccount current;
    private final ResidentAccess access;
    private final Persons persons;
    private final ResidentModel model;
    private final Views views;

    ResidentRoutes(CurrentAccount current, ResidentAccess access, Persons persons, ResidentModel model, Views views) {
        this.current = current;
        this.access = access;
        this.persons = persons;
        this.model = model;
        this.views = views;
    }

    @GetMapping
    ResponseEntity<String> show(
            Page page,
            @PathVariable long id,
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(defaultValue = "false") boolean all) {
        Person person = open(id, "see-timeline");
        String masked = Masked.idNumber(person.idNumber());
        return views.html(page, "resident/one", model.of(page, person, kind, all, masked));
    }

    /** The whole ID number: asked for on its own, and traced on its own. */
    @PostMapping("/id-number")
    ResponseEntity<String> reveal(Page page, @PathVariable long id) {
        Person person = open(id, "reveal-id-number");
        return views.html(page, "resident/one", model.of(page, person, "", false, person.idNumber()));
    }

    private Person open(long id, String action) {
        Person person = persons.find(id).orElseThrow(() -> new NotFound("resident"));
        access.open(current.require(), person, Right.SEE_PERSON_RECORD, action, "/residents/" + id);
        return person;
    }
}
