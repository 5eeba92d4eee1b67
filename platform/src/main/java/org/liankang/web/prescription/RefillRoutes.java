package org.liankang.web.prescription;

import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.liankang.identity.access.Account;
import org.liankang.identity.access.CurrentAccount;
import org.liankang.identity.access.ResidentAccess;
import org.liankang.identity.access.Right;
import org.liankang.identity.person.Person;
import org.liankang.identity.person.Persons;
import org.liankang.identity.place.Institution;
import org.liankang.identity.place.Institutions;
import org.liankang.uses.refill.Refill;
import org.liankang.uses.refill.Refills;
import org.liankang.web.view.Page;
import org.liankang.web.view.Views;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** Long prescriptions of the own institution whose next part is due soon or overdue. Everybody named leaves a trace. */
@Controller
class RefillRoutes {

    private static final int AHEAD_DAYS = 14;
    private static final int MOST = 200;

    private final CurrentAccount current;
    private final ResidentAccess access;
    private final Persons persons;
    private final Institutions institutions;
    private final Refills refills;
    private final Views views;
    private final Clock clock;

    RefillRoutes(
            CurrentAccount current,
            ResidentAccess access,
            Persons persons,
            Institutions institutions,
            Refills refills,
            Views views,
            Clock clock) {
        this.current = current;
        this.access = access;
        this.persons = persons;
        this.institutions = institutions;
        this.refills = refills;
        this.views = views;
        this.clock = clock;
    }

    @GetMapping("/panel/refills")
    ResponseEntity<String> list(Page page) {
        Account account = current.require(Right.COMPLETE_TASK);
        Optional<Institution> centre = institutions.byCode(account.institution());
        if (centre.isEmpty()) {
            return views.html(HttpStatus.OK, page, "task/homeless", Map.of());
        }
        LocalDate today = LocalDate.now(clock);
        List<Refill> due = refills.at(centre.get().id(), today.plusDays(AHEAD_DAYS), MOST);
        Map<Long, Person> people =
                persons.all(due.stream().map(Refill::resident).toList());
        people.values().forEach(person -> access.found(account, person, "see-refills", "/panel/refills"));
        Map<String, Object> model = new HashMap<>();
        model.put("centre", centre.get());
        model.put("today", today);
        model.put(
                "lines",
                due.stream()
                        .map(one -> new RefillLine(one, people.get(one.resident())))
                        .toList());
        return views.html(page, "prescription/refills", model);
    }
}
