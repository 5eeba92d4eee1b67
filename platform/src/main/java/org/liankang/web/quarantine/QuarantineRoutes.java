package org.liankang.web.quarantine;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.liankang.entry.Receipt;
import org.liankang.entry.Submitter;
import org.liankang.entry.receipt.Item;
import org.liankang.entry.receipt.Quarantine;
import org.liankang.identity.access.Account;
import org.liankang.identity.access.AuditTrail;
import org.liankang.identity.access.CurrentAccount;
import org.liankang.identity.access.Purpose;
import org.liankang.identity.access.Right;
import org.liankang.web.component.Arrivals;
import org.liankang.web.component.Field;
import org.liankang.web.component.Pager;
import org.liankang.web.view.NotFound;
import org.liankang.web.view.Page;
import org.liankang.web.view.Views;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;

/** The quarantine list, one item with its editor, and what can be done about them. */
@Controller
@RequestMapping("/quarantine")
class QuarantineRoutes {

    /** How many items one click tries again; the page says when there are more. */
    private static final int AT_ONCE = 500;

    private static final int SHORTEST_REASON = 4;
    private static final int LONGEST_REASON = 500;
    private static final List<String> STATES = List.of("OPEN", "RELEASED", "DISCARDED");

    private final CurrentAccount current;
    private final AuditTrail trail;
    private final Quarantine quarantine;
    private final Arrivals arrivals;
    private final Views views;

    QuarantineRoutes(CurrentAccount current, AuditTrail trail, Quarantine quarantine, Arrivals arrivals, Views views) {
        this.current = current;
        this.trail = trail;
        this.quarantine = quarantine;
        this.arrivals = arrivals;
        this.views = views;
    }

    @GetMapping
    ResponseEntity<String> list(
            Page page,
            @RequestParam(defaultValue = "OPEN") String state,
            @RequestParam(defaultValue = "") String code,
            @RequestParam(defaultValue = "") String institution,
            @RequestParam(defaultValue = "0") long before,
            @RequestParam(defaultValue = "-1") int released,
            @RequestParam(defaultValue = "0") int still) {
        current.require(Right.SEE_QUARANTINE);
        var filter = new Quarantine.Filter(state, code, institution, 0);
        var part = Arrivals.Part.of(quarantine.list(filter, Arrivals.ASKED, before > 0 ? before : Long.MAX_VALUE));
        Map<String, Long> counts = quarantine.openByCode();
        Map<String, Object> model = new HashMap<>();
        model.put("items", part.shown());
        model.put("filter", filter);
        model.put("names", arrivals.names());
        model.put("counts", counts);
        model.put(
                "fields",
                List.of(
                        states(page, state),
                        codes(page, code, counts),
                        arrivals.institutions(page, "quarantine", institution)));
        model.put("pager", pager(page, part, before, filter));
        model.put("done", released < 0 ? "" : page.t().of("quarantine.bulk-done", released, still));
        return views.html(page, "quarantine/list", model);
    }

    @GetMapping("/{number}")
    ResponseEntity<String> one(Page page, @PathVariable long number) {
        Account account = current.require(Right.SEE_QUARANTINE);
        trail.record(account, Purpose.DATA_REPAIR, "see-payload", 0, "quarantine/" + number);
        return one(page, HttpStatus.OK, number, Arrivals.readable(payload(number)), "", "");
    }

    @PostMapping("/{number}/resubmit")
    ResponseEntity<String> resubmit(Page page, @PathVariable long number, @RequestParam Optional<String> payload) {
        Account account = current.require(Right.RESUBMIT);
        Item item = open(number);
        Optional<byte[]> corrected = payload.filter(text ->
                        !text.strip().equals(Arrivals.readable(payload(number)).strip()))
                .map(text -> text.getBytes(StandardCharsets.UTF_8));
        Receipt receipt = quarantine.resubmit(number, corrected, by(account)).join();
        trail.record(
                account,
                Purpose.DATA_REPAIR,
                corrected.isPresent() ? "resubmit-corrected" : "resubmit",
                0,
                "quarantine/" + item.number());
        if (receipt.accepted()) {
            return Views.to("/quarantine/" + number);
        }
        String kept = payload.orElseGet(() -> Arrivals.readable(payload(number)));
        return one(
                page, HttpStatus.UNPROCESSABLE_CONTENT, number, kept, page.t().of("quarantine.still-out"), "");
    }

