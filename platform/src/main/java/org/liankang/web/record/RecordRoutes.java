package org.liankang.web.record;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.liankang.entry.receipt.Submissions;
import org.liankang.identity.access.Account;
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
import org.springframework.web.bind.annotation.RequestParam;

/** A resource as it stands, as it stood, and who brought each version. */
@Controller
class RecordRoutes {

    private final CurrentAccount current;
    private final ResidentAccess access;
    private final Records records;
    private final Persons persons;
    private final Institutions institutions;
    private final Submissions submissions;
    private final Views views;

    RecordRoutes(
            CurrentAccount current,
            ResidentAccess access,
            Records records,
            Persons persons,
            Institutions institutions,
            Submissions submissions,
            Views views) {
        this.current = current;
        this.access = access;
        this.records = records;
        this.persons = persons;
        this.institutions = institutions;
        this.submissions = submissions;
        this.views = views;
    }

    @GetMapping("/records/{type}/{id}")
    ResponseEntity<String> show(
            Page page,
            @PathVariable String type,
            @PathVariable String id,
            @RequestParam(defaultValue = "0") int version) {
        Account account = current.require();
        List<Version> history = records.knows(type) ? shown(account, records.history(type, id)) : List.of();
        Version shown = history.stream()
                .filter(one -> version == 0 || one.number() == version)
                .findFirst()
                .orElseThrow(() -> new NotFound("resource"));
        Optional<Person> person = persons.find(shown.resident());
        if (shown.resident() > 0) {
            access.open(
                    account,
                    person.orElseThrow(() -> new NotFound("resident")),
                    ownOnly(account) ? Right.SEE_OWN_DOCUMENT : Right.SEE_PERSON_RECORD,
                    "see-resource",
                    shown.reference());
        }
        Map<String, Object> model = new HashMap<>();
        model.put("shown", shown);
        model.put("history", history);
        model.put("lines", Line.of(shown.body()));
        model.put("person", person.orElse(null));
        model.put("brought", brought(history));
        return views.html(page, "record/one", model);
    }

    private static boolean ownOnly(Account account) {
        return !account.may(Right.SEE_PERSON_RECORD) && account.may(Right.SEE_OWN_DOCUMENT);
    }

    /** Who answers for an institution's data sees of a resident's documents only the versions it brought. */
    private List<Version> shown(Account account, List<Version> history) {
        if (!ownOnly(account)) {
            return history;
        }
        long own = institutions
                .byCode(account.institution())
                .map(Institution::id)
                .orElseThrow(() -> new NotFound("institution"));
        return history.stream()
                .filter(version -> version.resident() == 0 || version.institution() == own)
                .toList();
    }

    /** Who brought each version, by its number. */
    private Map<Integer, Provenance> brought(List<Version> history) {
        Map<Integer, Provenance> all = new HashMap<>();
        for (Version version : history) {
            all.put(
                    version.number(),
                    submissions
                            .find(version.submission())
                            .map(submission -> new Provenance(
                                    submission.login(),
                                    submission.channel(),
                                    institutions
                                            .find(version.institution())
                                            .map(Institution::name)
                                            .orElse(submission.institution())))
                            .orElse(new Provenance("", "", "")));
        }
        return all;
    }
}
