package org.liankang.web.offline;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.Media;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.liankang.base.json.Json;
import org.liankang.entry.Door;
import org.liankang.identity.person.Persons;
import org.liankang.record.fields.Fields;
import org.liankang.record.store.Records;
import org.liankang.web.Chromium;
import org.liankang.web.RunningPlatform;
import org.liankang.web.SmallDistrict;
import tools.jackson.databind.node.ArrayNode;

/** A village round without a connection, in a real browser; with {@code -Dliankang.shots=FOLDER} it is also drawn. */
@Tag("browser")
class OfflineRoundTest {

    private static final String VILLAGE = "岭下村";
    private static final String DELTA = "溪源村";
    private static final String PHRASE = "竹林 小桥 三月 雨";
    private static final LocatorAssertions.IsVisibleOptions PATIENTLY =
            new LocatorAssertions.IsVisibleOptions().setTimeout(30_000);

    private static RunningPlatform platform;
    private static Browser browser;

    @BeforeAll
    static void start() {
        platform = RunningPlatform.shared();
        ArrayNode entries = Json.array();
        LocalDate today = SmallDistrict.TODAY;
        resident(entries, "offline-he", "何秋月", "female", today.minusYears(60), "13811120001");
        resident(entries, "offline-lu", "卢水根", "male", today.minusYears(58), "13811120002");
        for (String one : List.of("offline-he", "offline-lu")) {
            hypertension(entries, one);
            followUp(entries, one, today.minusMonths(3), 136, 84);
        }
        put(entries, "QuestionnaireResponse", "lu-form", """
                {'questionnaire':'urn:liankang:form:hypertension-followup','status':'completed','subject':{'reference':'Patient/offline-lu'},
                 'encounter':{'reference':'Encounter/offline-lu-follow-up-%s'},'authored':'%s','author':{'reference':'Practitioner/doctor'},
                 'item':[{'linkId':'visit','item':[{'linkId':'date','answer':[{'valueDate':'%s'}]},{'linkId':'mode','answer':[{'valueCoding':{'code':'HH'}}]}]},
                         {'linkId':'complaints','item':[{'linkId':'symptoms','answer':[{'valueCoding':{'code':'headache-dizziness'}},{'valueCoding':{'code':'nosebleed'}}]}]},
                         {'linkId':'signs','item':[{'linkId':'blood-pressure','item':[{'linkId':'systolic','answer':[{'valueInteger':136}]},{'linkId':'diastolic','answer':[{'valueInteger':84}]}]}]},
                         {'linkId':'treatment','item':[{'linkId':'adherence','answer':[{'valueCoding':{'code':'intermittent'}}]},{'linkId':'complication','answer':[{'valueBoolean':false}]}]},
                         {'linkId':'drugs','item':[{'linkId':'drug-name','answer':[{'valueString':'氨氯地平片'}]},{'linkId':'drug-times','answer':[{'valueInteger':1}]}]}]}""".formatted(
                        today.minusMonths(3), today.minusMonths(3), today.minusMonths(3)));
        put(entries, "AllergyIntolerance", "he-allergy", """
                {'patient':{'reference':'Patient/offline-he'},'criticality':'high','code':{'text':'青霉素'},
                 'clinicalStatus':{'coding':[{'system':'http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical','code':'active'}]}}""");
        send(entries);
        browser = Chromium.shared();
    }

