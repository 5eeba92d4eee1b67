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
import org.liankang.web.view.Page;
import org.liankang.web.view.Views;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * Search for a resident by name, pinyin, ID number or phone. What was searched for is not written down: it is personal. So
 * what is typed is sent in a body, which no log and no history keeps.
 */
@Controller
class SearchRoutes {

    private static final int MOST_FOUND = 50;
    private static final int MOST_OFFERED = 10;

    private final CurrentAccount current;
    private final AuditTrail trail;
    private final Searching searching;
    private final Places places;
    private final Views views;
    private final Clock clock;

    SearchRoutes(
            CurrentAccount current, AuditTrail trail, Searching searching, Places places, Views views, Clock clock) {
        this.current = current;
        this.trail = trail;
        this.searching = searching;
        this.places = places;
        this.views = views;
        this.clock = clock;
    }

    @GetMapping("/residents")
    ResponseEntity<String> search(Page page, @RequestParam(defaultValue = "") String q) {
        return views.html(page, "resident/search", found(page, q, MOST_FOUND));
    }

    /** The same without the words in the address. */
    @PostMapping("/residents")
    ResponseEntity<String> searchAgain(Page page, @RequestParam(defaultValue = "") String q) {
        return search(page, q);
    }

    /** While somebody types: the first few. */
    @PostMapping("/residents/found")
    ResponseEntity<String> offer(
            Page page,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "find-list") String list) {
        Map<String, Object> model = found(page, q, MOST_OFFERED);
        model.put("list", list.matches("[a-z-]{1,20}") ? list : "find-list");
        return views.html(page, "resident/found", model);
    }

    private Map<String, Object> found(Page page, String q, int most) {
        Account account = current.require(Right.SEE_PERSON_RECORD);
        String wanted = q.strip();
        List<Searching.Found> found = wanted.isEmpty() ? List.of() : searching.of(account, wanted, most + 1);
        List<Searching.Found> shown = found.stream().limit(most).toList();
        if (!wanted.isEmpty() && most == MOST_FOUND) {
            trail.record(account, "search-residents", "/residents");
        }
        searching.trace(account, shown);
        Map<String, Object> model = new HashMap<>();
        model.put("wanted", wanted);
        model.put("found", shown);
        model.put("more", found.size() > most);
        model.put("places", places.in(page.t().language()));
        model.put("today", LocalDate.now(clock));
        return model;
    }
}
