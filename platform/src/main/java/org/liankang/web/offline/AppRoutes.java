package org.liankang.web.offline;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.liankang.base.json.Json;
import org.liankang.identity.access.Account;
import org.liankang.identity.access.AuditTrail;
import org.liankang.identity.access.CurrentAccount;
import org.liankang.identity.access.Right;
import org.liankang.identity.device.Devices;
import org.liankang.uses.contract.Team;
import org.liankang.web.view.Page;
import org.liankang.web.view.Views;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The app for work without a connection. Its page holds nobody's data and needs no sign-in, so that a browser can keep
 * it; to register a device one is signed in and holds the rights.
 */
@Controller
@RequestMapping("/offline")
class AppRoutes {

    private static final int LONGEST_NAME = 60;
    private static final int MOST_VILLAGES = 200;
    private static final int LONGEST_VILLAGE = 100;
    private static final int SMALL_ICON = 192;
    private static final int LARGE_ICON = 512;

    private final CurrentAccount current;
    private final AuditTrail trail;
    private final Devices devices;
    private final Panel panel;
    private final Views views;

    AppRoutes(CurrentAccount current, AuditTrail trail, Devices devices, Panel panel, Views views) {
        this.current = current;
        this.trail = trail;
        this.devices = devices;
        this.panel = panel;
        this.views = views;
    }

    @GetMapping
    ResponseEntity<String> app(Page page) {
        ObjectNode texts = Json.object();
        page.t().keys().stream()
                .filter(key -> key.startsWith("offline."))
                .sorted()
                .forEach(key ->
                        texts.put(key.substring("offline.".length()), page.t().of(key)));
        return views.html(page, "offline/app", Map.of("texts", Json.text(texts)));
    }

    /** Behind sign-in, so that one comes back from there to the app. */
    @GetMapping("/start")
    ResponseEntity<String> start() {
        current.require();
        return Views.to("/offline");
    }

    @GetMapping(path = "/manifest.webmanifest", produces = "application/manifest+json")
    ResponseEntity<byte[]> manifest(Page page) {
        ObjectNode manifest = Json.object()
                .put("id", "/offline")
                .put("name", page.t().of("offline.app.name"))
                .put("short_name", page.t().of("offline.app.short-name"))
                .put("description", page.t().of("offline.app.description"))
                .put("lang", page.t().language().tag())
                .put("start_url", "/offline")
                .put("scope", "/offline")
                .put("display", "standalone")
                .put("background_color", "#f3f6f5")
                .put("theme_color", "#0f2a2f");
        ArrayNode icons = manifest.putArray("icons");
        icon(icons, "/assets/mark.svg", "any", "image/svg+xml", "any");
        icon(icons, "/assets/icon-192.png", SMALL_ICON + "x" + SMALL_ICON, "image/png", "any");
        icon(icons, "/assets/icon-512.png", LARGE_ICON + "x" + LARGE_ICON, "image/png", "any");
        icon(icons, "/assets/icon-maskable-512.png", LARGE_ICON + "x" + LARGE_ICON, "image/png", "maskable");
        return ResponseEntity.ok()
                .cacheControl(CacheControl.maxAge(Duration.ofMinutes(10)))
                .body(Json.bytes(manifest));
    }

    /** Who is signed in here, and what this account can choose to keep; before sign-in only that nobody is. */
    @GetMapping(path = "/session", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> session(Page page, @RequestParam(defaultValue = "") String team) {
        Optional<Account> account = current.find();
        ObjectNode answer = Json.object().put("signedIn", account.isPresent());
        account.ifPresent(one -> {
            answer.put("name", one.name()).put("csrf", page.csrf());
            boolean may = one.may(Right.COMPLETE_TASK) && one.may(Right.SEE_PERSON_RECORD);
            answer.put("may", may);
            if (may) {
                answer.put("institution", panel.centre(one).name());
                ArrayNode teams = answer.putArray("teams");
                List<Team> own = panel.teams(one);
                own.forEach(known -> teams.addObject().put("id", known.id()).put("name", known.name()));
                ArrayNode villages = answer.putArray("villages");
                panel.villages(one, known(own, team))
                        .forEach(village ->
                                villages.addObject().put("name", village.name()).put("residents", village.residents()));
            }
        });
        return answer(HttpStatus.OK, answer);
    }

    /** Registers a device. The answer is the only place where its token can be read. */
    @PostMapping(path = "/devices", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> register(
            @RequestParam String name,
            @RequestParam(defaultValue = "") String team,
            @RequestParam(defaultValue = "") List<String> village) {
        current.require(Right.SEE_PERSON_RECORD);
        Account account = current.require(Right.COMPLETE_TASK);
        panel.centre(account);
        String called = name.replaceAll("\\p{Cntrl}", "").strip();
        Set<String> chosen = new HashSet<>(village);
        chosen.remove("");
        boolean sound = !called.isEmpty()
                && called.length() <= LONGEST_NAME
                && chosen.size() <= MOST_VILLAGES
                && chosen.stream().allMatch(one -> one.length() <= LONGEST_VILLAGE);
        if (!sound) {
            throw Brought.invalid();
        }
        String own = known(panel.teams(account), team);
        Devices.Registered registered = devices.register(
                        account, called, own, chosen.stream().sorted().toList())
                .orElseThrow(() -> new Refusal(HttpStatus.CONFLICT, "device-too-many"));
        trail.record(
                account, "offline-register", "device/" + registered.device().id());
        return answer(
                HttpStatus.OK,
                Json.object()
                        .put("device", registered.device().id())
                        .put("name", registered.device().name())
                        .put("token", registered.token())
                        .put("expires", registered.device().expires().toString())
                        .put("account", account.login())
                        .put("doctor", account.name()));
    }

    @ExceptionHandler(Refusal.class)
    ResponseEntity<byte[]> refused(Refusal refusal) {
        return answer(refusal.status(), Json.object().put("code", refusal.code()));
    }

    /** A team of the own centre, or none. */
    private static String known(List<Team> teams, String asked) {
        return teams.stream().map(Team::id).filter(asked::equals).findFirst().orElse("");
    }

    private static void icon(ArrayNode icons, String path, String sizes, String type, String purpose) {
        icons.addObject().put("src", path).put("sizes", sizes).put("type", type).put("purpose", purpose);
    }

    private static ResponseEntity<byte[]> answer(HttpStatusCode status, JsonNode body) {
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_JSON)
                .cacheControl(CacheControl.noStore())
                .body(Json.bytes(body));
    }
}
