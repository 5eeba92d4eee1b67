package org.liankang.web.round;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.Cookie;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.liankang.base.json.Json;
import org.liankang.entry.Door;
import org.liankang.uses.round.Planned;
import org.liankang.uses.round.Rounds;
import org.liankang.web.Chromium;
import org.liankang.web.RunningPlatform;
import org.liankang.web.SmallDistrict;
import tools.jackson.databind.node.ArrayNode;

/** A planner's month in a real browser, at a desk and on a phone; with {@code -Dliankang.shots=FOLDER} it is also drawn. */
@Tag("browser")
class RoundsInBrowserTest {

    private static final String VILLAGE = "330203106 望湖村";
    private static final String RESIDENT = "柴山月";
    private static final LocatorAssertions.IsVisibleOptions PATIENTLY =
            new LocatorAssertions.IsVisibleOptions().setTimeout(60_000);

    private static RunningPlatform platform;

    @BeforeAll
    static void start() {
        platform = RunningPlatform.shared();
        var bundle = Json.object().put("resourceType", "Bundle").put("type", "transaction");
        ArrayNode entries = bundle.putArray("entry");
        put(entries, "Patient", "round-chai", """
                {'identifier':[{'system':'urn:example:round','value':'round-chai'}],
                 'name':[{'text':'%s','family':'柴','given':['山月']}],'gender':'female','birthDate':'%s',
                 'address':[{'text':'浙江省宁波市海曙区章水镇望湖村3号',
                  'extension':[{'url':'urn:liankang:division','valueCode':'330203106'}]}],
                 'managingOrganization':{'reference':'Organization/centre'}}""".formatted(RESIDENT, SmallDistrict.TODAY.minusYears(66)));
        put(entries, "Condition", "round-chai-i10", """
                {'subject':{'reference':'Patient/round-chai'},
                 'clinicalStatus':{'coding':[{'system':'http://terminology.hl7.org/CodeSystem/condition-clinical','code':'active'}]},
                 'verificationStatus':{'coding':[{'system':'http://terminology.hl7.org/CodeSystem/condition-ver-status','code':'confirmed'}]},
                 'code':{'coding':[{'system':'urn:oid:2.16.156.10011.2.3.3.11.3','code':'I10.x00x002'}]},
                 'onsetDateTime':'%s'}""".formatted(SmallDistrict.TODAY.minusYears(1)));
        assertThat(SmallDistrict.send(platform.bean(Door.class), bundle, SmallDistrict.CENTRE)
                        .accepted())
                .isTrue();
        platform.caughtUp();
    }

    @Test
    void a_month_is_planned_changed_and_published_at_a_desk() {
        story(YearMonth.from(SmallDistrict.TODAY).plusMonths(2), 1280, 900, "desk");
    }

    @Test
    void a_month_is_planned_changed_and_published_on_a_phone() {
        story(YearMonth.from(SmallDistrict.TODAY).plusMonths(3), 390, 844, "phone");
    }

