package org.liankang.web.education;

import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.liankang.entry.Door;
import org.liankang.entry.Envelope;
import org.liankang.entry.Interaction;
import org.liankang.entry.Receipt;
import org.liankang.entry.Submitter;
import org.liankang.identity.access.Account;
import org.liankang.identity.access.AuditTrail;
import org.liankang.identity.access.CurrentAccount;
import org.liankang.identity.access.Right;
import org.liankang.identity.place.Institution;
import org.liankang.identity.place.Institutions;
import org.liankang.uses.education.Activity;
import org.liankang.uses.education.Education;
import org.liankang.web.component.Field;
import org.liankang.web.view.Page;
import org.liankang.web.view.Views;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The own institution's health education of this year, and entering more of it through the door. */
@Controller
class EducationRoutes {

    private static final String PATH = "/education";

    private final CurrentAccount current;
    private final AuditTrail trail;
    private final Education education;
    private final Institutions institutions;
    private final Door door;
    private final Views views;
    private final Clock clock;

    EducationRoutes(
            CurrentAccount current,
            AuditTrail trail,
            Education education,
            Institutions institutions,
            Door door,
            Views views,
            Clock clock) {
        this.current = current;
        this.trail = trail;
        this.education = education;
        this.institutions = institutions;
        this.door = door;
        this.views = views;
        this.clock = clock;
    }

    @GetMapping(PATH)
    ResponseEntity<String> show(Page page, @RequestParam(defaultValue = "false") boolean entered) {
        Account account = current.require(Right.COMPLETE_TASK);
        var empty = new Typed("", LocalDate.now(clock).toString(), "", "", "");
        return institutions
                .byCode(account.institution())
                .map(own -> page(page, HttpStatus.OK, own, empty, Map.of(), entered))
                .orElseGet(() -> views.html(HttpStatus.OK, page, "task/homeless", Map.of()));
    }

    @PostMapping(PATH)
    ResponseEntity<String> enter(
            Page page,
            @RequestParam("form-id") String formId,
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(defaultValue = "") String day,
            @RequestParam(defaultValue = "") String title,
            @RequestParam(defaultValue = "") String people,
            @RequestParam(defaultValue = "") String evidence) {
        Account account = current.require(Right.COMPLETE_TASK);
        Optional<Institution> own = institutions.byCode(account.institution());
        if (own.isEmpty()) {
            return views.html(HttpStatus.CONFLICT, page, "task/homeless", Map.of());
        }
        var typed = new Typed(kind, day, title, people, evidence);
        var entry = new Education.Entry(own.get().organization(), kind, day(day), title, number(people), evidence);
        return switch (education.draft(entry)) {
            case Education.Draft.Refused(var findings) -> {
                Map<String, String> problems = new HashMap<>();
                findings.forEach(
                        found -> problems.putIfAbsent(found.where(), page.t().orCode("education.wrong", found.code())));
                yield page(page, HttpStatus.UNPROCESSABLE_CONTENT, own.get(), typed, problems, false);
            }
            case Education.Draft.Ready(var bundle) -> submit(page, account, own.get(), typed, formId, bundle);
        };
    }

    private ResponseEntity<String> submit(
            Page page, Account account, Institution own, Typed typed, String formId, byte[] bundle) {
        var by = new Submitter(account.login(), own.code());
        Receipt receipt = door.submit(new Envelope("form", by, Optional.of(formId), new Interaction.Bundle(), bundle))
                .join();
        if (!receipt.accepted()) {
            return page(
                    page,
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    own,
                    typed,
                    Map.of("", page.t().of("education.refused", receipt.submission())),
                    false);
        }
        trail.record(account, "report-education", PATH);
        return Views.to(PATH + "?entered=true");
    }

    private ResponseEntity<String> page(
            Page page, HttpStatus status, Institution own, Typed typed, Map<String, String> problems, boolean entered) {
        LocalDate today = LocalDate.now(clock);
        Locale locale = page.t().language().locale();
        List<Activity> activities = education.activities(own.organization(), today.getYear());
        Map<String, String> names = new HashMap<>();
        education.norms().kinds().forEach(kind -> names.put(kind.kind(), kind.in(locale)));
        Map<String, Object> model = new HashMap<>();
        model.put("own", own);
        model.put("year", today.getYear());
        model.put("progress", education.norms().progress(own.kind(), activities, today));
        model.put("activities", activities);
        model.put("names", names);
        model.put("typed", typed);
        model.put(
                "kinds",
                education.norms().kinds().stream()
                        .map(kind -> new Field.Option(kind.kind(), kind.in(locale)))
                        .toList());
        model.put("problems", problems);
        model.put("entered", entered);
        model.put("formId", java.util.UUID.randomUUID().toString());
        return views.html(status, page, "education/show", model);
    }

    private static @Nullable LocalDate day(String text) {
        try {
            return text.isBlank() ? null : LocalDate.parse(text.strip());
        } catch (DateTimeParseException none) {
            return null;
        }
    }

    private static @Nullable Integer number(String text) {
        return text.strip().matches("\\d{1,9}") ? Integer.valueOf(text.strip()) : null;
    }
}