    @Test
    void an_offline_round_with_a_conflict() {
        try (BrowserContext context = browser.newContext(new Browser.NewContextOptions().setViewportSize(390, 844))) {
            List<String> troubles = new ArrayList<>();
            Page page = page(context, troubles);
            signIn(page);
            register(page);
            assertThat(cards(page)).hasCount(2, new LocatorAssertions.HasCountOptions().setTimeout(30_000));
            page.waitForFunction("() => navigator.serviceWorker.controller !== null");
            assertThat(page.locator("[data-slot=doctor]")).hasText("陈家医");
            shot(page, "due");
            assertThat(kept(page)).doesNotContain("何秋月", "青霉素", "lkd_");

            context.setOffline(true);
            assertThat(page.reload().fromServiceWorker()).isTrue();
            assertThat(page.locator("[data-connection]")).hasText("离线");
            shot(page, "unlock");
            unlock(page, "not the phrase");
            assertThat(page.locator("[data-messages]")).containsText("口令不对");
            unlock(page, PHRASE);
            assertThat(cards(page)).hasCount(2);
            assertThat(cards(page).filter(new Locator.FilterOptions().setHasText("何秋月")))
                    .containsText("青霉素");

            open(page, "何秋月");
            shot(page, "resident");
            page.locator("[data-view=resident] a[href^='#form/hypertension-followup']")
                    .click();
            assertThat(page.locator("#q-systolic")).containsText("上次 136");
            assertThat(page.locator("[name='a.height']")).hasValue("168");
            page.locator("[name='a.systolic']").fill("300");
            page.locator("[data-view=form] [type=submit]").click();
            assertThat(page.locator("[data-wrongs]")).containsText("此项必填");
            page.locator("[name='a.systolic']").fill("142");
            page.waitForFunction("() => document.querySelector('[data-draft-state]').textContent !== ''");

            // the tab is closed in the middle of a form: what was typed is still there
            page.reload();
            unlock(page, PHRASE);
            assertThat(page.locator("[name='a.systolic']")).hasValue("142");
            assertThat(page.locator("[data-draft-notice]")).isVisible();
            fill(page, "142", "150", "uncontrolled");
            page.locator("[data-view=form] [type=submit]").click();
            assertThat(page.locator("[data-wrongs]")).containsText("血压");
            page.locator("[name='a.diastolic']").fill("88");
            shot(page, "form");
            page.locator("[data-view=form] [type=submit]").click();
            assertThat(page.locator("[data-messages]")).containsText("有网络时提交");

            open(page, "卢水根");
            page.locator("[data-view=resident] a[href^='#form/hypertension-followup']")
                    .click();
            fill(page, "128", "78", "controlled");
            page.locator("[data-view=form] [type=submit]").click();
            assertThat(page.locator("[data-slot=queue-count]")).hasText("2");
            assertThat(kept(page)).doesNotContain("卢水根", VILLAGE, "hypertension-followup");

            // meanwhile another doctor has seen one of them
            ArrayNode entries = Json.array();
            followUp(entries, "offline-he", SmallDistrict.TODAY, 151, 93);
            send(entries);

            context.setOffline(false);
            assertThat(page.locator("[data-messages]"))
                    .containsText("1 份随访需要您处理", new LocatorAssertions.ContainsTextOptions().setTimeout(30_000));
            page.locator("[data-tab=queue]").click();
            assertThat(visit(page, "卢水根")).containsText("已提交");
            assertThat(visit(page, "何秋月")).containsText("有冲突");
            shot(page, "queue");
            visit(page, "何秋月").locator("a").click();
            Locator pressure = page.locator("[data-view=conflict] tr.differs")
                    .filter(new Locator.FilterOptions().setHasText("收缩压"));
            assertThat(pressure).containsText("142");
            assertThat(pressure).containsText("151");
            assertThat(page.locator("[data-view=conflict] thead")).containsText("南门街道社区卫生服务中心");
            shot(page, "conflict");
            page.locator("[data-do=as-well]").click();
            assertThat(visit(page, "何秋月"))
                    .containsText("已提交", new LocatorAssertions.ContainsTextOptions().setTimeout(30_000));

            platform.caughtUp();
            assertThat(followUps("何秋月")).isEqualTo(2);
            assertThat(followUps("卢水根")).isEqualTo(1);
            page.navigate(platform.address() + "/residents/" + resident("何秋月"));
            assertThat(page.locator("#timeline, .timeline").first()).containsText("142");
            assertThat(page.locator("#timeline, .timeline").first()).containsText("151");
            assertThat(troubles).isEmpty();
        }
    }

