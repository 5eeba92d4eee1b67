package org.liankang.web.quality;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Writer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.liankang.identity.access.Account;
import org.liankang.identity.access.AuditTrail;
import org.liankang.identity.access.Right;
import org.liankang.identity.place.Institution;
import org.liankang.identity.place.Institutions;
import org.liankang.uses.quality.Item;
import org.liankang.uses.quality.Qualities;
import org.liankang.uses.quality.Rule;
import org.liankang.web.component.Field;
import org.liankang.web.component.Link;
import org.liankang.web.component.Pager;
import org.liankang.web.view.NotFound;
import org.liankang.web.view.Page;
import org.liankang.web.view.Texts;
import org.liankang.web.view.Views;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * The documents of an institution that fail, as a list and as a file. It names documents, not people; opening one needs a
 * purpose and leaves a trace, and looking at the list leaves one too.
 */
@Controller
class ItemRoutes {

    private static final int ON_A_PAGE = 50;
    private static final int AT_ONCE = 1_000;
    /** Rows of one file; whoever has more begins with the rule that fails most. */
    private static final int LONGEST_FILE = 50_000;

    private final Sight sight;
    private final Qualities qualities;
    private final Institutions institutions;
    private final AuditTrail trail;
    private final Views views;

    ItemRoutes(Sight sight, Qualities qualities, Institutions institutions, AuditTrail trail, Views views) {
        this.sight = sight;
        this.qualities = qualities;
        this.institutions = institutions;
        this.trail = trail;
        this.views = views;
    }

    @GetMapping("/quality/institutions/{id}/items")
    ResponseEntity<String> list(
            Page page,
            Account account,
            @PathVariable long id,
            @RequestParam(defaultValue = "") String rule,
            @RequestParam(defaultValue = "false") boolean mended,
            @RequestParam(defaultValue = "0") long position,
            @RequestParam(defaultValue = "") String after,
            @RequestParam(defaultValue = "") String reference) {
        long asked = sight.asked(id);
        if (!rule.isEmpty() && qualities.rule(rule).isEmpty()) {
            throw new NotFound("rule");
        }
        Qualities.Mark start = position > 0 ? new Qualities.Mark(position, after, reference) : Qualities.Mark.START;
        Qualities.Filter filter = new Qualities.Filter(asked, rule, mended);
        List<Item> found = qualities.items(filter, ON_A_PAGE + 1, start);
        List<Item> shown = found.stream().limit(ON_A_PAGE).toList();
        trail.record(account, "see-quality-items", "quality/institutions/" + asked);
        String name = institutions
                .find(asked)
                .map(Institution::name)
                .orElseGet(() -> page.t().of("quality.nobody"));
        Map<String, Object> model = new HashMap<>();
        model.put("name", name);
        model.put("rule", qualities.rule(rule).orElse(null));
        model.put("rows", rows(page, asked, shown));
        model.put("tabs", tabs(asked, rule, mended, page.t()));
        model.put("field", rules(rule, page.t()));
        model.put("mended", mended);
        model.put("path", path(asked, "", false));
        model.put("file", path(asked, rule, false).replace("/items", "/items.csv"));
        model.put("pager", pager(page.t(), asked, filter, shown, found.size() > ON_A_PAGE, position > 0));
        model.put(
                "crumbs",
                List.of(
                        Link.to(page.t().of("shell.place.quality"), "/quality"),
                        Link.to(name, "/quality/institutions/" + asked),
                        new Link(page.t().of("quality.items"), "", true)));
        return views.html(page, "quality/items", model);
    }

    /** UTF-8 with a byte order mark, because spreadsheets take Chinese text for another encoding without it. */
    @GetMapping("/quality/institutions/{id}/items.csv")
    void file(
            Page page,
            Account account,
            @PathVariable long id,
            @RequestParam(defaultValue = "") String rule,
            HttpServletResponse response)
            throws IOException {
        long asked = sight.asked(id);
        trail.record(account, "export-quality-items", "quality/institutions/" + asked);
        response.setContentType("text/csv;charset=UTF-8");
        response.setHeader("Content-Disposition", "attachment; filename=\"quality-" + asked + ".csv\"");
        response.setHeader("Cache-Control", "no-store");
        Writer writer = response.getWriter();
        writer.write('\ufeff');
        write(new CSVPrinter(writer, CSVFormat.RFC4180), new Qualities.Filter(asked, rule, false), page.t());
    }

