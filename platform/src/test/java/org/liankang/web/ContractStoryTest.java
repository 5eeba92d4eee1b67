package org.liankang.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.liankang.base.json.Json;
import org.liankang.identity.access.AuditTrail;
import org.liankang.identity.person.Persons;
import org.liankang.record.store.Records;
import org.liankang.record.store.Version;
import org.liankang.web.contract.SignedDistrict;

/** A contract is signed on a phone with the resident present, and what it promises is seen to be kept. */
@Tag("browser")
class ContractStoryTest {

    private static final double PATIENCE = 40_000;

    private static RunningPlatform platform;
    private static Browser browser;

    @BeforeAll
    static void start() {
        platform = RunningPlatform.shared();
        SignedDistrict.enter(platform);
        browser = Chromium.shared();
    }

    @Test
    void a_contract_is_signed_on_a_phone_and_fulfilled() throws IOException {
        long resident = id("何秀兰");
        try (BrowserContext context = browser.newContext(new Browser.NewContextOptions().setViewportSize(390, 844))) {
            List<String> troubles = new ArrayList<>();
            Page page = page(context, troubles);
            signIn(page);

            page.navigate(platform.address() + "/residents/" + resident);
            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("查看签约与履约"))
                    .click();
            assertThat(page.locator("#contract")).containsText("没有签约记录");
            page.getByRole(
                            AriaRole.LINK,
                            new Page.GetByRoleOptions().setName("签约").setExact(true))
                    .last()
                    .click();
            page.waitForURL("**/contract/sign**");
            assertThat(page.locator("[name=packages][value=basic]")).isChecked();
            assertThat(page.locator("[name=packages][value=hypertension]")).isChecked();
            assertThat(page.locator("[name=packages][value=elderly]")).not().isChecked();
            assertThat(page.locator(".contract-terms li")).hasCount(4);
            shot(page, "contract-sign-390");
            confirm(page);
            assertThat(page.locator(".alert.bad")).containsText("请居民签名");
            assertThat(page.locator("[name=packages][value=hypertension]")).isChecked();

            draw(page);
            confirm(page);
            page.waitForURL("**/contract?done=signed");
            assertThat(page.locator(".alert.good")).containsText("签约已完成");
            assertThat(page.locator("#contract")).containsText("南门第一团队");
            assertThat(page.locator("#contract")).containsText("生效中");
            assertThat(page.locator("#contract svg.signature path"))
                    .hasAttribute("d", java.util.regex.Pattern.compile("M.*L.*"));
            assertThat(page.locator("#valid .badge")).hasText("有效");
            assertThat(item(page, "hypertension-followup")).containsText("0 / 4 次");
            assertThat(item(page, "hypertension-exam")).containsText("待完成");
            shot(page, "contract-390");

            item(page, "hypertension-followup")
                    .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("现在完成"))
                    .click();
            followUp(page);
            assertThat(page.locator("#effects .alert-title"))
                    .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(PATIENCE));
            SignedDistrict.exam(platform, "he");

            page.navigate(platform.address() + "/residents/" + resident + "/contract");
            assertThat(item(page, "hypertension-followup")).containsText("1 / 4 次");
            assertThat(item(page, "hypertension-followup").locator(".contract-evidence li"))
                    .containsText(SmallDistrict.TODAY.toString());
            assertThat(item(page, "hypertension-exam")).containsText("已履约");
            item(page, "hypertension-exam").locator(".contract-evidence a").click();
            page.waitForURL("**/records/Encounter/he-exam");
            assertThat(troubles.stream()
                            .filter(trouble -> !trouble.contains("422"))
                            .toList())
                    .isEmpty();
        }
        Version consent = platform.bean(Records.class).chart(resident).stream()
                .filter(version -> version.type().equals("Consent"))
                .findFirst()
                .orElseThrow();
        assertThat(Json.text(consent.body(), "sourceAttachment", "contentType")).isEqualTo("image/svg+xml");
        var trail = platform.bean(AuditTrail.class);
        trail.flush();
        assertThat(trail.entries(new AuditTrail.Filter("doctor", "sign-contract", resident), 5, 0))
                .isNotEmpty();
    }

    /** Nothing may stand out of the page; with {@code -Dliankang.shots=FOLDER} the pages are also drawn. */
    @Test
    void no_page_of_contracts_is_wider_than_its_screen() throws IOException {
        long resident = id("张建国");
        Map<String, String> pages = Map.of(
                "contract", "/residents/" + resident + "/contract",
                "move", "/residents/" + resident + "/contract/sign?kind=TRANSFER",
                "teams", "/panel/teams",
                "team", "/panel/teams/team",
                "satisfaction", "/forms/contract-satisfaction?resident=" + resident);
        for (int[] size : new int[][] {{390, 844}, {1440, 900}}) {
            try (BrowserContext context =
                    browser.newContext(new Browser.NewContextOptions().setViewportSize(size[0], size[1]))) {
                Page page = page(context, new ArrayList<>());
                signIn(page);
                for (var one : pages.entrySet()) {
                    page.navigate(platform.address() + one.getValue());
                    assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
                            .as("%s at %d", one.getKey(), size[0])
                            .isLessThanOrEqualTo(size[0]);
                    shot(page, "contracts-" + one.getKey() + "-" + size[0]);
                }
            }
        }
    }

    @Test
    void the_bureau_states_a_fund_and_the_team_lead_takes_out_the_lines_of_the_own_team() throws IOException {
        try (BrowserContext context = browser.newContext(new Browser.NewContextOptions().setViewportSize(1440, 900))) {
            List<String> troubles = new ArrayList<>();
            Page page = page(context, troubles);
            signIn(page, "planner");
            page.navigate(platform.address() + "/fees?centre=centre");
            page.fill("#year", String.valueOf(SmallDistrict.TODAY.getYear()));
            page.fill("#fund", "10000.01");
            page.fill("#share", "75");
            page.fill("#evidence", "签约服务费拨付文件");
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("按规则分配"))
                    .click();
            page.waitForURL("**/fees?centre=centre&number=*");
            assertThat(page.locator("table")).containsText("南门第一团队");
            assertThat(page.locator("table")).containsText("2500.00");
            assertThat(page.locator("thead th").nth(1)).hasText("签约数量");
            shot(page, "fees-1440");
            assertThat(troubles).isEmpty();
        }
        try (BrowserContext context = browser.newContext(new Browser.NewContextOptions().setViewportSize(390, 844))) {
            Page page = page(context, new ArrayList<>());
            signIn(page);
            page.navigate(platform.address() + "/residents/" + id("张建国") + "/contract/sign?kind=TRANSFER");
            assertThat(page.locator("[name=team][value=team]")).not().isChecked();
            assertThat(page.locator("[name=team]:checked")).hasCount(1);
            page.navigate(platform.address() + "/fees");
            assertThat(page.locator("#fund")).hasCount(0);
            assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
                    .isLessThanOrEqualTo(390);
            shot(page, "fees-390");
            var download = page.waitForDownload(() -> page.getByRole(
                            AriaRole.LINK,
                            new Page.GetByRoleOptions().setName("明细").setExact(true))
                    .first()
                    .click());
            List<String> lines = Files.readAllLines(download.path());
            assertThat(lines.getFirst()).contains("分配项").contains("金额");
            assertThat(lines.stream().skip(1).toList())
                    .isNotEmpty()
                    .allSatisfy(line -> assertThat(line).contains("南门第一团队").contains("Contract/"));
        }
    }

    @Test
    void advice_is_proposed_changed_handed_out_and_a_resident_wishes_no_reminders() throws IOException {
        long resident = id("张建国");
        try (BrowserContext context = browser.newContext(new Browser.NewContextOptions().setViewportSize(390, 844))) {
            List<String> troubles = new ArrayList<>();
            Page page = page(context, troubles);
            signIn(page);
            page.navigate(platform.address() + "/residents/" + resident + "/prescriptions");
            assertThat(page.locator("[name='t.nutrition']")).hasValue(java.util.regex.Pattern.compile("高血压"));
            assertThat(page.locator("[name='t.smoking']")).hasValue("");
            page.fill("[name='t.exercise']", "每天散步半小时。");
            shot(page, "prescription-390");
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("开具"))
                    .click();
            page.waitForURL("**/prescriptions/*-*");
            assertThat(page.locator(".prescription")).containsText("每天散步半小时。");
            assertThat(page.locator(".prescription")).not().containsText("戒烟处方");
            shot(page, "prescription-one-390");

            page.navigate(platform.address() + "/residents/" + resident + "/reminders");
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("不再提醒"))
                    .click();
            assertThat(page.locator("h2").first()).hasText("居民不愿接收提醒");
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("恢复提醒"))
                    .click();
            assertThat(page.locator("h2").first()).hasText("居民接收提醒");
            page.navigate(platform.address() + "/panel/reminders");
            shot(page, "reminders-390");
            assertThat(troubles).isEmpty();
        }
    }

    private static Locator item(Page page, String item) {
        return page.locator("[data-item=" + item + "]");
    }

    private static void confirm(Page page) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("确认签约"))
                .click();
    }

    /** A finger's two strokes. */
    private static void draw(Page page) {
        Locator field = page.locator("[data-signature]");
        field.scrollIntoViewIfNeeded();
        BoundingBox box = field.boundingBox();
        for (int stroke = 0; stroke < 2; stroke++) {
            page.mouse().move(box.x + 40 + stroke * 90, box.y + 30);
            page.mouse().down();
            for (int step = 1; step <= 12; step++) {
                page.mouse().move(box.x + 40 + stroke * 90 + step * 5, box.y + 30 + step * 6 - stroke * step);
            }
            page.mouse().up();
        }
        shotOrNothing(page);
    }

    private static void shotOrNothing(Page page) {
        try {
            shot(page, "contract-signed-390");
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }

    private static void followUp(Page page) {
        pick(page, "mode", "AMB");
        pick(page, "symptoms", "none");
        page.fill("[name='a.systolic']", "128");
        page.fill("[name='a.diastolic']", "78");
        page.fill("[name='a.height']", "160");
        page.fill("[name='a.weight']", "60");
        pick(page, "adherence", "regular");
        pick(page, "adverse-reaction", "false");
        pick(page, "complication", "false");
        pick(page, "classification", "controlled");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("提交"))
                .click();
    }

    private static void pick(Page page, String link, String code) {
        page.locator("[name='a." + link + "'][value='" + code + "']").check();
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
        signIn(page, "doctor");
    }

    private static void signIn(Page page, String login) {
        page.navigate(platform.address() + "/sign-in");
        page.fill("#login", login);
        page.fill("#password", login + "-demo");
        page.press("#password", "Enter");
        page.waitForURL(url -> !url.contains("/sign-in"));
    }

    private static void shot(Page page, String name) throws IOException {
        String shots = System.getProperty("liankang.shots", "");
        if (!shots.isEmpty()) {
            Files.createDirectories(Path.of(shots));
            page.screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(Path.of(shots, name + ".png")));
        }
    }

    private static long id(String name) {
        return platform.bean(Persons.class).search(name, 1).getFirst().id();
    }
}