    @Test
    void an_update_brings_only_what_changed_and_removes_who_left() {
        LocalDate today = SmallDistrict.TODAY;
        ArrayNode entries = Json.array();
        List<String> people = List.of("offline-tang", "offline-yao", "offline-zheng");
        resident(entries, people.get(0), "汤一鸣", "male", today.minusYears(61), "13811120011", DELTA);
        resident(entries, people.get(1), "姚二妹", "female", today.minusYears(62), "13811120012", DELTA);
        resident(entries, people.get(2), "郑三宝", "male", today.minusYears(63), "13811120013", DELTA);
        people.forEach(one -> {
            hypertension(entries, one);
            followUp(entries, one, today.minusMonths(3), 136, 84);
        });
        send(entries);
        try (BrowserContext context = browser.newContext(new Browser.NewContextOptions().setViewportSize(390, 844))) {
            List<String> troubles = new ArrayList<>();
            Page page = page(context, troubles);
            signIn(page);
            register(page, DELTA);
            assertThat(cards(page)).hasCount(3, new LocatorAssertions.HasCountOptions().setTimeout(30_000));

            ArrayNode news = Json.array();
            put(news, "AllergyIntolerance", "tang-allergy", """
                    {'patient':{'reference':'Patient/offline-tang'},'criticality':'high','code':{'text':'磺胺类'},
                     'clinicalStatus':{'coding':[{'system':'http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical','code':'active'}]}}""");
            resident(news, people.get(1), "姚二妹", "female", today.minusYears(62), "13811120012", "溪尾村");
            send(news);
            page.waitForTimeout(2_500);
            page.locator("[data-tab=device]").click();
            page.locator("[data-do=download]").click();
            assertThat(page.locator("[data-messages]"))
                    .containsText(
                            "1 位有变化或新来，1 位已移出；2 位居民", new LocatorAssertions.ContainsTextOptions().setTimeout(30_000));
            shot(page, "updated");
            page.locator("[data-tab=due]").click();
            assertThat(cards(page)).hasCount(2);
            assertThat(cards(page).filter(new Locator.FilterOptions().setHasText("汤一鸣")))
                    .containsText("磺胺类");
            context.setOffline(true);
            page.reload();
            unlock(page, PHRASE);
            assertThat(cards(page)).hasCount(2);
            assertThat(cards(page).filter(new Locator.FilterOptions().setHasText("姚二妹")))
                    .hasCount(0);
            page.locator("[data-size-switch]").click();
            shot(page, "elder");
            open(page, "汤一鸣");
            shot(page, "resident-elder");
            assertThat(troubles).isEmpty();
        }
    }

    @Test
    void a_withdrawn_device_forgets_its_residents_and_keeps_what_was_not_sent() {
        try (BrowserContext context = browser.newContext(new Browser.NewContextOptions().setViewportSize(1280, 900))) {
            List<String> troubles = new ArrayList<>();
            Page page = page(context, troubles);
            signIn(page);
            register(page);
            assertThat(page.locator("[data-slot=as-of]")).isVisible(PATIENTLY);
            Page devices = context.newPage();
            devices.navigate(platform.address() + "/devices");
            shot(devices, "devices");
            devices.locator("form[action^='/devices/'] button").first().click();
            assertThat(devices.locator("body")).containsText("已注销");
            page.locator("[data-tab=device]").click();
            shot(page, "device");
            page.locator("[data-do=download]").click();
            assertThat(page.locator("[data-messages]"))
                    .containsText("已被注销", new LocatorAssertions.ContainsTextOptions().setTimeout(30_000));
            assertThat(page.evaluate(BOXES
                            + ".then(boxes => boxes.map(box => box[0]).filter(n => n.startsWith('page:')).length)"))
                    .isEqualTo(0);
            assertThat(page.locator("[data-view=start] form")).isVisible();
            assertThat(troubles).isEmpty();
        }
    }

    @Test
    void what_is_typed_into_an_online_form_is_sealed_offered_again_and_gone_after_signing_out() {
        long zhang = resident("张建国");
        String form = platform.address() + "/forms/hypertension-followup?resident=" + zhang;
        try (BrowserContext context = browser.newContext(new Browser.NewContextOptions().setViewportSize(1280, 900))) {
            List<String> troubles = new ArrayList<>();
            Page page = page(context, troubles);
            signIn(page);
            page.navigate(form);
            page.locator("[name='a.systolic']").fill("147");
            page.locator("[name='a.signs-other']").fill("双下肢水肿");
            assertThat(page.locator("[data-draft-state]")).not().isEmpty();
            assertThat((String) page.evaluate("JSON.stringify(localStorage)"))
                    .contains("liankang-form:")
                    .doesNotContain("147", "水肿");
            page.close();

            Page again = page(context, troubles);
            again.navigate(form);
            assertThat(again.locator("[data-draft-notice]")).isVisible();
            assertThat(again.locator("[name='a.systolic']")).hasValue("147");
            assertThat(again.locator("[name='a.signs-other']")).hasValue("双下肢水肿");
            again.locator("form[action='/sign-out'] button").click();
            again.waitForURL("**/sign-in**");
            assertThat((String) again.evaluate("JSON.stringify(localStorage)")).doesNotContain("liankang-form:");
            signIn(again);
            again.navigate(form);
            assertThat(again.locator("[name='a.systolic']")).hasValue("");
            assertThat(troubles).isEmpty();
        }
    }

