package org.liankang.web.resident;

import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.liankang.identity.access.Account;
import org.liankang.identity.access.AuditTrail;
import org.liankang.identity.access.CurrentAccount;
import org.liankang.identity.access.Right;
import org.liankang.identity.person.Person;
import org.liankang.identity.person.Persons;
import org.liankang.web.view.Page;
import org.liankang.web.view.Views;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Search for a resident by name, ID number or phone. What was searched for is not written down: it is personal. */
@Controller
class SearchRoutes {

    private static final int MOST_FOUND = 50;

    private final CurrentAccount current;
    private final AuditTrail trail;
    private final Persons persons;
    private final Places places;
    private final Views views;
    private final Clock clock;

    SearchRoutes(CurrentAccount current, AuditTrail trail, Persons persons, Places places, Views views, Clock clock) {
        this.current = current;
        this.trail = trail;
        this.persons = persons;
        this.places = places;
        this.views = views;
        this.clock = clock;
    }

    @GetMapping("/residents")
    ResponseEntity<String> search(Page page, @RequestParam(defaultValue = "") String q) {
        Account account = current.require(Right.SEE_PERSON_RECORD);
        String wanted = q.strip();
        List<Person> found = wanted.isEmpty() ? List.of() : persons.search(wanted, MOST_FOUND + 1);
        if (!wanted.isEmpty()) {
            trail.record(account, "search-residents", "/residents");
        }
        Map<String, Object> model = new HashMap<>();
        model.put("wanted", wanted);
        model.put("found", found.stream().limit(MOST_FOUND).toList());
        model.put("more", found.size() > MOST_FOUND);
        model.put("places", places.in(page.t().language()));
        model.put("today", LocalDate.now(clock));
        return views.html(page, "resident/search", model);
    }
}
