package org.liankang.web.form;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.liankang.base.finding.Finding;
import org.liankang.entry.channel.form.Filling;
import org.liankang.entry.channel.form.Form;
import org.liankang.entry.channel.form.Forms;
import org.liankang.entry.channel.form.Visit;
import org.liankang.identity.access.Account;
import org.liankang.identity.access.CurrentAccount;
import org.liankang.identity.access.ResidentAccess;
import org.liankang.identity.access.Right;
import org.liankang.identity.device.Devices;
import org.liankang.identity.person.Person;
import org.liankang.identity.person.Persons;
import org.liankang.web.view.NotFound;
import org.liankang.web.view.Page;
import org.liankang.web.view.Views;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Pages that show a form for one resident and take it back filled in. */
@Controller
@RequestMapping("/forms/{name}")
class FormRoutes {

    private final CurrentAccount current;
    private final ResidentAccess access;
    private final Persons persons;
    private final Forms forms;
    private final Visits visits;
    private final Sending sending;
    private final Devices devices;
    private final Views views;

    FormRoutes(
            CurrentAccount current,
            ResidentAccess access,
            Persons persons,
            Forms forms,
            Visits visits,
            Sending sending,
            Devices devices,
            Views views) {
        this.current = current;
        this.access = access;
        this.persons = persons;
        this.forms = forms;
        this.visits = visits;
        this.sending = sending;
        this.devices = devices;
        this.views = views;
    }

    /** Whom it is for, and which task it is to close; empty when it was opened without one. */
    private record Asked(Form form, Person person, History history, Optional<String> task) {}

    @GetMapping
    ResponseEntity<String> show(
            Page page,
            @PathVariable String name,
            @RequestParam long resident,
            @RequestParam(defaultValue = "") String task) {
        Account account = current.require();
        Asked asked = asked(account, name, resident, task);
        Optional<Visit> visit = visits.of(account, asked.person(), asked.form(), asked.history(), asked.task());
        if (visit.isEmpty()) {
            return views.html(HttpStatus.CONFLICT, page, "form/homeless", Map.of("form", asked.form()));
        }
        Filling filling = forms.fill(asked.form(), visits.beginning(asked.form(), asked.history()), visit.get());
        return page(page, HttpStatus.OK, asked, filling, UUID.randomUUID().toString(), List.of(), List.of());
    }

    @PostMapping
    ResponseEntity<String> send(
            Page page,
            @PathVariable String name,
            @RequestParam long resident,
            @RequestParam(defaultValue = "") String task,
            @RequestParam("form-id") String formId,
            @RequestParam MultiValueMap<String, String> sent) {
        Account account = current.require();
        Asked asked = asked(account, name, resident, task);
        Visit visit = visits.of(account, asked.person(), asked.form(), asked.history(), asked.task())
                .orElseThrow(() -> new NotFound("institution of the account"));
        Filling filling = forms.fill(asked.form(), answers(sent), visit);
        return switch (sending.send(account, filling, formId)) {
            case Sending.Sent.Mend mend ->
                page(page, HttpStatus.UNPROCESSABLE_CONTENT, asked, filling, formId, mend.findings(), List.of());
            case Sending.Sent.Stored stored ->
                Views.to("/forms/" + name + "/result?submission=" + stored.submission() + "&resident=" + resident
                        + asked.task().map(number -> "&task=" + number).orElse(""));
            case Sending.Sent.NotStored refused ->
                page(
                        page,
                        HttpStatus.UNPROCESSABLE_CONTENT,
                        asked,
                        filling,
                        refused.sentBefore() ? formId : UUID.randomUUID().toString(),
                        List.of(),
                        refused.findings());
        };
    }

    /** Opens the resident: the form shows what was measured and answered before. */
    private Asked asked(Account account, String name, long resident, String task) {
        Form form = forms.find(name).orElseThrow(() -> new NotFound("form"));
        Person person = persons.find(resident).orElseThrow(() -> new NotFound("resident"));
        access.open(account, person, Right.COMPLETE_TASK, "fill-in-form", form.name());
        History history = visits.history(person, form);
        return new Asked(form, person, history, Optional.of(task).filter(number -> number.matches("\\d{1,18}")));
    }

    private ResponseEntity<String> page(
            Page page,
            HttpStatus status,
            Asked asked,
            Filling filling,
            String formId,
            List<Finding> findings,
            List<Finding> refusals) {
        Map<String, List<Finding>> byPath = findings.stream()
                .collect(Collectors.groupingBy(Finding::where, LinkedHashMap::new, Collectors.toList()));
        var view = new FormView(page.t(), filling, byPath, asked.history(), visits.referable(current.require()));
        Map<String, Object> model = new HashMap<>();
        model.put("view", view);
        model.put("person", asked.person());
        model.put("task", asked.task().orElse(""));
        model.put("formId", formId);
        model.put("refusals", refusals);
        model.put("draftKey", devices.draftKey(current.require()));
        return views.html(status, page, "form/fill", model);
    }

    private static Map<String, List<String>> answers(MultiValueMap<String, String> sent) {
        Map<String, List<String>> answers = new HashMap<>();
        sent.forEach((name, values) -> {
            if (name.startsWith(FormView.PREFIX)) {
                answers.put(name.substring(FormView.PREFIX.length()), List.copyOf(values));
            }
        });
        return answers;
    }
}
