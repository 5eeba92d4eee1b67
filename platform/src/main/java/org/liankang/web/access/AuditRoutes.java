package org.liankang.web.access;

import java.util.List;
import java.util.Map;
import org.liankang.identity.access.AuditTrail;
import org.liankang.identity.access.CurrentAccount;
import org.liankang.identity.access.Right;
import org.liankang.identity.place.Institution;
import org.liankang.identity.place.Institutions;
import org.liankang.web.component.Pager;
import org.liankang.web.view.Page;
import org.liankang.web.view.Views;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;

/** The audit trail, newest first. */
@Controller
class AuditRoutes {

    private static final int MOST = 50;

    private final Views views;
    private final AuditTrail trail;
    private final Institutions institutions;
    private final CurrentAccount current;

    AuditRoutes(Views views, AuditTrail trail, Institutions institutions, CurrentAccount current) {
        this.views = views;
        this.trail = trail;
        this.institutions = institutions;
        this.current = current;
    }

    @GetMapping("/audit")
    ResponseEntity<String> list(
            Page page,
            @RequestParam(defaultValue = "") String account,
            @RequestParam(defaultValue = "") String action,
            @RequestParam(defaultValue = "") String resident,
            @RequestParam(defaultValue = "0") long before) {
        current.require(Right.SEE_AUDIT);
        long number = resident.strip().matches("\\d{1,18}") ? Long.parseLong(resident.strip()) : 0;
        var filter = new AuditTrail.Filter(account.strip(), action.strip(), number);
        List<AuditTrail.Entry> found = trail.entries(filter, MOST + 1, before);
        List<AuditLine> lines = found.stream().limit(MOST).map(this::line).toList();
        String next = found.size() <= MOST
                ? ""
                : path(filter) + "&before=" + lines.getLast().entry().number();
        String previous = before == 0 ? "" : path(filter);
        String shown = page.t().of("access.audit.shown", lines.size());
        return views.html(
                page,
                "access/audit",
                Map.of("lines", lines, "filter", filter, "pager", new Pager(shown, previous, next)));
    }

    private AuditLine line(AuditTrail.Entry entry) {
        return new AuditLine(
                entry,
                institutions.byCode(entry.institution()).map(Institution::name).orElse(entry.institution()));
    }

    private static String path(AuditTrail.Filter filter) {
        return UriComponentsBuilder.fromPath("/audit")
                .queryParam("account", filter.account())
                .queryParam("action", filter.action())
                .queryParam("resident", filter.resident() == 0 ? "" : filter.resident())
                .encode()
                .toUriString();
    }
}
