package org.liankang.web.submission;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.liankang.entry.receipt.Quarantine;
import org.liankang.entry.receipt.Submission;
import org.liankang.entry.receipt.Submissions;
import org.liankang.identity.access.Account;
import org.liankang.identity.access.AuditTrail;
import org.liankang.identity.access.CurrentAccount;
import org.liankang.identity.access.Purpose;
import org.liankang.identity.access.Right;
import org.liankang.record.store.Records;
import org.liankang.web.component.Arrivals;
import org.liankang.web.component.Field;
import org.liankang.web.view.NotFound;
import org.liankang.web.view.Page;
import org.liankang.web.view.Views;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;

/** The list of submissions and one submission. */
@Controller
@RequestMapping("/submissions")
class SubmissionRoutes {

    private static final List<String> CHANNELS = List.of("fhir", "load", "form", "resubmission", "release");
    private static final List<String> STATES = List.of("ACCEPTED", "PARTIAL", "QUARANTINED", "REFUSED");

    private final CurrentAccount current;
    private final AuditTrail trail;
    private final Submissions submissions;
    private final Quarantine quarantine;
    private final Records records;
    private final Arrivals arrivals;
    private final Views views;

    SubmissionRoutes(
            CurrentAccount current,
            AuditTrail trail,
            Submissions submissions,
            Quarantine quarantine,
            Records records,
            Arrivals arrivals,
            Views views) {
        this.current = current;
        this.trail = trail;
        this.submissions = submissions;
        this.quarantine = quarantine;
        this.records = records;
        this.arrivals = arrivals;
        this.views = views;
    }

    @GetMapping
    ResponseEntity<String> list(
            Page page,
            @RequestParam(defaultValue = "") String channel,
            @RequestParam(defaultValue = "") String institution,
            @RequestParam(defaultValue = "") String state,
            @RequestParam(defaultValue = "0") long before) {
        current.require(Right.SEE_SUBMISSIONS);
        var part = Arrivals.Part.of(submissions.recent(
                new Submissions.Filter(channel, institution, state),
                Arrivals.ASKED,
                before > 0 ? before : Long.MAX_VALUE));
        Map<String, Object> model = new HashMap<>();
        model.put("submissions", part.shown());
        model.put("names", arrivals.names());
        model.put("counts", submissions.countsByState());
        model.put(
                "fields",
                List.of(
                        choice(page, "channel", channel, CHANNELS),
                        choice(page, "state", state, STATES),
                        arrivals.institutions(page, "submission", institution)));
        model.put(
                "pager",
                part.pager(
                        page.t().of("submission.shown", part.shown().size()),
                        here(channel, institution, state),
                        before,
                        Submission::number));
        return views.html(page, "submission/list", model);
    }

    @GetMapping("/{number}")
    ResponseEntity<String> one(Page page, @PathVariable long number) {
        current.require(Right.SEE_SUBMISSIONS);
        Submission submission = submissions.find(number).orElseThrow(() -> new NotFound("submission"));
        Map<String, Object> model = new HashMap<>();
        model.put("submission", submission);
        model.put("names", arrivals.names());
        model.put("receipt", submissions.receipt(number).orElse(null));
        model.put("versions", records.changesOf(number).stream().limit(500).toList());
        model.put("waiting", quarantine.list(new Quarantine.Filter("", "", "", number), 500, Long.MAX_VALUE));
        return views.html(page, "submission/one", model);
    }

    /** The bytes as they came: may hold a person's data, so looking leaves a trace. */
    @GetMapping("/{number}/payload")
    ResponseEntity<String> payload(Page page, @PathVariable long number) {
        Account account = current.require(Right.SEE_SUBMISSIONS);
        byte[] payload = submissions.payload(number).orElseThrow(() -> new NotFound("payload"));
        trail.record(account, Purpose.DATA_REPAIR, "see-payload", 0, "submission/" + number);
        return views.html(page, "submission/payload", Map.of("number", number, "payload", Arrivals.readable(payload)));
    }

    private static Field choice(Page page, String name, String value, List<String> codes) {
        List<Field.Option> options = new ArrayList<>();
        options.add(new Field.Option("", page.t().of("submission.all")));
        codes.forEach(code -> options.add(new Field.Option(code, page.t().of("submission." + name + "." + code))));
        return Field.choice(name, page.t().of("submission." + name), "select", value, options);
    }

    private static UriComponentsBuilder here(String channel, String institution, String state) {
        return UriComponentsBuilder.fromPath("/submissions")
                .queryParam("channel", channel)
                .queryParam("institution", institution)
                .queryParam("state", state);
    }
}
