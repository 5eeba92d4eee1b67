package org.liankang.web.offline;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Optional;
import org.liankang.base.json.Json;
import org.liankang.base.policy.Policies;
import org.liankang.identity.access.Account;
import org.liankang.identity.access.AuditTrail;
import org.liankang.identity.access.CurrentAccount;
import org.liankang.identity.access.Purpose;
import org.liankang.identity.access.Right;
import org.liankang.identity.device.Device;
import org.liankang.identity.device.Devices;
import org.liankang.web.view.Page;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The door for registered devices. A portion of residents at a time, in the order of their numbers, so that a download goes
 * on where it broke off; every resident handed out and every visit brought leaves a trace.
 */
@RestController
@RequestMapping(path = "/api/offline", produces = MediaType.APPLICATION_JSON_VALUE)
class SyncRoutes {

    private static final int MOST_IN_A_PORTION = 100;
    private static final String WAIT_SECONDS = "10";

    private final CurrentAccount current;
    private final AuditTrail trail;
    private final Devices devices;
    private final Update update;
    private final BlankForms blanks;
    private final Uploads uploads;

    SyncRoutes(
            CurrentAccount current,
            AuditTrail trail,
            Devices devices,
            Update update,
            BlankForms blanks,
            Uploads uploads) {
        this.current = current;
        this.trail = trail;
        this.devices = devices;
        this.update = update;
        this.blanks = blanks;
        this.uploads = uploads;
    }

    /**
     * The portion after the one a device holds last. {@code more} says that the update is not complete with it.
     *
     * @param at number of the portion it holds last; 0, or one that is not known any more, begins with everybody
     * @param most residents in it, from 1 to 100
     */
    @GetMapping("/panel")
    ResponseEntity<byte[]> panel(
            HttpServletRequest request,
            @RequestParam(defaultValue = "0") long at,
            @RequestParam(defaultValue = "100") int most) {
        Device device = device(request);
        Account account = account();
        if (at < 0 || most < 1 || most > MOST_IN_A_PORTION) {
            throw Brought.invalid();
        }
        ObjectNode answer = update.after(account, device, at, most);
        for (JsonNode one : answer.path("residents")) {
            trail.record(
                    account, Purpose.CARE, "offline-download", one.path("id").asLong(), reference(device));
        }
        return answer(HttpStatus.OK, answer);
    }

    /**
     * The region's forms as blank pages, and the names of what is due; nothing of any person.
     *
     * @param have digest of those the device has; if they are the same still, only that is said
     */
    @GetMapping("/forms")
    ResponseEntity<byte[]> forms(Page page, HttpServletRequest request, @RequestParam(defaultValue = "") String have) {
        device(request);
        ObjectNode forms = blanks.of(page, account());
        String digest = Policies.digest(Json.text(forms));
        return answer(
                HttpStatus.OK, digest.equals(have) ? Json.object().put("same", true) : forms.put("digest", digest));
    }

    /** A visit recorded without a connection; answers are those of {@link Uploads}. */
    @PostMapping("/visits")
    ResponseEntity<byte[]> visit(Page page, HttpServletRequest request) throws IOException {
        Device device = device(request);
        Uploads.Outcome outcome = uploads.take(page, account(), reference(device), Brought.read(body(request)));
        return answer(outcome.status(), outcome.answer());
    }

    /** Somebody decided against a visit of the device: nothing is stored, the decision leaves a trace. */
    @PostMapping("/discards")
    ResponseEntity<byte[]> discard(HttpServletRequest request) throws IOException {
        device(request);
        JsonNode said = parsed(body(request));
        uploads.discarded(account(), said.path("resident").asLong(0), Json.text(said, "form"));
        return answer(HttpStatus.OK, Json.object());
    }

    @ExceptionHandler(Refusal.class)
    ResponseEntity<byte[]> refused(Refusal refusal) {
        return answer(refusal.status(), Json.object().put("code", refusal.code()));
    }

    private Account account() {
        current.require(Right.SEE_PERSON_RECORD);
        return current.require(Right.COMPLETE_TASK);
    }

    private Device device(HttpServletRequest request) {
        Device device = Optional.ofNullable((Device) request.getAttribute(Device.class.getName()))
                .orElseThrow(() -> new Refusal(HttpStatus.FORBIDDEN, "device-unknown"));
        return switch (devices.state(device)) {
            case ACTIVE -> device;
            case WITHDRAWN -> throw new Refusal(HttpStatus.FORBIDDEN, "device-withdrawn");
            case EXPIRED -> throw new Refusal(HttpStatus.FORBIDDEN, "device-expired");
        };
    }

    private static String reference(Device device) {
        return "device/" + device.id();
    }

    /** One byte more than is allowed tells that there is too much, without reading all of it. */
    private static byte[] body(HttpServletRequest request) throws IOException {
        return request.getInputStream().readNBytes(Brought.LARGEST + 1);
    }

    private static JsonNode parsed(byte[] body) {
        try {
            return Json.parse(body);
        } catch (JacksonException unreadable) {
            throw Brought.invalid();
        }
    }

    private static ResponseEntity<byte[]> answer(HttpStatusCode status, JsonNode body) {
        var answer = ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_JSON)
                .cacheControl(CacheControl.noStore());
        if (status.value() == HttpStatus.SERVICE_UNAVAILABLE.value()) {
            answer.header("Retry-After", WAIT_SECONDS);
        }
        return answer.body(Json.bytes(body));
    }
}
