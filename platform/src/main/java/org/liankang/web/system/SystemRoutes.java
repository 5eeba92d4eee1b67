package org.liankang.web.system;

import java.util.List;
import java.util.Map;
import org.liankang.identity.access.CurrentAccount;
import org.liankang.identity.access.Right;
import org.liankang.identity.person.Persons;
import org.liankang.identity.place.Institutions;
import org.liankang.record.feed.Feed;
import org.liankang.record.feed.Followers;
import org.liankang.web.component.Stat;
import org.liankang.web.view.Page;
import org.liankang.web.view.Texts;
import org.liankang.web.view.Views;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The system page, the strip of reading positions, and the sign of life. */
@Controller
class SystemRoutes {

    private final Views views;
    private final Followers followers;
    private final Feed feed;
    private final Persons persons;
    private final Institutions institutions;
    private final CurrentAccount current;

    SystemRoutes(
            Views views,
            Followers followers,
            Feed feed,
            Persons persons,
            Institutions institutions,
            CurrentAccount current) {
        this.views = views;
        this.followers = followers;
        this.feed = feed;
        this.persons = persons;
        this.institutions = institutions;
        this.current = current;
    }

    @GetMapping("/system")
    ResponseEntity<String> show(Page page) {
        current.require(Right.SEE_SYSTEM);
        return views.html(page, "system/show", model(page.t()));
    }

    @GetMapping("/system/state")
    ResponseEntity<String> state(Page page) {
        current.require(Right.SEE_SYSTEM);
        return views.html(page, "system/state", model(page.t()));
    }

    /** The thin strip under the board's head; tells the board when the books have moved since it was last seen. */
    @GetMapping("/board/strip")
    ResponseEntity<String> strip(Page page, @RequestParam(defaultValue = "-1") long seen) {
        current.require(Right.SEE_BOARD);
        List<Followers.State> states = followers.states();
        boolean moved = states.stream().mapToLong(Followers.State::position).sum() != seen;
        ResponseEntity<String> answer = views.html(page, "system/strip", Map.of("states", states));
        return !moved
                ? answer
                : ResponseEntity.ok()
                        .headers(answer.getHeaders())
                        .header("HX-Trigger", "books-moved")
                        .body(answer.getBody());
    }

    @GetMapping("/health")
    ResponseEntity<String> health() {
        feed.last();
        return ResponseEntity.ok().contentType(MediaType.TEXT_PLAIN).body("ok");
    }

    private Map<String, Object> model(Texts t) {
        List<Stat> stats = List.of(
                Stat.plain(t.of("system.changes"), t.count(feed.last()), "", t.of("system.changes-hint")),
                Stat.plain(t.of("system.residents"), t.count(persons.count()), "", t.of("system.residents-hint")),
                Stat.plain(
                        t.of("system.institutions"),
                        t.count(institutions.all().size()),
                        "",
                        t.of("system.institutions-hint")));
        return Map.of("stats", stats, "states", followers.states());
    }
}
