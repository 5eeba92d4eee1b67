package org.liankang.web.submission;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.liankang.base.json.Json;
import org.liankang.entry.receipt.Quarantine;
import org.liankang.entry.receipt.Submission;
import org.liankang.entry.receipt.Submissions;
import org.liankang.identity.access.Account;
import org.liankang.identity.access.AuditTrail;
import org.liankang.identity.access.CurrentAccount;
import org.liankang.identity.access.Purpose;
import org.liankang.identity.access.Right;
import org.liankang.identity.place.Institution;
import org.liankang.identity.place.Institutions;
import org.liankang.record.store.Records;
import org.liankang.web.component.Field;
import org.liankang.web.component.Pager;
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
import tools.jackson.core.JacksonException;

/** The list of submissions and one submission. */
@Controller
@RequestMapping("/submissions")
class SubmissionRoutes {

    private static final int ON_A_PAGE = 50;
    private static final List<String> CHANNELS = List.of("fhir", "load", "form", "resubmission", "release");
    private static final List<String> STATES = List.of("ACCEPTED", "PARTIAL", "QUARANTINED", "REFUSED");

    private final CurrentAccount current;
    private final AuditTrail trail;
    private final Submissions submissions;
    private final Quarantine quarantine;
    private final Records records;
    private final Institutions institutions;
    private final Views views;

    SubmissionRoutes(
            CurrentAccount current,
            AuditTrail trail,
            Submissions submissions,
            Quarantine quarantine,
            Records records,
            Institutions institutions,
            Views views) {
        this.current = current;
        this.trail = trail;
        this.submissions = submissions;
        this.quarantine = quarantine;
        this.records = records;
        this.institutions = institutions;
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
        List<Submission> found = submissions.recent(
                new Submissions.Filter(channel, institution, state),
                ON_A_PAGE + 1,
                before > 0 ? before : Long.MAX_VALUE);
        List<Submission> shown = found.stream().limit(ON_A_PAGE).toList();
        Map<String, Object> model = new HashMap<>();
        model.put("submissions", shown);
        model.put("names", names());
        model.put("counts", submissions.countsByState());
        model.put(
                "fields",
                List.of(
                        choice(page, "channel", channel, CHANNELS),
                        choice(page, "state", state, STATES),
                        institutions(page, institution)));
        model.put("pager", pager(page, shown, found.size() > ON_A_PAGE, before, channel, institution, state));
        return views.html(page, "submission/list", model);
    }

    @GetMapping("/{number}")
    ResponseEntity<String> one(Page page, @PathVariable long number) {
        current.require(Right.SEE_SUBMISSIONS);
        Submission submission = submissions.find(number).orElseThrow(() -> new NotFound("submission"));
        Map<String, Object> model = new HashMap<>();
        model.put("submission", submission);
        model.put("names", names());
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
        return views.html(page, "submission/payload", Map.of("number", number, "payload", readable(payload)));
    }

    private static String readable(byte[] payload) {
        String text = new String(payload, StandardCharsets.UTF_8);
        try {
            return Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(Json.parse(text));
        } catch (JacksonException notJson) {
            return text;
        }
    }

    private static Field choice(Page page, String name, String value, List<String> codes) {
        List<Field.Option> options = new ArrayList<>();
        options.add(new Field.Option("", page.t().of("submission.all")));
        codes.forEach(code -> options.add(new Field.Option(code, page.t().of("submission." + name + "." + code))));
        return Field.choice(name, page.t().of("submission." + name), "select", value, options);
    }

    private Field institutions(Page page, String value) {
        Stream<Field.Option> all = institutions.all().stream()
                .filter(one -> !one.code().isEmpty())
                .map(one -> new Field.Option(one.code(), one.name()));
        return Field.choice(
                "institution",
                page.t().of("submission.institution"),
                "select",
                value,
                Stream.concat(Stream.of(new Field.Option("", page.t().of("submission.all"))), all)
                        .toList());
    }

    private Map<String, String> names() {
        Map<String, String> names = new HashMap<>();
        for (Institution institution : institutions.all()) {
            names.put(institution.code(), institution.name());
        }
        return names;
    }

    private static Pager pager(
            Page page,
            List<Submission> shown,
            boolean more,
            long before,
            String channel,
            String institution,
            String state) {
        UriComponentsBuilder here = UriComponentsBuilder.fromPath("/submissions")
                .queryParam("channel", channel)
                .queryParam("institution", institution)
                .queryParam("state", state);
        String first = before > 0 ? here.encode().build().toUriString() : "";
        String next = more
                ? here.queryParam("before", shown.getLast().number())
                        .encode()
                        .build()
                        .toUriString()
                : "";
        return new Pager(page.t().of("submission.shown", shown.size()), first, next);
    }
}
