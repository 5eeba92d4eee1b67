package org.liankang.web.round;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.liankang.identity.access.Account;
import org.liankang.identity.access.AuditTrail;
import org.liankang.identity.access.CurrentAccount;
import org.liankang.identity.access.Right;
import org.liankang.uses.round.Planned;
import org.liankang.uses.round.Rounds;
import org.liankang.web.view.Views;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The buttons that change a plan by hand: a stop moved, locked, added, taken out, and the plan said to be final. */
@Controller
class StopRoutes {

    private static final String PLAN = "plan-rounds";

    private final CurrentAccount current;
    private final AuditTrail trail;
    private final Rounds rounds;

    StopRoutes(CurrentAccount current, AuditTrail trail, Rounds rounds) {
        this.current = current;
        this.trail = trail;
        this.rounds = rounds;
    }

    @PostMapping("/rounds/stops/{id}/move")
    ResponseEntity<String> move(
            @PathVariable long id,
            @RequestParam(defaultValue = "") String vehicle,
            @RequestParam(defaultValue = "") String day,
            @RequestParam(defaultValue = "/rounds") String back) {
        Account account = current.require(Right.PLAN_ROUNDS);
        Optional<LocalDate> on = RoundRoutes.day(day);
        if (on.isEmpty()) {
            return RoundRoutes.said(Views.inside(back), Map.of(), Refused.unreadable());
        }
        trail.record(account, PLAN, "rounds/stops/" + id);
        Optional<Refused> refused = Refused.of(rounds.move(id, vehicle, on.get()));
        return refused.isPresent()
                ? RoundRoutes.said(Views.inside(back), Map.of(), refused)
                : Views.to(TourRow.path(vehicle, on.get()));
    }

    @PostMapping("/rounds/stops/{id}/lock")
    ResponseEntity<String> lock(
            @PathVariable long id,
            @RequestParam(defaultValue = "true") boolean locked,
            @RequestParam(defaultValue = "/rounds") String back) {
        Account account = current.require(Right.PLAN_ROUNDS);
        trail.record(account, PLAN, "rounds/stops/" + id);
        rounds.lock(id, locked);
        return Views.to(Views.inside(back));
    }

    /** Leads to the day the village is on now; what is refused, back to where it was asked. */
    @PostMapping("/rounds/stops")
    ResponseEntity<String> add(
            @RequestParam(defaultValue = "") String village,
            @RequestParam(defaultValue = "") String vehicle,
            @RequestParam(defaultValue = "") String day,
            @RequestParam(defaultValue = "/rounds") String back) {
        Account account = current.require(Right.PLAN_ROUNDS);
        Optional<LocalDate> on = RoundRoutes.day(day);
        if (on.isEmpty()) {
            return RoundRoutes.said(Views.inside(back), Map.of(), Refused.unreadable());
        }
        trail.record(account, PLAN, "rounds/" + YearMonth.from(on.get()));
        Optional<Refused> refused = Refused.of(rounds.add(village, vehicle, on.get()));
        return refused.isPresent()
                ? RoundRoutes.said(Views.inside(back), Map.of(), refused)
                : RoundRoutes.said(
                        "/rounds/tour",
                        Map.of("vehicle", vehicle, "day", day, "did", "added", "village", village),
                        Optional.empty());
    }

    @PostMapping("/rounds/stops/{id}/remove")
    ResponseEntity<String> remove(@PathVariable long id, @RequestParam(defaultValue = "/rounds") String back) {
        Account account = current.require(Right.PLAN_ROUNDS);
        trail.record(account, PLAN, "rounds/stops/" + id);
        Optional<Planned.Stop> stop = rounds.stop(id);
        Optional<Refused> refused = Refused.of(rounds.remove(id));
        Map<String, String> query = new HashMap<>();
        if (refused.isEmpty()) {
            query.put("did", "removed");
            stop.ifPresent(one -> query.put("village", one.village()));
        }
        return RoundRoutes.said(Views.inside(back), query, refused);
    }

    @PostMapping("/rounds/publish")
    ResponseEntity<String> publish(
            @RequestParam(defaultValue = "") String month, @RequestParam(defaultValue = "true") boolean published) {
        Account account = current.require(Right.PLAN_ROUNDS);
        Optional<YearMonth> asked = RoundRoutes.month(month);
        if (asked.isEmpty()) {
            return RoundRoutes.said("/rounds", Map.of(), Refused.unreadable());
        }
        trail.record(account, published ? "publish-rounds" : PLAN, "rounds/" + asked.get());
        rounds.publish(asked.get(), published, account.login());
        return RoundRoutes.said("/rounds", Map.of("month", asked.get().toString()), Optional.empty());
    }
}
