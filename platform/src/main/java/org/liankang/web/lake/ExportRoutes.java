package org.liankang.web.lake;

import java.util.Arrays;
import java.util.Optional;
import org.liankang.base.json.Json;
import org.liankang.identity.access.Account;
import org.liankang.identity.access.CurrentAccount;
import org.liankang.identity.access.Purpose;
import org.liankang.identity.access.ResidentAccess;
import org.liankang.identity.access.Right;
import org.liankang.uses.lake.LakeExport;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/**
 * Starts an export of the lake and tells how far it is. It holds everybody's data: it needs the right, a purpose with a
 * reason each time, and leaves a trace. The files stay on the platform's own disk; the answer names their folder only.
 */
@RestController
class ExportRoutes {

    private static final String PATH = "/api/lake/export";

    private final LakeExport export;
    private final ResidentAccess access;
    private final CurrentAccount current;

    ExportRoutes(LakeExport export, ResidentAccess access, CurrentAccount current) {
        this.export = export;
        this.access = access;
        this.current = current;
    }

    @PostMapping(path = PATH, produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> start(
            @RequestParam(defaultValue = "") String purpose, @RequestParam(defaultValue = "") String reason) {
        Account account = current.require(Right.EXPORT_LAKE);
        if (export.progress().state() == LakeExport.State.RUNNING) {
            return answer(HttpStatus.CONFLICT, "export-running");
        }
        Optional<Purpose> stated = Arrays.stream(Purpose.values())
                .filter(one -> one.name().equals(purpose))
                .findFirst();
        if (stated.isEmpty() || reason.length() > 500 || !access.openLake(account, stated.get(), reason)) {
            return answer(HttpStatus.UNPROCESSABLE_CONTENT, "export-purpose");
        }
        return export.start().isPresent()
                ? answer(HttpStatus.ACCEPTED, "")
                : answer(HttpStatus.CONFLICT, "export-running");
    }

    @GetMapping(path = PATH, produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> progress() {
        current.require(Right.EXPORT_LAKE);
        return answer(HttpStatus.OK, "");
    }

    private ResponseEntity<byte[]> answer(HttpStatus status, String code) {
        LakeExport.Progress progress = export.progress();
        ObjectNode answer = Json.object()
                .put("state", progress.state().name().toLowerCase(java.util.Locale.ROOT))
                .put("folder", progress.folder())
                .put("position", progress.position())
                .put("done", progress.done())
                .put("all", progress.all());
        if (!code.isEmpty()) {
            answer.put("code", code);
        }
        return ResponseEntity.status(status).body(Json.bytes(answer));
    }
}
