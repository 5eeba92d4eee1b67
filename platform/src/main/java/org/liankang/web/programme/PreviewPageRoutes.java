package org.liankang.web.programme;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.liankang.identity.access.Account;
import org.liankang.identity.access.AuditTrail;
import org.liankang.identity.access.CurrentAccount;
import org.liankang.identity.access.Right;
import org.liankang.uses.programme.Definition;
import org.liankang.uses.programme.Preview;
import org.liankang.uses.programme.Previews;
import org.liankang.uses.programme.Programmes;
import org.liankang.web.view.Language;
import org.liankang.web.view.Page;
import org.liankang.web.view.Texts;
import org.liankang.web.view.Views;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

/** The page where a planner tries a changed programme on everybody before it is put in force. Counts only. */
@Controller
class PreviewPageRoutes {

    private static final String PATH = "/programmes/preview";

    private final Previews previews;
    private final Programmes programmes;
    private final CurrentAccount current;
    private final AuditTrail trail;
    private final Views views;

    PreviewPageRoutes(Previews previews, Programmes programmes, CurrentAccount current, AuditTrail trail, Views views) {
        this.previews = previews;
        this.programmes = programmes;
        this.current = current;
        this.trail = trail;
        this.views = views;
    }

    @GetMapping(PATH)
    ResponseEntity<String> show(Page page) {
        current.require(Right.PREVIEW_PROGRAMME);
        return show(HttpStatus.OK, page, "", "", "");
    }

    /** How far it is, with what was counted so far; asks for the whole page again when it has ended. */
    @GetMapping(PATH + "/progress")
    ResponseEntity<String> progress(Page page) {
        current.require(Right.PREVIEW_PROGRAMME);
        Preview now = previews.progress();
        return now.state() == Preview.State.RUNNING
                ? views.html(page, "programme/progress", counted(page.t(), now))
                : ResponseEntity.ok().header("HX-Refresh", "true").body("");
    }

    /** @param text what was typed, unless a file was chosen */
    @PostMapping(PATH)
    ResponseEntity<String> begin(
            Page page, @RequestParam(defaultValue = "") String text, @RequestParam(required = false) MultipartFile file)
            throws IOException {
        Account account = current.require(Right.PREVIEW_PROGRAMME);
        boolean chosen = file != null && !file.isEmpty();
        if (chosen && file.getSize() > PreviewRoutes.LONGEST
                || text.getBytes(StandardCharsets.UTF_8).length > PreviewRoutes.LONGEST) {
            return show(HttpStatus.CONTENT_TOO_LARGE, page, "", "preview-too-long", "");
        }
        String yaml = chosen ? new String(file.getBytes(), StandardCharsets.UTF_8) : text;
        if (yaml.isBlank()) {
            return show(HttpStatus.UNPROCESSABLE_CONTENT, page, "", "preview-empty", "");
        }
        return switch (previews.begin(yaml)) {
            case Previews.Answer.Begun(Preview preview) -> {
                trail.record(account, "preview-programme", "programme/" + preview.digest());
                yield Views.to(PATH);
            }
            case Previews.Answer.Wrong(String reason) ->
                show(HttpStatus.UNPROCESSABLE_CONTENT, page, yaml, "preview-wrong", reason);
            case Previews.Answer.Busy() -> show(HttpStatus.CONFLICT, page, yaml, "preview-running", "");
        };
    }

    private ResponseEntity<String> show(HttpStatus status, Page page, String text, String code, String reason) {
        Map<String, Object> model = counted(page.t(), previews.progress());
        model.put("text", text);
        model.put("code", code);
        model.put("reason", reason);
        return views.html(status, page, "programme/preview", model);
    }

    private Map<String, Object> counted(Texts t, Preview preview) {
        Map<String, String> names = new HashMap<>();
        for (Definition one : programmes.definitions()) {
            names.put(one.programme(), t.language() == Language.ENGLISH ? one.nameEnglish() : one.name());
        }
        List<DifferenceRow> rows = preview.differences().stream()
                .map(one -> new DifferenceRow(
                        names.getOrDefault(one.programme(), one.programme()),
                        t.orCode("task.service", one.service()),
                        one))
                .toList();
        Map<String, Object> model = new HashMap<>();
        model.put("preview", preview);
        model.put("name", names.getOrDefault(preview.programme(), preview.programme()));
        model.put("rows", rows);
        return model;
    }
}
