package org.liankang.web.offline;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.liankang.base.finding.Finding;
import org.liankang.base.json.Json;
import org.liankang.entry.channel.form.Filling;
import org.liankang.entry.channel.form.Form;
import org.liankang.entry.channel.form.Forms;
import org.liankang.entry.channel.form.Item;
import org.liankang.entry.channel.form.Visit;
import org.liankang.entry.receipt.Submission;
import org.liankang.entry.receipt.Submissions;
import org.liankang.identity.access.Account;
import org.liankang.identity.access.AuditTrail;
import org.liankang.identity.access.Purpose;
import org.liankang.identity.access.ResidentAccess;
import org.liankang.identity.access.Right;
import org.liankang.identity.person.Person;
import org.liankang.identity.person.Persons;
import org.liankang.identity.place.Institution;
import org.liankang.identity.place.Institutions;
import org.liankang.web.form.FormView;
import org.liankang.web.form.History;
import org.liankang.web.form.Sending;
import org.liankang.web.form.Sheet;
import org.liankang.web.form.Visits;
import org.liankang.web.view.Page;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Takes the visits that devices recorded without a connection. Each is stored, or answered with why not: something to
 * mend, or a conflict that a person has to decide. Nothing is overwritten, and nothing is stored twice.
 */
@Component
class Uploads {

    /** A device's clock may be ahead by so much. */
    private static final Duration AHEAD = Duration.ofMinutes(10);

    /** How late a visit may come in. */
    private static final Duration LATEST = Duration.ofDays(60);

    /** @param answer {@code submission} of what is stored; else {@code code} and what belongs to it */
    record Outcome(HttpStatus status, ObjectNode answer) {}

    private final Persons persons;
    private final ResidentAccess access;
    private final AuditTrail trail;
    private final Forms forms;
    private final Visits visits;
    private final Submissions submissions;
    private final Conflicts conflicts;
    private final Sending sending;
    private final Institutions institutions;
    private final Clock clock;

    Uploads(
            Persons persons,
            ResidentAccess access,
            AuditTrail trail,
            Forms forms,
            Visits visits,
            Submissions submissions,
            Conflicts conflicts,
            Sending sending,
            Institutions institutions,
            Clock clock) {
        this.persons = persons;
        this.access = access;
        this.trail = trail;
        this.forms = forms;
        this.visits = visits;
        this.submissions = submissions;
        this.conflicts = conflicts;
        this.sending = sending;
        this.institutions = institutions;
        this.clock = clock;
    }

    /** @param device for the trace */
    Outcome take(Page page, Account account, String device, Brought brought) {
        Person person = own(account, brought.resident());
        Form form = forms.find(brought.form())
                .orElseThrow(() -> new Refusal(HttpStatus.UNPROCESSABLE_CONTENT, "form-unknown"));
        access.open(account, person, Right.COMPLETE_TASK, "offline-visit", form.name());
        Optional<Submission> before = submissions
                .of(Sending.by(account), brought.formId())
                .filter(submission -> submission.state().equals("ACCEPTED"));
        if (before.isPresent()) {
            return stored(before.get().number(), true);
        }
        Conflicts.Found found = conflicts.since(person, form, brought.known());
        Filling filling = filling(account, person, form, brought);
        if (!found.none()) {
            return conflict(page, filling, found);
        }
        if (brought.despite() > 0) {
            trail.record(account, Purpose.CARE, "offline-send-as-well", person.id(), device);
        }
        return switch (sending.send(account, filling, brought.formId())) {
            case Sending.Sent.Stored stored -> stored(stored.submission(), stored.repeated());
            case Sending.Sent.Mend mend -> mend(page, filling, mend.findings());
            case Sending.Sent.NotStored refused -> notStored(page, refused);
        };
    }

    void discarded(Account account, long resident, String form) {
        Person person = own(account, resident);
        String name = forms.find(form).map(Form::name).orElseThrow(Brought::invalid);
        access.open(account, person, Right.COMPLETE_TASK, "offline-discard", name);
    }

    /** Only residents of the own centre; one who moved away since is looked after elsewhere. */
    private Person own(Account account, long resident) {
        Person person = persons.find(resident).orElseThrow(() -> new Refusal(HttpStatus.NOT_FOUND, "not-found"));
        if (!access.ownResident(account, person)) {
            throw new Refusal(HttpStatus.FORBIDDEN, "resident-elsewhere");
        }
        return person;
    }

