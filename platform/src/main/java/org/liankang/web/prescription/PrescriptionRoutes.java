package org.liankang.web.prescription;

import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.liankang.base.finding.Finding;
import org.liankang.entry.Receipt;
import org.liankang.identity.access.Account;
import org.liankang.identity.access.CurrentAccount;
import org.liankang.identity.access.ResidentAccess;
import org.liankang.identity.access.Right;
import org.liankang.identity.person.Person;
import org.liankang.identity.person.Persons;
import org.liankang.identity.place.Institution;
import org.liankang.identity.place.Institutions;
import org.liankang.uses.prescription.HealthPrescription;
import org.liankang.uses.prescription.HealthPrescriptions;
import org.liankang.uses.prescription.Proposal;
import org.liankang.uses.refill.Refills;
import org.liankang.web.view.NotFound;
import org.liankang.web.view.Page;
import org.liankang.web.view.Texts;
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

/** A resident's health prescriptions. */
@Controller
@RequestMapping("/residents/{id}/prescriptions")
class PrescriptionRoutes {

    /** Every topic's text is sent under its code with this before it. */
    private static final String PREFIX = "t.";

    private final CurrentAccount current;
    private final ResidentAccess access;
    private final Persons persons;
    private final Institutions institutions;
    private final HealthPrescriptions prescriptions;
    private final Refills refills;
    private final Views views;
    private final Clock clock;

    PrescriptionRoutes(
            CurrentAccount current,
            ResidentAccess access,
            Persons persons,
            Institutions institutions,
            HealthPrescriptions prescriptions,
            Refills refills,
            Views views,
            Clock clock) {
        this.current = current;
        this.access = access;
        this.persons = persons;
        this.institutions = institutions;
        this.prescriptions = prescriptions;
        this.refills = refills;
        this.views = views;
        this.clock = clock;
    }

    @GetMapping
    ResponseEntity<String> show(Page page, @PathVariable long id) {
        Account account = current.require();
        Person person = open(account, id, Right.SEE_PERSON_RECORD, "see-prescriptions");
        List<Proposal> proposals = prescriptions.propose(person);
        boolean english = page.t().language().code().equals("en");
        Map<String, String> texts = new LinkedHashMap<>();
        proposals.forEach(one -> texts.put(
                one.topic().code(),
                one.advice().stream()
                        .map(advice -> english ? advice.textEnglish() : advice.text())
                        .collect(Collectors.joining("\n"))));
        return page(
                page,
                HttpStatus.OK,
                account,
                person,
                proposals,
                texts,
                UUID.randomUUID().toString(),
                List.of());
    }

    @PostMapping
    ResponseEntity<String> write(
            Page page,
            @PathVariable long id,
            @RequestParam("form-id") String formId,
            @RequestParam MultiValueMap<String, String> sent) {
        Account account = current.require();
        Person person = open(account, id, Right.COMPLETE_TASK, "write-prescription");
        Institution centre = institutions
                .byCode(account.institution())
                .orElseThrow(() -> new NotFound("institution of the account"));
        Map<String, String> texts = new LinkedHashMap<>();
        sent.forEach((name, values) -> {
            if (name.startsWith(PREFIX)) {
                texts.put(name.substring(PREFIX.length()), values.getFirst());
            }
        });
        Optional<String> practitioner = institutions.practitioner(account.staff());
        return switch (prescriptions.write(account.login(), formId, person, centre, practitioner, texts)) {
            case HealthPrescriptions.Outcome.Stored(var plan) ->
                Views.to("/residents/" + id + "/prescriptions/" + plan);
            case HealthPrescriptions.Outcome.Refused(var findings) ->
                page(
                        page,
                        HttpStatus.UNPROCESSABLE_CONTENT,
                        account,
                        person,
                        prescriptions.propose(person),
                        texts,
                        formId,
                        findings);
            case HealthPrescriptions.Outcome.NotTaken(var receipt) ->
                page(
                        page,
                        HttpStatus.UNPROCESSABLE_CONTENT,
                        account,
                        person,
                        prescriptions.propose(person),
                        texts,
                        formId,
                        refusals(receipt));
        };
    }

    /** One to be printed and handed over. */
    @GetMapping("/{plan}")
    ResponseEntity<String> one(Page page, @PathVariable long id, @PathVariable String plan) {
        Account account = current.require();
        Person person = open(account, id, Right.SEE_PERSON_RECORD, "see-prescriptions");
        HealthPrescription found = prescriptions.of(person).stream()
                .filter(one -> one.id().equals(plan))
                .findFirst()
                .orElseThrow(() -> new NotFound("prescription"));
        Map<String, Object> model = new HashMap<>();
        model.put("person", person);
        model.put("today", LocalDate.now(clock));
        model.put("one", found);
        model.put("author", author(found.author()));
        return views.html(page, "prescription/one", model);
    }

    private String author(String reference) {
        return reference.startsWith("Practitioner/")
                ? institutions
                        .staffName(reference.substring("Practitioner/".length()))
                        .orElse("")
                : institutions
                        .byOrganization(reference.replaceFirst("^Organization/", ""))
                        .map(Institution::name)
                        .orElse("");
    }

    private ResponseEntity<String> page(
            Page page,
            HttpStatus status,
            Account account,
            Person person,
            List<Proposal> proposals,
            Map<String, String> texts,
            String formId,
            List<Finding> findings) {
        Map<String, String> problems = new HashMap<>();
        findings.forEach(one -> problems.put(one.where(), words(page.t(), one)));
        Map<String, Object> model = new HashMap<>();
        model.put("person", person);
        model.put("today", LocalDate.now(clock));
        model.put("proposals", proposals);
        model.put("texts", texts);
        model.put("formId", formId);
        model.put("problems", problems);
        model.put("before", prescriptions.of(person));
        model.put("refills", refills.of(person.id()));
        model.put(
                "may",
                account.may(Right.COMPLETE_TASK) && !account.institution().isEmpty());
        return views.html(status, page, "prescription/show", model);
    }

    private static String words(Texts t, Finding finding) {
        String key = "prescription.finding." + finding.code();
        return t.has(key) ? t.of(key) : t.orCode("finding", finding.code());
    }

    private static List<Finding> refusals(Receipt receipt) {
        return Stream.concat(
                        receipt.findings().stream(),
                        receipt.outcomes().stream().flatMap(outcome -> outcome.findings().stream()))
                .filter(Finding::refuses)
                .toList();
    }

    private Person open(Account account, long id, Right right, String action) {
        Person person = persons.find(id).orElseThrow(() -> new NotFound("resident"));
        access.open(account, person, right, action, "/residents/" + id + "/prescriptions");
        return person;
    }
}
