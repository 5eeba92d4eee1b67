package org.liankang.web.programme;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.liankang.base.json.Json;
import org.liankang.identity.access.Account;
import org.liankang.identity.access.AuditTrail;
import org.liankang.identity.access.CurrentAccount;
import org.liankang.identity.access.Right;
import org.liankang.uses.programme.Preview;
import org.liankang.uses.programme.Previews;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Starts a preview of a changed programme and tells how far it is. It reads everybody's chart and gives counts; it needs the
 * right and leaves a trace with the digest of what was proposed.
 */
@RestController
class PreviewRoutes {

    private static final String PATH = "/api/programmes/preview";
    /** Bytes of a programme's file. */
    static final int LONGEST = 256 * 1024;

    private final Previews previews;
    private final CurrentAccount current;
    private final AuditTrail trail;

    PreviewRoutes(Previews previews, CurrentAccount current, AuditTrail trail) {
        this.previews = previews;
        this.current = current;
        this.trail = trail;
    }

    /** @param body a programme's file, as in {@code regions/.../programmes}; no more of it is read than is allowed */
    @PostMapping(path = PATH, produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> begin(InputStream body) throws IOException {
        Account account = current.require(Right.PREVIEW_PROGRAMME);
        byte[] read = body.readNBytes(LONGEST + 1);
        if (read.length > LONGEST) {
            return refused(HttpStatus.CONTENT_TOO_LARGE, "preview-too-long", "");
        }
        String yaml = new String(read, StandardCharsets.UTF_8);
        if (yaml.isBlank()) {
            return refused(HttpStatus.UNPROCESSABLE_CONTENT, "preview-empty", "");
        }
        return switch (previews.begin(yaml)) {
            case Previews.Answer.Begun(Preview preview) -> {
                trail.record(account, "preview-programme", "programme/" + preview.digest());
                yield answer(HttpStatus.ACCEPTED, preview);
            }
            case Previews.Answer.Wrong(String reason) ->
                refused(HttpStatus.UNPROCESSABLE_CONTENT, "preview-wrong", reason);
            case Previews.Answer.Busy() -> refused(HttpStatus.CONFLICT, "preview-running", "");
        };
    }

    @GetMapping(path = PATH, produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> progress() {
        current.require(Right.PREVIEW_PROGRAMME);
        return answer(HttpStatus.OK, previews.progress());
    }

    private static ResponseEntity<byte[]> refused(HttpStatus status, String code, String reason) {
        ObjectNode answer = Json.object().put("code", code);
        if (!reason.isEmpty()) {
            answer.put("reason", reason);
        }
        return ResponseEntity.status(status).body(Json.bytes(answer));
    }

    private static ResponseEntity<byte[]> answer(HttpStatus status, Preview preview) {
        ObjectNode answer = Json.object()
                .put("state", preview.state().name().toLowerCase(Locale.ROOT))
                .put("programme", preview.programme())
                .put("done", preview.done())
                .put("all", preview.all());
        ArrayNode differences = answer.putArray("differences");
        preview.differences()
                .forEach(one -> differences
                        .addObject()
                        .put("programme", one.programme())
                        .put("service", one.service())
                        .put("appear", one.appear())
                        .put("vanish", one.vanish())
                        .put("move", one.move())
                        .put("stay", one.stay())
                        .put("judged", one.judged()));
        return ResponseEntity.status(status).body(Json.bytes(answer));
    }
}
