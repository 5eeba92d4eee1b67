package org.liankang.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.liankang.base.json.Json;
import org.liankang.entry.Door;
import org.liankang.entry.Receipt;
import org.liankang.identity.access.AuditTrail;
import org.liankang.identity.person.Persons;
import tools.jackson.databind.node.ArrayNode;

/** A family doctor's morning with nothing but the keyboard: three residents of three programmes, one after the other. */
@Tag("browser")
class DoctorsMorningTest {

    private static final double PATIENCE = 40_000;
    private static final String VILLAGE = "云石村";
    private static final List<String> SEEN = List.of("hypertension-followup", "diabetes-followup", "elderly-exam");
    private static final int MOST_VISITS = 16;
    private static final int MOST_KEYS = 200;

    private static RunningPlatform platform;
    private static Browser browser;

    @BeforeAll
    static void start() {
        platform = RunningPlatform.shared();
        ArrayNode entries = Json.array();
        LocalDate today = SmallDistrict.TODAY;
        resident(entries, VILLAGE, "gu", "顾大海", "male", today.minusYears(52), "13811110001");
        resident(entries, VILLAGE, "shan", "单秀英", "female", today.minusYears(60), "13811110002");
        resident(entries, VILLAGE, "qiu", "仇德福", "male", today.minusYears(70), "13811110003");
        resident(entries, "望春村", "baby", "解小宝", "male", today.minusMonths(14), "13811110004");
        condition(entries, "gu", "I10.x00x002");
        condition(entries, "shan", "E11.900");
        // The first follow-up is due three months after the record begins, the yearly exam by the middle of the year.
        clinic(entries, "gu", today.minusMonths(3).plusDays(2));
        clinic(entries, "shan", today.minusMonths(3).plusDays(2));
        clinic(entries, "qiu", today.minusYears(2));
        for (int month = 1; month <= 13; month += 3) {
            measured(entries, "baby", "29463-7", "kg", 3.4 + month * 0.55, today.minusMonths(14L - month));
            measured(entries, "baby", "8302-2", "cm", 50 + month * 2.1, today.minusMonths(14L - month));
        }
        for (int month = 1; month <= 12; month += 2) {
            measured(entries, "shan", "14771-0", "mmol/L", 6.1 + month % 5, today.minusMonths(month));
            measured(entries, "shan", "29463-7", "kg", 66 - month * 0.3, today.minusMonths(month));
        }
        put(entries, "AllergyIntolerance", "shan-allergy", """
                {'patient':{'reference':'Patient/shan'},'criticality':'high','code':{'text':'青霉素'},
                 'clinicalStatus':{'coding':[{'system':'http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical','code':'active'}]},
                 'reaction':[{'manifestation':[{'text':'皮疹'}]}]}""");
        put(entries, "MedicationRequest", "shan-metformin", """
                {'status':'active','intent':'order','subject':{'reference':'Patient/shan'},'authoredOn':'%s',
                 'medicationCodeableConcept':{'text':'二甲双胍片 0.5g'},'dosageInstruction':[{'text':'每日2次，每次1片'}]}""".formatted(today.minusMonths(2)));
        var bundle = Json.object().put("resourceType", "Bundle").put("type", "transaction");
        bundle.set("entry", entries);
        Receipt receipt = SmallDistrict.send(platform.bean(Door.class), bundle, "");
        assertThat(receipt.accepted()).as("%s", receipt).isTrue();
        platform.caughtUp();
        browser = Chromium.shared();
    }

