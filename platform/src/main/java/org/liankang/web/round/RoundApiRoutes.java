package org.liankang.web.round;

import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Locale;
import java.util.Optional;
import org.liankang.base.json.Json;
import org.liankang.identity.access.Account;
import org.liankang.identity.access.AuditTrail;
import org.liankang.identity.access.CurrentAccount;
import org.liankang.identity.access.Right;
import org.liankang.uses.round.Planned;
import org.liankang.uses.round.Progress;
import org.liankang.uses.round.Rounds;
import org.liankang.uses.round.Shortfall;
import org.liankang.web.view.Language;
import org.liankang.web.view.TextCatalogue;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The same as JSON: a month's plan with what was done, planning it, changing its stops by hand, publishing it. Counts only. */
@RestController
@RequestMapping(path = "/api/rounds", produces = MediaType.APPLICATION_JSON_VALUE)
class RoundApiRoutes {

    private final CurrentAccount current;
    private final AuditTrail trail;
    private final Rounds rounds;
    private final MonthPage months;
    private final TextCatalogue texts;
    private final Clock clock;

    RoundApiRoutes(
            CurrentAccount current,
            AuditTrail trail,
            Rounds rounds,
            MonthPage months,
            TextCatalogue texts,
            Clock clock) {
        this.current = current;
        this.trail = trail;
        this.rounds = rounds;
        this.months = months;
        this.texts = texts;
        this.clock = clock;
    }

    @GetMapping
    ResponseEntity<byte[]> month(@RequestParam(defaultValue = "") String month) {
        current.require(Right.PLAN_ROUNDS);
        Optional<YearMonth> asked = month.isEmpty() ? Optional.of(YearMonth.now(clock)) : RoundRoutes.month(month);
        return asked.map(this::month).orElseGet(() -> answer(Refused.unreadable()));
    }

    private ResponseEntity<byte[]> month(YearMonth month) {
        MonthPage.Content content = months.of(month, texts.in(Language.CHINESE));
        ObjectNode answer = Json.object()
                .put("month", month.toString())
                .put("owed", content.owed())
                .put("planned", content.planned())
                .put("done", content.done());
        Optional<Planned> plan = content.plan();
        plan.ifPresent(one -> answer.putObject("plan")
                .put("id", one.id())
                .put("seed", one.seed())
                .put("stopped", one.stopped())
                .put("outdated", one.outdated())
                .put("at", one.at().toString())
                .put("by", one.by())
                .put("published", one.published() != null));
        ArrayNode stops = answer.putArray("stops");
        plan.map(Planned::stops)
                .orElse(java.util.List.of())
                .forEach(stop -> stops.addObject()
                        .put("id", stop.id())
                        .put("village", stop.village())
                        .put("vehicle", stop.vehicle())
                        .put("day", stop.day().toString())
                        .put("place", stop.place())
                        .put("drive", stop.drive())
                        .put("arrive", RoundTime.of(stop.arrive()))
                        .put("leave", RoundTime.of(stop.leave()))
                        .put("due", stop.due())
                        .put("locked", stop.locked()));
        ArrayNode villages = answer.putArray("villages");
        for (VillageRow row : content.villages()) {
            ObjectNode one = villages.addObject()
                    .put("village", row.village().code())
                    .put("latitude", row.village().place().latitude())
                    .put("longitude", row.village().place().longitude())
                    .put("location", row.located())
                    .put("owed", row.owed())
                    .put("planned", row.planned().size())
                    .put("done", row.done().size());
            row.shortfall().ifPresent(why -> one.put("reason", code(why.reason())));
        }
        ArrayNode vehicles = answer.putArray("vehicles");
        rounds.vehicles()
                .forEach(vehicle -> vehicles.addObject()
                        .put("vehicle", vehicle.code())
                        .put("latitude", vehicle.latitude())
                        .put("longitude", vehicle.longitude())
                        .put("location", rounds.located().getOrDefault(vehicle.code(), "")));
        return ResponseEntity.ok(Json.bytes(answer));
    }

    @GetMapping("/progress")
    ResponseEntity<byte[]> progress() {
        current.require(Right.PLAN_ROUNDS);
        return progress(HttpStatus.OK);
    }

    @PostMapping("/plan")
    ResponseEntity<byte[]> plan(
            @RequestParam(defaultValue = "") String month, @RequestParam(defaultValue = "1") String seed) {
        Account account = current.require(Right.PLAN_ROUNDS);
        Optional<YearMonth> asked = RoundRoutes.month(month);
        Optional<Long> number = RoundRoutes.number(seed);
        if (asked.isEmpty() || number.isEmpty()) {
            return answer(Refused.unreadable());
        }
        trail.record(account, "plan-rounds", "rounds/" + asked.get());
        Optional<Refused> refused = Refused.of(rounds.begin(asked.get(), number.get(), account.login()));
        return refused.isPresent() ? answer(refused) : progress(HttpStatus.ACCEPTED);
    }

    @PostMapping("/stop")
    ResponseEntity<byte[]> stop() {
        current.require(Right.PLAN_ROUNDS);
        rounds.stop();
        return progress(HttpStatus.OK);
    }