    @Test
    void on_paper_a_form_and_a_cover_stand_alone() {
        long lu = resident("卢水根");
        try (BrowserContext context = browser.newContext(new Browser.NewContextOptions().setViewportSize(1280, 900))) {
            List<String> troubles = new ArrayList<>();
            Page page = page(context, troubles);
            signIn(page);
            for (String path : List.of("/forms/lu-form", "/cover")) {
                page.navigate(platform.address() + "/residents/" + lu + path);
                assertThat(page.locator(".sheet")).containsText("卢水根");
                shot(page, "sheet" + path.replace('/', '-'));
                page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
                assertThat(page.locator(".side")).isHidden();
                assertThat(page.locator("h1")).isHidden();
                shot(page, "paper" + path.replace('/', '-'));
                page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.SCREEN));
                page.setViewportSize(390, 844);
                shot(page, "phone" + path.replace('/', '-'));
                page.setViewportSize(1280, 900);
            }
            assertThat(troubles).isEmpty();
        }
    }

    private static final String BOXES = """
            new Promise((resolve, reject) => {
              const asked = indexedDB.open('liankang-offline', 1);
              asked.onsuccess = () => {
                const store = asked.result.transaction('boxes').objectStore('boxes');
                const names = store.getAllKeys();
                const values = store.getAll();
                values.onsuccess = () => { asked.result.close(); resolve(names.result.map((name, at) => [name, values.result[at]])); };
                values.onerror = reject;
              };
            })""";

    /** Everything this browser holds, read as text. */
    private static String kept(Page page) {
        return (String) page.evaluate("async () => { const boxes = await " + BOXES + """
                ;
                const read = value => value instanceof ArrayBuffer || ArrayBuffer.isView(value) ? new TextDecoder().decode(value)
                  : value && typeof value === 'object' ? Object.values(value).map(read).join(' ') : String(value);
                return boxes.map(([name, value]) => name + ' ' + read(value)).join('\\n') + JSON.stringify(localStorage) + JSON.stringify(sessionStorage);
                }""");
    }

    private static void signIn(Page page) {
        page.navigate(platform.address() + "/sign-in");
        page.locator("#login").fill("doctor");
        page.locator("#password").fill("doctor-demo");
        page.locator("form[action='/sign-in'] button[type=submit]").click();
        page.waitForURL(url -> !url.contains("sign-in"));
    }

    private static void register(Page page) {
        register(page, VILLAGE);
    }

    private static void register(Page page, String village) {
        page.navigate(platform.address() + "/offline");
        assertThat(page.locator("[data-view=start] form")).isVisible(PATIENTLY);
        page.locator("#phrase").fill(PHRASE);
        page.locator("#phrase-again").fill(PHRASE);
        page.locator("label.pill", new Page.LocatorOptions().setHasText(village))
                .click();
        shot(page, "start");
        page.locator("[data-view=start] [type=submit]").click();
    }

    private static void unlock(Page page, String phrase) {
        page.locator("#unlock").fill(phrase);
        page.locator("[data-view=unlock] [type=submit]").click();
        page.waitForFunction("() => !document.querySelector('[data-view=unlock] .busy')");
    }

    private static void fill(Page page, String systolic, String diastolic, String judged) {
        page.locator("[name='a.mode'][value=HH]").check(force());
        page.locator("[name='a.symptoms'][value=none]").check(force());
        page.locator("[name='a.systolic']").fill(systolic);
        page.locator("[name='a.diastolic']").fill(diastolic);
        page.locator("[name='a.adherence'][value=regular]").check(force());
        page.locator("[name='a.adverse-reaction'][value=false]").check(force());
        page.locator("[name='a.complication'][value=false]").check(force());
        page.locator("[name='a.classification'][value=" + judged + "]").check(force());
        page.locator("[name='a.next-visit']")
                .fill(SmallDistrict.TODAY.plusDays(14).toString());
    }

    private static Locator.CheckOptions force() {
        return new Locator.CheckOptions().setForce(true);
    }

    private static Locator cards(Page page) {
        return page.locator("[data-view=due] [data-entry]");
    }

    private static void open(Page page, String name) {
        cards(page).locator("a", new Locator.LocatorOptions().setHasText(name)).click();
        assertThat(page.locator("[data-view=resident] h1")).hasText(name);
    }

    private static Locator visit(Page page, String name) {
        return page.locator("[data-view=queue] article").filter(new Locator.FilterOptions().setHasText(name));
    }

    private static long resident(String name) {
        return platform.bean(Persons.class).search(name, 1).getFirst().id();
    }

    private static long followUps(String name) {
        return platform.bean(Records.class).chart(resident(name)).stream()
                .filter(version -> version.type().equals("Encounter"))
                .filter(version ->
                        Fields.code(version.body().path("type"), Fields.SERVICE).equals("hypertension-followup"))
                .filter(version ->
                        Json.text(version.body(), "period", "start").startsWith(SmallDistrict.TODAY.toString()))
                .count();
    }

    private static Page page(BrowserContext context, List<String> troubles) {
        Page page = context.newPage();
        page.onPageError(troubles::add);
        page.onConsoleMessage(message -> {
            if (Pattern.compile("Content Security Policy|SyntaxError|TypeError")
                    .matcher(message.text())
                    .find()) {
                troubles.add(message.text());
            }
        });
        return page;
    }

    private static void shot(Page page, String name) {
        String folder = System.getProperty("liankang.shots", "");
        assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
                .as("%s stands out of the page", name)
                .isLessThanOrEqualTo(page.viewportSize().width);
        if (!folder.isEmpty()) {
            page.screenshot(new Page.ScreenshotOptions()
                    .setFullPage(true)
                    .setPath(Path.of(folder, "offline-" + name + ".png")));
        }
    }

    private static void send(ArrayNode entries) {
        var bundle = Json.object().put("resourceType", "Bundle").put("type", "transaction");
        bundle.set("entry", entries);
        assertThat(SmallDistrict.send(platform.bean(Door.class), bundle, "").accepted())
                .isTrue();
        platform.caughtUp();
    }

    private static void hypertension(ArrayNode entries, String resident) {
        put(entries, "Condition", resident + "-diagnosis", """
                {'subject':{'reference':'Patient/%s'},
                 'clinicalStatus':{'coding':[{'system':'http://terminology.hl7.org/CodeSystem/condition-clinical','code':'active'}]},
                 'verificationStatus':{'coding':[{'system':'http://terminology.hl7.org/CodeSystem/condition-ver-status','code':'confirmed'}]},
                 'code':{'coding':[{'system':'urn:oid:2.16.156.10011.2.3.3.11.3','code':'I10.x00x002'}]},'onsetDateTime':'%s'}""".formatted(resident, SmallDistrict.TODAY.minusYears(2)));
    }

    private static void resident(
            ArrayNode entries, String id, String name, String gender, LocalDate born, String phone) {
        resident(entries, id, name, gender, born, phone, VILLAGE);
    }

    private static void resident(
            ArrayNode entries, String id, String name, String gender, LocalDate born, String phone, String village) {
        put(entries, "Patient", id, """
                {'identifier':[{'system':'urn:small:offline','value':'%s'}],
                 'name':[{'text':'%s','family':'%s','given':['%s']}],'gender':'%s','birthDate':'%s',
                 'telecom':[{'system':'phone','value':'%s'}],
                 'address':[{'text':'南门街道%s12号','extension':[{'url':'urn:liankang:division','valueCode':'330203001'}]}],
                 'managingOrganization':{'reference':'Organization/centre'}}""".formatted(
                        id, name, name.substring(0, 1), name.substring(1), gender, born, phone, village));
    }

    private static void followUp(ArrayNode entries, String resident, LocalDate day, int systolic, int diastolic) {
        String id = resident + "-follow-up-" + day;
        put(entries, "Encounter", id, """
                {'status':'finished','class':{'system':'http://terminology.hl7.org/CodeSystem/v3-ActCode','code':'AMB'},
                 'type':[{'coding':[{'system':'urn:liankang:service','code':'hypertension-followup'}]}],
                 'subject':{'reference':'Patient/%s'},'period':{'start':'%s','end':'%s'},
                 'participant':[{'individual':{'reference':'Practitioner/doctor'}}],
                 'serviceProvider':{'reference':'Organization/centre'}}""".formatted(resident, day, day));
        put(entries, "Observation", id + "-bp", """
                {'status':'final','subject':{'reference':'Patient/%s'},'encounter':{'reference':'Encounter/%s'},
                 'code':{'coding':[{'system':'http://loinc.org','code':'85354-9'}]},'effectiveDateTime':'%s',
                 'component':[
                  {'code':{'coding':[{'system':'http://loinc.org','code':'8480-6'}]},
                   'valueQuantity':{'value':%d,'unit':'mmHg','system':'http://unitsofmeasure.org','code':'mm[Hg]'}},
                  {'code':{'coding':[{'system':'http://loinc.org','code':'8462-4'}]},
                   'valueQuantity':{'value':%d,'unit':'mmHg','system':'http://unitsofmeasure.org','code':'mm[Hg]'}}]}""".formatted(resident, id, day, systolic, diastolic));
        put(entries, "Observation", id + "-height", """
                {'status':'final','subject':{'reference':'Patient/%s'},'encounter':{'reference':'Encounter/%s'},
                 'code':{'coding':[{'system':'http://loinc.org','code':'8302-2'}]},'effectiveDateTime':'%s',
                 'valueQuantity':{'value':168,'unit':'cm','system':'http://unitsofmeasure.org','code':'cm'}}""".formatted(resident, id, day));
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