    @Test
    void three_residents_of_three_programmes_are_seen_by_keyboard_alone() {
        try (BrowserContext context = browser.newContext(new Browser.NewContextOptions().setViewportSize(1440, 900))) {
            List<String> troubles = new ArrayList<>();
            Page page = page(context, troubles);
            signIn(page);

            page.navigate(platform.address() + "/tasks?village=" + VILLAGE);
            assertThat(page.locator(".chip[aria-current]")).containsText(VILLAGE);
            assertThat(page.locator("[data-entry]").first()).isFocused();
            page.keyboard().press("j");
            assertThat(page.locator("[data-entry]").nth(1)).isFocused();
            page.keyboard().press("k");
            assertThat(page.locator("[data-entry]").first()).isFocused();
            openFirstWithForm(page);

            Map<String, Integer> keys = new HashMap<>();
            for (int visit = 0; visit < MOST_VISITS && page.url().contains("/forms/"); visit++) {
                String form = page.url().replaceFirst(".*/forms/([^?]*)\\?.*", "$1");
                keys.put(form, fillIn(page));
                page.keyboard().press("Control+Enter");
                assertThat(page.locator("#effects"))
                        .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(PATIENCE));
                assertThat(page.locator("[data-next]")).isFocused();
                page.keyboard().press("Enter");
                page.waitForURL(url -> !url.contains("/result"));
            }
            assertThat(keys.keySet())
                    .as(
                            "the last page is %s: %s",
                            page.url(), page.locator("main").innerText())
                    .containsAll(SEEN);
            assertThat(keys.get("hypertension-followup")).isLessThan(90);
            platform.caughtUp();
            page.navigate(platform.address() + "/tasks?village=" + VILLAGE);
            for (String form : SEEN) {
                assertThat(page.locator("[data-entry] [data-open][href*='/" + form + "?']"))
                        .hasCount(0);
            }
            assertThat(troubles).isEmpty();
        }
    }

    @Test
    void a_resident_is_found_by_initials_and_opened_without_a_mouse_and_everybody_shown_leaves_a_trace() {
        try (BrowserContext context = browser.newContext(new Browser.NewContextOptions().setViewportSize(1440, 900))) {
            List<String> troubles = new ArrayList<>();
            Page page = page(context, troubles);
            signIn(page);
            page.navigate(platform.address() + "/panel");
            page.keyboard().press("/");
            assertThat(page.locator("#find-q")).isFocused();
            page.keyboard().type("sxy");
            assertThat(page.locator("#find-list [aria-selected=true]")).containsText("单秀英");
            assertThat(page.locator("#find-list")).not().containsText("13811110002");
            page.keyboard().press("Enter");
            assertThat(page.locator("h1")).hasText("单秀英");
            assertThat(page.locator(".alert.bad")).containsText("青霉素");
            assertThat(page.locator("#trends .curve")).hasCount(2);
            assertThat(page.locator(".curve-dot.out").first()).isVisible();
            assertThat(page.locator("body")).containsText("二甲双胍片");
            assertThat(page.url()).doesNotContain("sxy");

            page.keyboard().press("/");
            page.keyboard().type("xxb");
            page.keyboard().press("Enter");
            assertThat(page.locator("h1")).hasText("解小宝");
            assertThat(page.locator("#growth .curve")).hasCount(2);
            assertThat(page.locator("#growth")).containsText("WS/T 423");
            assertThat(troubles).isEmpty();
        }
        var trail = platform.bean(AuditTrail.class);
        trail.flush();
        long shan = platform.bean(Persons.class).search("单秀英", 1).getFirst().id();
        assertThat(trail.entries(new AuditTrail.Filter("doctor", "find-resident", shan), 5, 0))
                .singleElement()
                .satisfies(entry -> assertThat(entry.purpose()).isEqualTo("CARE"));
    }

    /** Nothing may stand out of the page; with {@code -Dliankang.shots=FOLDER} the pages are also drawn for people to look at. */
    @Test
    void no_page_of_the_desk_is_wider_than_its_screen() throws java.io.IOException {
        long shan = platform.bean(Persons.class).search("单秀英", 1).getFirst().id();
        long baby = platform.bean(Persons.class).search("解小宝", 1).getFirst().id();
        Map<String, String> pages = Map.of(
                "tasks", "/tasks",
                "residents", "/residents",
                "resident", "/residents/" + shan,
                "child", "/residents/" + baby,
                "panel", "/panel",
                "teams", "/panel/teams",
                "programme", "/programmes/hypertension",
                "form", "/forms/diabetes-followup?resident=" + shan);
        String shots = System.getProperty("liankang.shots", "");
        for (int[] size : new int[][] {{390, 844}, {1440, 900}}) {
            for (String look : List.of("light", "dark", "elder")) {
                var options = new Browser.NewContextOptions()
                        .setViewportSize(size[0], size[1])
                        .setColorScheme(look.equals("dark") ? ColorScheme.DARK : ColorScheme.LIGHT);
                try (BrowserContext context = browser.newContext(options)) {
                    if (look.equals("elder")) {
                        context.addCookies(List.of(new Cookie("liankang-size", "elder").setUrl(platform.address())));
                    }
                    Page page = page(context, new ArrayList<>());
                    signIn(page);
                    for (var one : pages.entrySet()) {
                        page.navigate(platform.address() + one.getValue());
                        page.waitForLoadState(com.microsoft.playwright.options.LoadState.NETWORKIDLE);
                        assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
                                .as("%s at %d, %s", one.getKey(), size[0], look)
                                .isLessThanOrEqualTo(size[0]);
                        if (!shots.isEmpty()) {
                            Files.createDirectories(Path.of(shots));
                            page.screenshot(new Page.ScreenshotOptions()
                                    .setFullPage(true)
                                    .setPath(Path.of(shots, one.getKey() + "-" + size[0] + "-" + look + ".png")));
                        }
                    }
                }
            }
        }
    }

    private static void openFirstWithForm(Page page) {
        for (int at = 0; at < MOST_KEYS; at++) {
            boolean open = (Boolean) page.evaluate("document.activeElement.querySelector('[data-open]') !== null");
            page.keyboard().press(open ? "Enter" : "j");
            if (open) {
                break;
            }
        }
        page.waitForURL("**/forms/**");
    }

    /** Answers question after question as the focus comes to them; says how many keys it took. */
    private static int fillIn(Page page) {
        Map<String, String> typed = new HashMap<>(Map.of(
                "systolic",
                "128",
                "diastolic",
                "78",
                "fasting-glucose",
                "6.2",
                "weight",
                "66",
                "height",
                "165",
                "waist",
                "82",
                "heart-rate",
                "72"));
        typed.putAll(Map.of(
                "haemoglobin",
                "138",
                "leucocytes",
                "6.1",
                "platelets",
                "210",
                "alt",
                "22",
                "ast",
                "20",
                "bilirubin",
                "11",
                "creatinine",
                "70",
                "urea",
                "5.1",
                "cholesterol",
                "4.8",
                "triglycerides",
                "1.4"));
        typed.putAll(Map.of("ldl", "2.6", "hdl", "1.3", "ecg", "normal", "ultrasound", "normal", "guidance", "ok"));
        Map<String, String> picked = new HashMap<>(Map.of(
                "mode",
                "1",
                "symptoms",
                "1",
                "adherence",
                "1",
                "adverse-reaction",
                "1",
                "complication",
                "1",
                "classification",
                "1",
                "hypoglycaemia",
                "1",
                "self-rated-health",
                "1",
                "eating",
                "1",
                "washing",
                "1"));
        picked.putAll(Map.of(
                "dressing",
                "1",
                "toilet",
                "1",
                "moving",
                "1",
                "cognition",
                "1",
                "mood-screen",
                "1",
                "urine-protein",
                "1",
                "urine-glucose",
                "1",
                "evaluation-result",
                "1"));
        int keys = 0;
        String before = "";
        for (int at = 0; at < MOST_KEYS; at++) {
            String name = (String) page.evaluate("document.activeElement.name || ''");
            String link = name.replaceFirst("^a\\.(.*\\.)?", "");
            if (!name.startsWith("a.") || name.equals(before)) {
                break;
            }
            before = name;
            boolean area = (Boolean) page.evaluate("document.activeElement.type === 'textarea'");
            boolean radio =
                    (Boolean) page.evaluate("document.activeElement.matches('[type=radio], [type=checkbox], select')");
            boolean empty = (Boolean) page.evaluate("document.activeElement.value === ''");
            boolean tick = (Boolean) page.evaluate("document.activeElement.matches('[type=checkbox][value=true]')");
            boolean needed =
                    (Boolean) page.evaluate("!!document.activeElement.closest('.field')?.querySelector('.needed')");
            if (!radio && empty && (needed || typed.containsKey(link))) {
                String answer = typed.getOrDefault(link, "2"); // a small number, or a text
                page.keyboard().type(answer);
                keys += answer.length();
            } else if (radio && !tick) { // of a form that is not known here the first answer: nothing is wrong
                page.keyboard().press(picked.getOrDefault(link, "1"));
                keys++;
            }
            page.keyboard().press(area ? "Tab" : "Enter");
            keys++;
        }
        return keys + 2;
    }

    private static Page page(BrowserContext context, List<String> troubles) {
        Page page = context.newPage();
        page.onPageError(troubles::add);
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                troubles.add(message.text());
            }
        });
        return page;
    }

    private static void signIn(Page page) {
        page.navigate(platform.address() + "/sign-in");
        page.fill("#login", "doctor");
        page.fill("#password", "doctor-demo");
        page.keyboard().press("Enter");
        page.waitForURL(url -> !url.contains("/sign-in"));
    }

    private static void resident(
            ArrayNode entries, String village, String id, String name, String gender, LocalDate born, String phone) {
        put(entries, "Patient", id, """
                {'name':[{'text':'%s'}],'gender':'%s','birthDate':'%s',
                 'identifier':[{'system':'urn:example:desk','value':'%s'}],
                 'telecom':[{'system':'phone','value':'%s'}],
                 'address':[{'text':'海曙区南门街道%s8号','extension':[{'url':'urn:liankang:division','valueCode':'330203001'}]}],
                 'managingOrganization':{'reference':'Organization/centre'}}""".formatted(name, gender, born, id, phone, village));
    }

    private static void condition(ArrayNode entries, String resident, String code) {
        put(entries, "Condition", resident + "-diagnosis", """
                {'subject':{'reference':'Patient/%s'},
                 'clinicalStatus':{'coding':[{'system':'http://terminology.hl7.org/CodeSystem/condition-clinical','code':'active'}]},
                 'verificationStatus':{'coding':[{'system':'http://terminology.hl7.org/CodeSystem/condition-ver-status','code':'confirmed'}]},
                 'code':{'coding':[{'system':'urn:oid:2.16.156.10011.2.3.3.11.3','code':'%s'}]},'onsetDateTime':'%s'}""".formatted(
                        resident, code, SmallDistrict.TODAY.minusYears(2)));
    }

    /** From this day on the record knows the resident, and what is due counts from it. */
    private static void clinic(ArrayNode entries, String resident, LocalDate day) {
        String id = resident + "-long-ago";
        put(entries, "Encounter", id, """
                {'status':'finished','class':{'system':'http://terminology.hl7.org/CodeSystem/v3-ActCode','code':'AMB'},
                 'type':[{'coding':[{'system':'urn:liankang:service','code':'outpatient'}]}],
                 'subject':{'reference':'Patient/%s'},'period':{'start':'%s','end':'%s'},
                 'serviceProvider':{'reference':'Organization/centre'}}""".formatted(resident, day, day));
    }

    private static void measured(
            ArrayNode entries, String resident, String code, String unit, double value, LocalDate day) {
        put(entries, "Observation", resident + "-" + code + "-" + day, """
                {'status':'final','subject':{'reference':'Patient/%s'},
                 'code':{'coding':[{'system':'http://loinc.org','code':'%s'}]},'effectiveDateTime':'%s',
                 'valueQuantity':{'value':%.1f,'unit':'%s','system':'http://unitsofmeasure.org','code':'%s'}}""".formatted(
                        resident, code, day, value, unit, unit));
    }

    private static void put(ArrayNode entries, String type, String id, String quoted) {
        var resource = Json.object().put("resourceType", type).put("id", id);
        Json.parse(quoted.replace('\'', '"'))
                .propertyStream()
                .forEach(property -> resource.set(property.getKey(), property.getValue()));
        var entry = entries.addObject();
        entry.put("fullUrl", "https://small.example/" + type + "/" + id);
        entry.set("resource", resource);
        entry.putObject("request").put("method", "PUT").put("url", type + "/" + id);
    }
}