    private static void story(YearMonth month, int width, int height, String name) {
        try (BrowserContext context =
                Chromium.shared().newContext(new Browser.NewContextOptions().setViewportSize(width, height))) {
            List<String> troubles = new ArrayList<>();
            Page page = page(context, troubles);
            signIn(page, "planner");
            plan(page, month, name);

            // the map leads to the village, also by the keyboard alone
            Locator dot = page.locator(".round-map a[href*='望湖村']").first();
            dot.focus();
            page.keyboard().press("Enter");
            page.waitForURL(url -> url.contains("#village-"));
            Planned.Stop stop = stop(month);
            assertThat(page.locator("tr[id='village-330203106-望湖村']")).containsText("3");

            page.navigate(platform.address() + TourRow.path(stop.vehicle(), stop.day()));
            assertThat(page.locator("[data-check]")).containsText("草案");
            Locator card = page.locator("#stop-" + stop.id());
            card.locator("summary").click();
            shot(page, name + "-open");
            card.locator("form[action$='/lock'] button").click();
            assertThat(page.locator("#stop-" + stop.id())).containsText("已锁定");

            int before = page.locator(".round-stops > li[id]").count();
            page.locator("#stop-" + stop.id() + " summary").focus();
            page.keyboard().press("Enter");
            page.locator("#stop-" + stop.id() + " form[action$='/remove'] button")
                    .focus();
            page.keyboard().press("Enter");
            assertThat(page.locator(".alert.warn").last()).containsText("望湖村已删去：本月应巡诊 3 次，已安排 2 次");
            assertThat(page.locator(".round-stops > li[id]")).hasCount(before - 1);
            shot(page, name + "-removed");

            page.locator("#add-village").selectOption(VILLAGE);
            page.locator("#add button[type=submit]").click();
            assertThat(page.locator(".alert.good")).containsText("望湖村已加入：本月应巡诊 3 次，已安排 3 次");
            assertThat(page.locator(".round-stops > li[id]")).hasCount(before);
            shot(page, name + "-added");

            page.navigate(platform.address() + "/rounds?month=" + month);
            page.locator("form[action='/rounds/publish'] button").click();
            assertThat(page.locator("main")).containsText("planner 发布");
            shot(page, name + "-published");
            assertThat(troubles).isEmpty();
        }
        along(stop(month), width, height, name);
    }

    private static void plan(Page page, YearMonth month, String name) {
        page.navigate(platform.address() + "/rounds?month=" + month);
        shot(page, name + "-before");
        page.locator("form[action='/rounds/plan'] button").click();
        Locator stop = page.locator("form[action='/rounds/stop'] button");
        assertThat(stop).isVisible(PATIENTLY);
        page.waitForTimeout(1_500);
        if (stop.isVisible()) {
            stop.click();
        }
        assertThat(page.locator(".round-tour").first()).isVisible(PATIENTLY);
        assertThat(page.locator(".round-map a").first()).isVisible();
        shot(page, name + "-month");
    }

    /** A doctor sees whom of the own centre a stop is for. */
    private static void along(Planned.Stop stop, int width, int height, String name) {
        try (BrowserContext context =
                Chromium.shared().newContext(new Browser.NewContextOptions().setViewportSize(width, height))) {
            List<String> troubles = new ArrayList<>();
            Page page = page(context, troubles);
            signIn(page, "doctor");
            page.navigate(platform.address() + TourRow.path(stop.vehicle(), stop.day()));
            assertThat(page.locator("[data-check]")).containsText("已发布");
            Locator person = page.locator("#stop-" + stop.id() + " .round-people li")
                    .filter(new Locator.FilterOptions().setHasText(RESIDENT));
            assertThat(person).containsText("高血压随访");
            shot(page, name + "-along");
            for (String look : List.of("en elder", "en normal", "zh elder")) {
                context.addCookies(List.of(
                        new Cookie("liankang-language", look.split(" ")[0]).setUrl(platform.address()),
                        new Cookie("liankang-size", look.split(" ")[1]).setUrl(platform.address())));
                page.reload();
                shot(page, name + "-along-" + look.replace(' ', '-'));
                page.navigate(platform.address() + "/rounds?month=" + YearMonth.from(stop.day()));
                shot(page, name + "-month-" + look.replace(' ', '-'));
                page.navigate(platform.address() + TourRow.path(stop.vehicle(), stop.day()));
            }
            person.locator("a.task-who").click();
            assertThat(page.locator("h1")).containsText(RESIDENT);
            assertThat(troubles).isEmpty();
        }
    }

    private static Planned.Stop stop(YearMonth month) {
        return platform.bean(Rounds.class).plan(month).orElseThrow().stops().stream()
                .filter(one -> one.village().equals(VILLAGE))
                .findFirst()
                .orElseThrow();
    }

    private static void signIn(Page page, String login) {
        page.navigate(platform.address() + "/sign-in");
        page.locator("#login").fill(login);
        page.locator("#password").fill(login + "-demo");
        page.locator("form[action='/sign-in'] button[type=submit]").click();
        page.waitForURL(url -> !url.contains("sign-in"));
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
            page.screenshot(
                    new Page.ScreenshotOptions().setFullPage(true).setPath(Path.of(folder, "rounds-" + name + ".png")));
        }
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
