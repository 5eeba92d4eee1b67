package org.liankang.web.form;

import java.util.HashMap;
import java.util.Map;
import org.liankang.entry.channel.form.Form;
import org.liankang.entry.channel.form.Forms;
import org.liankang.entry.receipt.Submission;
import org.liankang.entry.receipt.Submissions;
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
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** After a form was sent: what it changed. The page asks again until every book has read it. */
@Controller
@RequestMapping("/forms/{name}/result")
class ResultRoutes {

    private final CurrentAccount current;
    private final ResidentAccess access;
    private final Persons persons;
    private final Submissions submissions;
    private final Forms forms;
    private final EffectsReader effects;
    private final Views views;

    ResultRoutes(
            CurrentAccount current,
            ResidentAccess access,
            Persons persons,
            Submissions submissions,
            Forms forms,
            EffectsReader effects,
            Views views) {
        this.current = current;
        this.access = access;
        this.persons = persons;
        this.submissions = submissions;
        this.forms = forms;
        this.effects = effects;
        this.views = views;
    }

    @GetMapping
    ResponseEntity<String> show(
            Page page,
            @PathVariable String name,
            @RequestParam long submission,
            @RequestParam long resident,
            @RequestParam(defaultValue = "0") long task) {
        Person person = person(resident);
        access.open(current.require(), person, Right.COMPLETE_TASK, "see-form-result", "submission/" + submission);
        Map<String, Object> model = model(name, submission, person);
        model.put("task", task);
        return views.html(page, "form/result", model);
    }

    /** The part that is asked for again. */
    @GetMapping("/effects")
    ResponseEntity<String> effects(
            Page page, @PathVariable String name, @RequestParam long submission, @RequestParam long resident) {
        Person person = person(resident);
        access.open(current.require(), person, Right.COMPLETE_TASK, "see-form-result", "submission/" + submission);
        return views.html(page, "form/effects", model(name, submission, person));
    }

    private Person person(long resident) {
        return persons.find(resident).orElseThrow(() -> new NotFound("resident"));
    }

    private Map<String, Object> model(String name, long number, Person person) {
        Form form = forms.find(name).orElseThrow(() -> new NotFound("form"));
        Submission submission = submissions
                .find(number)
                .filter(one -> one.channel().equals("form"))
                .orElseThrow(() -> new NotFound("submission"));
        Map<String, Object> model = new HashMap<>();
        model.put("form", form);
        model.put("person", person);
        model.put("effects", effects.of(submission, person));
        return model;
    }
}
