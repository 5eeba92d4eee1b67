package org.liankang.web.form;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.liankang.base.json.Json;
import org.liankang.entry.channel.form.Filling;
import org.liankang.entry.channel.form.Form;
import org.liankang.entry.channel.form.Forms;
import org.liankang.entry.channel.form.Item;
import org.liankang.entry.channel.form.Visit;
import org.liankang.identity.access.CurrentAccount;
import org.liankang.identity.access.ResidentAccess;
import org.liankang.identity.access.Right;
import org.liankang.identity.person.Person;
import org.liankang.identity.person.Persons;
import org.liankang.identity.place.Institution;
import org.liankang.identity.place.Institutions;
import org.liankang.record.store.Records;
import org.liankang.record.store.Version;
import org.liankang.web.view.NotFound;
import org.liankang.web.view.Page;
import org.liankang.web.view.Views;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import tools.jackson.databind.JsonNode;

/** A form that was filled in, as it stands on paper: a table in the order of the Questionnaire, every choice with its box. */
@Controller
class PrintRoutes {

    private final CurrentAccount current;
    private final ResidentAccess access;
    private final Persons persons;
    private final Records records;
    private final Forms forms;
    private final Institutions institutions;
    private final Visits visits;
    private final Views views;

    PrintRoutes(
            CurrentAccount current,
            ResidentAccess access,
            Persons persons,
            Records records,
            Forms forms,
            Institutions institutions,
            Visits visits,
            Views views) {
        this.current = current;
        this.access = access;
        this.persons = persons;
        this.records = records;
        this.forms = forms;
        this.institutions = institutions;
        this.visits = visits;
        this.views = views;
    }

    /** @param response id of a QuestionnaireResponse of this resident */
    @GetMapping("/residents/{id}/forms/{response}")
    ResponseEntity<String> print(Page page, @PathVariable long id, @PathVariable String response) {
        Person person = persons.find(id).orElseThrow(() -> new NotFound("resident"));
        access.open(
                current.require(), person, Right.SEE_PERSON_RECORD, "print-form", "QuestionnaireResponse/" + response);
        Version version = records.read("QuestionnaireResponse", response)
                .filter(one -> one.resident() == id && !one.deleted())
                .orElseThrow(() -> new NotFound("form"));
        Form form = form(version.body()).orElseThrow(() -> new NotFound("form"));
        var sheet = Sheet.of(form, version.body());
        return views.html(
                page,
                "form/sheet",
                Map.of(
                        "sheet", sheet,
                        "view", FormView.plain(page.t(), nothing(form)),
                        "person", person,
                        "day", Json.text(version.body(), "authored"),
                        "institution", institution(version),
                        "staff", staff(Json.text(version.body(), "author", "reference")),
                        "places", places(sheet)));
    }

    private Optional<Form> form(JsonNode response) {
        String canonical = Json.text(response, "questionnaire");
        return canonical.startsWith(Form.CANONICAL)
                ? forms.find(canonical.substring(Form.CANONICAL.length()))
                : Optional.empty();
    }

    private Filling nothing(Form form) {
        Visit nobody = visits.nobody();
        return forms.fill(form, Map.of(), nobody);
    }

    /** Where it was filled in: the visit says so, or else on whose behalf it came. */
    private String institution(Version version) {
        String encounter = Json.text(version.body(), "encounter", "reference").replaceFirst("^Encounter/", "");
        return records.read("Encounter", encounter)
                .filter(visit -> visit.resident() == version.resident() && !visit.deleted())
                .map(visit -> Json.text(visit.body(), "serviceProvider", "reference"))
                .flatMap(reference -> institutions.byOrganization(reference.replaceFirst("^Organization/", "")))
                .or(() -> institutions.find(version.institution()))
                .map(Institution::name)
                .orElse("");
    }

    private String staff(String reference) {
        return institutions
                .staffName(reference.replaceFirst("^Practitioner/", ""))
                .orElse("");
    }

    /** The names of institutions that are answers, by reference. */
    private Map<String, String> places(Sheet sheet) {
        return sheet.form()
                .all()
                .filter(item -> item.kind() == Item.Kind.REFERENCE)
                .flatMap(item -> sheet.answers(item).stream())
                .distinct()
                .collect(Collectors.toMap(
                        reference -> reference,
                        reference -> institutions
                                .byOrganization(reference.replaceFirst("^Organization/", ""))
                                .map(Institution::name)
                                .orElse(reference)));
    }
}