    @PostMapping("/stops/{id}/move")
    ResponseEntity<byte[]> move(
            @PathVariable long id,
            @RequestParam(defaultValue = "") String vehicle,
            @RequestParam(defaultValue = "") String day) {
        Account account = current.require(Right.PLAN_ROUNDS);
        Optional<LocalDate> on = RoundRoutes.day(day);
        if (on.isEmpty()) {
            return answer(Refused.unreadable());
        }
        trail.record(account, "plan-rounds", "rounds/stops/" + id);
        return answer(Refused.of(rounds.move(id, vehicle, on.get())));
    }

    @PostMapping("/stops/{id}/lock")
    ResponseEntity<byte[]> lock(@PathVariable long id, @RequestParam(defaultValue = "true") boolean locked) {
        Account account = current.require(Right.PLAN_ROUNDS);
        trail.record(account, "plan-rounds", "rounds/stops/" + id);
        return answer(Refused.of(
                rounds.lock(id, locked)
                        ? org.liankang.uses.round.Moving.DONE
                        : org.liankang.uses.round.Moving.UNKNOWN));
    }

    /** Answers how the village's month and the vehicle's day stand then. */
    @PostMapping("/stops")
    ResponseEntity<byte[]> add(
            @RequestParam(defaultValue = "") String village,
            @RequestParam(defaultValue = "") String vehicle,
            @RequestParam(defaultValue = "") String day) {
        Account account = current.require(Right.PLAN_ROUNDS);
        Optional<LocalDate> on = RoundRoutes.day(day);
        if (on.isEmpty()) {
            return answer(Refused.unreadable());
        }
        trail.record(account, "plan-rounds", "rounds/" + YearMonth.from(on.get()));
        Optional<Refused> refused = Refused.of(rounds.add(village, vehicle, on.get()));
        return refused.isPresent() ? answer(refused) : stands(village, vehicle, on.get());
    }

    /** Answers how the village's month and the vehicle's day stand then. */
    @PostMapping("/stops/{id}/remove")
    ResponseEntity<byte[]> remove(@PathVariable long id) {
        Account account = current.require(Right.PLAN_ROUNDS);
        trail.record(account, "plan-rounds", "rounds/stops/" + id);
        Optional<Planned.Stop> stop = rounds.stop(id);
        Optional<Refused> refused = Refused.of(rounds.remove(id));
        return refused.isPresent() || stop.isEmpty()
                ? answer(refused)
                : stands(stop.get().village(), stop.get().vehicle(), stop.get().day());
    }

    @PostMapping("/publish")
    ResponseEntity<byte[]> publish(
            @RequestParam(defaultValue = "") String month, @RequestParam(defaultValue = "true") boolean published) {
        Account account = current.require(Right.PLAN_ROUNDS);
        Optional<YearMonth> asked = RoundRoutes.month(month);
        if (asked.isEmpty()) {
            return answer(Refused.unreadable());
        }
        trail.record(account, published ? "publish-rounds" : "plan-rounds", "rounds/" + asked.get());
        return answer(Refused.of(
                rounds.publish(asked.get(), published, account.login())
                        ? org.liankang.uses.round.Moving.DONE
                        : org.liankang.uses.round.Moving.NO_PLAN));
    }

    private ResponseEntity<byte[]> stands(String village, String vehicle, LocalDate day) {
        ObjectNode answer = Json.object().put("done", true);
        rounds.plan(YearMonth.from(day)).ifPresent(plan -> {
            ObjectNode one = answer.putObject("village")
                    .put("code", village)
                    .put("owed", rounds.village(village).map(rounds::owed).orElse(0))
                    .put(
                            "planned",
                            plan.stops().stream()
                                    .filter(stop -> stop.village().equals(village))
                                    .count());
            plan.shortfalls().stream()
                    .filter(lacking -> lacking.village().equals(village))
                    .findFirst()
                    .ifPresent(lacking -> one.put("reason", code(lacking.reason())));
        });
        rounds.vehicle(vehicle)
                .flatMap(one -> rounds.check(one, day))
                .ifPresent(check -> answer.putObject("day")
                        .put("leave", RoundTime.of(check.leave()))
                        .put("back", RoundTime.of(check.back()))
                        .put("latest", RoundTime.of(check.latest()))
                        .put("stops", check.stops())
                        .put("most", check.most()));
        return ResponseEntity.ok(Json.bytes(answer));
    }

    private static String code(Shortfall.Reason reason) {
        return reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private ResponseEntity<byte[]> progress(HttpStatus status) {
        Progress now = rounds.progress();
        return ResponseEntity.status(status)
                .body(Json.bytes(Json.object()
                        .put("state", now.state().name().toLowerCase(Locale.ROOT))
                        .put("month", now.month() == null ? "" : now.month().toString())
                        .put("seed", now.seed())
                        .put("done", now.done())
                        .put("all", now.all())));
    }

    private static ResponseEntity<byte[]> answer(Optional<Refused> refused) {
        return refused.map(why -> ResponseEntity.status(why.status())
                        .body(Json.bytes(Json.object().put("code", why.code()))))
                .orElseGet(() -> ResponseEntity.ok(Json.bytes(Json.object().put("done", true))));
    }
}