    private void write(CSVPrinter out, Qualities.Filter filter, Texts t) throws IOException {
        Map<String, Rule> rules = byCode();
        Map<String, String> kinds = Words.kinds(qualities.kinds(), t);
        for (String head :
                List.of("rule", "dimension", "severity", "kind", "document", "day", "since", "asks", "mend")) {
            out.print(t.of("quality.file." + head));
        }
        out.println();
        Qualities.Mark mark = Qualities.Mark.START;
        int written = 0;
        List<Item> items = qualities.items(filter, AT_ONCE, mark);
        while (!items.isEmpty() && written < LONGEST_FILE) {
            for (Item item : items) {
                Rule rule = rules.get(item.rule());
                out.printRecord(
                        Words.in(rule.name(), t),
                        t.of("quality.dimension", rule.dimension()),
                        t.of("quality.severity", rule.severity()),
                        kinds.get(item.kind()),
                        item.reference(),
                        item.day().map(Object::toString).orElse(""),
                        t.time(item.since()),
                        Words.in(rule.asks(), t),
                        Words.in(rule.mend(), t));
            }
            written += items.size();
            mark = Qualities.Mark.after(items.getLast());
            items = qualities.items(filter, AT_ONCE, mark);
        }
        if (!items.isEmpty()) {
            out.printRecord(t.of("quality.file.more", LONGEST_FILE));
        }
        out.flush();
    }

    private Map<String, Rule> byCode() {
        return qualities.rules().stream().collect(Collectors.toMap(Rule::code, rule -> rule));
    }

    private List<ItemRow> rows(Page page, long institution, List<Item> items) {
        Map<String, Rule> rules = byCode();
        Map<String, String> kinds = Words.kinds(qualities.kinds(), page.t());
        boolean opens = page.may(Right.SEE_PERSON_RECORD) || page.may(Right.SEE_OWN_DOCUMENT);
        return items.stream()
                .filter(item -> rules.containsKey(item.rule()))
                .map(item -> new ItemRow(
                        item,
                        rules.get(item.rule()),
                        kinds.getOrDefault(item.kind(), item.kind()),
                        "",
                        opens ? "/records/" + item.reference() : ""))
                .toList();
    }

    private Field rules(String value, Texts t) {
        List<Field.Option> options = new java.util.ArrayList<>();
        options.add(new Field.Option("", t.of("quality.all-rules")));
        qualities.rules().forEach(rule -> options.add(new Field.Option(rule.code(), Words.in(rule.name(), t))));
        return Field.choice("rule", t.of("quality.rule"), "select", value, options);
    }

    private static List<Link> tabs(long institution, String rule, boolean mended, Texts t) {
        return List.of(
                new Link(t.of("quality.open"), path(institution, rule, false), !mended),
                new Link(t.of("quality.mended"), path(institution, rule, true), mended));
    }

    private static String path(long institution, String rule, boolean mended) {
        UriComponentsBuilder path = UriComponentsBuilder.fromPath("/quality/institutions/" + institution + "/items");
        if (!rule.isEmpty()) {
            path.queryParam("rule", rule);
        }
        return (mended ? path.queryParam("mended", true) : path)
                .encode()
                .build()
                .toUriString();
    }

    private static Pager pager(
            Texts t, long institution, Qualities.Filter filter, List<Item> shown, boolean more, boolean later) {
        String here = path(institution, filter.rule(), filter.mended());
        String next = "";
        if (more) {
            Item last = shown.getLast();
            next = UriComponentsBuilder.fromUriString(here)
                    .queryParam("position", last.position())
                    .queryParam("after", last.rule())
                    .queryParam("reference", last.reference())
                    .encode()
                    .build()
                    .toUriString();
        }
        return new Pager(t.of("quality.shown", shown.size()), later ? here : "", next);
    }
}