    private Filling filling(Account account, Person person, Form form, Brought brought) {
        Instant now = clock.instant();
        Instant at = brought.at().toInstant();
        if (at.isAfter(now.plus(AHEAD)) || at.isBefore(now.minus(LATEST))) {
            throw new Refusal(HttpStatus.UNPROCESSABLE_CONTENT, "offline-time-invalid");
        }
        History history = visits.history(person, form);
        Optional<String> task = Optional.of(brought.task()).filter(number -> !number.isEmpty());
        Visit visit = visits.at(OffsetDateTime.ofInstant(at, clock.getZone()), account, person, form, history, task)
                .orElseThrow(() -> new Refusal(HttpStatus.FORBIDDEN, "account-without-institution"));
        return forms.fill(form, brought.answers(), visit);
    }

    private static Outcome stored(long submission, boolean repeated) {
        return new Outcome(
                HttpStatus.OK, Json.object().put("submission", submission).put("repeated", repeated));
    }

    /** What is wrong, at which answer, in words. */
    private static Outcome mend(Page page, Filling filling, List<Finding> findings) {
        ObjectNode answer = refused("answers-refused");
        ArrayNode wrongs = answer.putArray("findings");
        var view = view(page, filling);
        findings.stream().filter(Finding::refuses).forEach(finding -> {
            Optional<Item> item = filling.form()
                    .item(finding.where().substring(finding.where().lastIndexOf('.') + 1));
            wrongs.addObject()
                    .put("path", finding.where())
                    .put("code", finding.code())
                    .put("label", item.map(view::label).orElse(finding.where()))
                    .put(
                            "message",
                            item.map(one -> view.error(one, finding))
                                    .orElseGet(() -> page.t().orCode("form.error", finding.code())));
        });
        return new Outcome(HttpStatus.UNPROCESSABLE_CONTENT, answer);
    }

    private static Outcome notStored(Page page, Sending.Sent.NotStored refused) {
        ObjectNode answer = refused("visit-not-stored").put("sentBefore", refused.sentBefore());
        ArrayNode why = answer.putArray("findings");
        refused.findings()
                .forEach(finding -> why.addObject()
                        .put("code", finding.code())
                        .put(
                                "message",
                                page.t().has("form.refused." + finding.code())
                                        ? page.t().of("form.refused." + finding.code())
                                        : page.t().orCode("finding", finding.code())));
        return new Outcome(HttpStatus.UNPROCESSABLE_CONTENT, answer);
    }

    /** Both versions side by side, question by question in the order of the form. */
    private Outcome conflict(Page page, Filling filling, Conflicts.Found found) {
        ObjectNode answer = refused("visit-conflict").put("seen", found.seen());
        var view = view(page, filling);
        ArrayNode others = answer.putArray("others");
        List<Sheet> sheets = new ArrayList<>();
        for (Conflicts.Other other : found.visits()) {
            var body = other.encounter().body();
            others.addObject()
                    .put("reference", other.encounter().reference())
                    .put("day", Json.text(body, "period", "start"))
                    .put("recorded", other.encounter().at().toString())
                    .put("by", staff(Json.text(body, "participant", "individual", "reference")))
                    .put("at", institution(Json.text(body, "serviceProvider", "reference")));
            sheets.add(Sheet.of(filling.form(), other.facts()));
        }
        ArrayNode changes = answer.putArray("changes");
        found.changes()
                .forEach(change -> changes.addObject()
                        .put("kind", change.kind())
                        .put("words", change.words())
                        .put("detail", change.detail())
                        .put("since", change.since()));
        ArrayNode rows = answer.putArray("rows");
        Sheet mine = Sheet.of(filling);
        filling.form().all().forEach(item -> {
            List<String> own = mine.answers(item);
            boolean said = !own.isEmpty()
                    || sheets.stream().anyMatch(sheet -> !sheet.answers(item).isEmpty());
            if (said) {
                ObjectNode row =
                        rows.addObject().put("label", view.label(item)).put("mine", words(page, view, item, own));
                ArrayNode theirs = row.putArray("theirs");
                sheets.forEach(sheet -> theirs.add(words(page, view, item, sheet.answers(item))));
            }
        });
        return new Outcome(HttpStatus.CONFLICT, answer);
    }

    private static String words(Page page, FormView view, Item item, List<String> answers) {
        String unit = item.unit().map(one -> " " + view.words(one.printed())).orElse("");
        return answers.isEmpty()
                ? ""
                : String.join(
                                page.t().of("form.comma"),
                                answers.stream()
                                        .map(text -> view.shown(item, text))
                                        .toList())
                        + unit;
    }

    private static ObjectNode refused(String code) {
        return Json.object().put("code", code);
    }

    private static FormView view(Page page, Filling filling) {
        return FormView.plain(page.t(), filling);
    }

    private String staff(String reference) {
        return institutions
                .staffName(reference.replaceFirst("^Practitioner/", ""))
                .orElse("");
    }

    private String institution(String reference) {
        return institutions
                .byOrganization(reference.replaceFirst("^Organization/", ""))
                .map(Institution::name)
                .orElse("");
    }
}
