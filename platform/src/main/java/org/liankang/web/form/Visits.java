package org.liankang.web.form;

import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.liankang.entry.channel.form.Form;
import org.liankang.entry.channel.form.Item;
import org.liankang.entry.channel.form.Visit;
import org.liankang.identity.access.Account;
import org.liankang.identity.person.Person;
import org.liankang.identity.place.Institution;
import org.liankang.identity.place.Institutions;
import org.liankang.record.store.Records;
import org.springframework.stereotype.Component;

/** What is known before the first question: who is visited, by whom, where, and what they said last time. */
@Component
public class Visits {

    private final Institutions institutions;
    private final Records records;
    private final Clock clock;

    Visits(Institutions institutions, Records records, Clock clock) {
        this.institutions = institutions;
        this.records = records;
        this.clock = clock;
    }

    public History history(Person person, Form form) {
        return new History(records.chart(person.id()), form);
    }

    /** The visit, or nothing when the account belongs to no institution that can be responsible for it. */
    Optional<Visit> of(Account account, Person person, Form form, History history, Optional<String> task) {
        return at(OffsetDateTime.now(clock), account, person, form, history, task);
    }

    /** The same of a visit at a moment that has passed. */
    public Optional<Visit> at(
            OffsetDateTime at, Account account, Person person, Form form, History history, Optional<String> task) {
        return institutions
                .byCode(account.institution())
                .map(institution -> new Visit(
                        person.patient(),
                        institution.organization(),
                        institutions.practitioner(account.staff()),
                        at,
                        task,
                        known(at.toLocalDate(), person, form, history),
                        referable(account).stream()
                                .map(Institution::organization)
                                .collect(Collectors.toSet())));
    }

    /** A visit to nobody, for a form that is only looked at. */
    public Visit nobody() {
        return new Visit("", "", Optional.empty(), OffsetDateTime.now(clock), Optional.empty(), Map.of(), Set.of());
    }

    /** Hospitals of the region, other than the account's own. */
    public List<Institution> referable(Account account) {
        return institutions.all().stream()
                .filter(institution -> !institution.code().equals(account.institution()))
                .filter(institution -> institution.kind().endsWith("hospital")
                        || institution.kind().equals("maternal-child"))
                .toList();
    }

    /** What is typed already on an empty form: today, and measurements that hold for years. */
    Map<String, List<String>> beginning(Form form, History history) {
        var today = OffsetDateTime.now(clock).toLocalDate();
        Map<String, List<String>> typed = new HashMap<>();
        form.all()
                .filter(Item::notAfterToday)
                .filter(Item::required)
                .findFirst()
                .ifPresent(item -> typed.put(item.link(), List.of(today.toString())));
        form.all()
                .filter(item -> item.monthsToReuse() > 0)
                .forEach(item -> history.of(item)
                        .filter(last -> last.day().isAfter(today.minusMonths(item.monthsToReuse())))
                        .ifPresent(last -> typed.put(item.link(), List.of(last.text()))));
        return typed;
    }

    private Map<String, String> known(LocalDate day, Person person, Form form, History history) {
        Map<String, String> known = new HashMap<>();
        int age = person.ageOn(day);
        if (age >= 0) {
            known.put("age", String.valueOf(age));
        }
        known.put("gender", person.gender());
        known.put("name", person.name());
        history.cases().forEach((code, one) -> known.put("case:" + code, one));
        known.put("division", person.division());
        known.put("address", person.address());
        institutions.find(person.centre()).ifPresent(centre -> known.put("centre", centre.organization()));
        form.all()
                .flatMap(item -> item.known().stream())
                .filter(fact -> fact.startsWith("last-answer:"))
                .forEach(fact -> history.answer(fact.substring(fact.indexOf(':') + 1))
                        .ifPresent(answer -> known.put(fact, answer)));
        return known;
    }
}