    @PostMapping("/{number}/discard")
    ResponseEntity<String> discard(Page page, @PathVariable long number, @RequestParam String reason) {
        Account account = current.require(Right.RESUBMIT);
        open(number);
        String why = reason.strip();
        if (why.length() < SHORTEST_REASON || why.length() > LONGEST_REASON) {
            return one(
                    page,
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    number,
                    Arrivals.readable(payload(number)),
                    "",
                    page.t().of("quarantine.reason-needed", SHORTEST_REASON, LONGEST_REASON));
        }
        quarantine.discard(number, why, by(account));
        trail.record(account, Purpose.DATA_REPAIR, "discard", 0, "quarantine/" + number);
        return Views.to("/quarantine/" + number);
    }

    /** Tries everything open that fits the filter again, as it is. */
    @PostMapping("/resubmit")
    ResponseEntity<String> resubmitAll(
            @RequestParam(defaultValue = "") String code, @RequestParam(defaultValue = "") String institution) {
        Account account = current.require(Right.RESUBMIT);
        var filter = new Quarantine.Filter("OPEN", code, institution, 0);
        List<CompletableFuture<Receipt>> tries = quarantine.list(filter, AT_ONCE, Long.MAX_VALUE).stream()
                .map(item -> quarantine.resubmit(item.number(), Optional.empty(), by(account)))
                .toList();
        long released = tries.stream()
                .map(CompletableFuture::join)
                .filter(Receipt::accepted)
                .count();
        trail.record(account, Purpose.DATA_REPAIR, "resubmit-all", 0, "quarantine");
        return Views.to(UriComponentsBuilder.fromPath("/quarantine")
                .queryParam("code", code)
                .queryParam("institution", institution)
                .queryParam("released", released)
                .queryParam("still", tries.size() - released)
                .encode()
                .build()
                .toUriString());
    }

    private ResponseEntity<String> one(
            Page page, HttpStatus status, long number, String payload, String trouble, String reasonWrong) {
        Item item = quarantine.find(number).orElseThrow(() -> new NotFound("quarantine item"));
        Map<String, Object> model = new HashMap<>();
        model.put("item", item);
        model.put("names", arrivals.names());
        model.put("payload", payload);
        model.put("trouble", trouble);
        model.put("reasonWrong", reasonWrong);
        return views.html(status, page, "quarantine/one", model);
    }

    /** An item that can still be decided on; a closed one answers as if it were not there. */
    private Item open(long number) {
        return quarantine
                .find(number)
                .filter(item -> item.state().equals("OPEN"))
                .orElseThrow(() -> new NotFound("open quarantine item"));
    }

    private byte[] payload(long number) {
        return quarantine.payload(number).orElseThrow(() -> new NotFound("payload"));
    }

    private static Submitter by(Account account) {
        return new Submitter(account.login(), account.institution());
    }

    private static Field states(Page page, String value) {
        List<Field.Option> options = new ArrayList<>();
        STATES.forEach(state -> options.add(new Field.Option(state, page.t().of("quarantine.state." + state))));
        return Field.choice("state", page.t().of("quarantine.state"), "select", value, options);
    }

    private static Field codes(Page page, String value, Map<String, Long> counts) {
        Stream<Field.Option> codes = Stream.concat(counts.keySet().stream(), Stream.of(value))
                .filter(code -> !code.isEmpty())
                .distinct()
                .sorted()
                .map(code -> new Field.Option(code, page.t().orCode("finding", code)));
        return Field.choice(
                "code",
                page.t().of("quarantine.reason"),
                "select",
                value,
                Stream.concat(all(page), codes).toList());
    }

    private static Stream<Field.Option> all(Page page) {
        return Stream.of(new Field.Option("", page.t().of("quarantine.all")));
    }

    private static Pager pager(Page page, Arrivals.Part<Item> part, long before, Quarantine.Filter filter) {
        UriComponentsBuilder here = UriComponentsBuilder.fromPath("/quarantine")
                .queryParam("state", filter.state())
                .queryParam("code", filter.code())
                .queryParam("institution", filter.institution());
        return part.pager(page.t().of("quarantine.shown", part.shown().size()), here, before, Item::number);
    }
}
