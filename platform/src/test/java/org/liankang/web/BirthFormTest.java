package org.liankang.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.liankang.base.json.Json;
import org.liankang.entry.Door;
import org.liankang.identity.person.Person;
import org.liankang.identity.person.Persons;

/** Twins are entered on one form, on a phone and on a desk, from the mother's page. */
@Tag("browser")
class BirthFormTest {

    private static RunningPlatform platform;
    private static Browser browser;

    @BeforeAll
    static void start() {
        platform = RunningPlatform.shared();
        browser = Chromium.shared();
    }

    @ParameterizedTest
    @CsvSource({"390, 844, twin-phone, 严五云", "1440, 900, twin-desk, 严六云"})
    void a_second_child_is_added_a_third_taken_out_again_and_both_have_a_record(
            int width, int height, String id, String name) throws IOException {
        long mother = mother(id, name);
        try (BrowserContext context =
                browser.newContext(new Browser.NewContextOptions().setViewportSize(width, height))) {
            List<String> troubles = new ArrayList<>();
            Page page = context.newPage();
            page.onPageError(troubles::add);
            signIn(page);
            page.navigate(platform.address() + "/residents/" + mother);
            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("出生一件事联办申报"))
                    .click();
            page.waitForURL("**/forms/birth?resident=*");
            assertThat(row(page, 0)).isVisible();
            assertThat(row(page, 1)).isHidden();
            pick(page, "mode", "IMP");
            pick(page, "delivery-kind", "vaginal");
            child(page, 0, name + "之大女", "female", "2480");
            assertThat(row(page, 0).locator("[data-item=low-weight]")).isVisible();

            Locator more = page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("再加一个"));
            more.click();
            assertThat(row(page, 1).locator("[name='a.newborn.1.birth-order']")).hasValue("2");
            child(page, 1, name + "之二子", "male", "2610");
            assertThat(row(page, 1).locator("[data-item=low-weight]")).isHidden();
            assertThat(row(page, 0).locator("[data-item=low-weight]")).isVisible();
            more.click();
            page.fill("[name='a.newborn.2.newborn-name']", "误填");
            row(page, 2)
                    .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("删去这一个"))
                    .click();
            assertThat(row(page, 2)).isHidden();
            assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
                    .isLessThanOrEqualTo(width);
            shot(page, "twins-" + width);

            page.fill("[name='a.contact-phone']", "13900000002");
            pick(page, "household-place", "mother");
            pick(page, "insurance-place", "residence");
            page.locator("[name='a.one-matter-consent']").check();
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("提交"))
                    .click();
            page.waitForURL("**/forms/birth/result**");
            platform.caughtUp();
            page.navigate(platform.address() + "/births");
            assertThat(page.locator("main")).containsText(name + "之大女");
            assertThat(page.locator("main")).containsText(name + "之二子");
            shot(page, "births-" + width);
            assertThat(troubles).isEmpty();
        }
        List<Person> children = platform.bean(Persons.class).search(name + "之", 10);
        assertThat(children).extracting(Person::name).containsExactlyInAnyOrder(name + "之大女", name + "之二子");
    }

    private static long mother(String id, String name) {
        var bundle = Json.parse("""
                {'resourceType':'Bundle','type':'transaction','entry':[{'resource':
                {'resourceType':'Patient','id':'%s','identifier':[{'system':'urn:test:births','value':'%s'}],
                 'name':[{'text':'%s'}],'gender':'female','birthDate':'1996-05-04',
                 'managingOrganization':{'reference':'Organization/centre'}},
                 'request':{'method':'PUT','url':'Patient/%s'}}]}""".formatted(id, id, name, id).replace('\'', '"'));
        assertThat(SmallDistrict.send(platform.bean(Door.class), bundle, "").accepted())
                .isTrue();
        platform.caughtUp();
        return platform.bean(Persons.class).search(name, 1).getFirst().id();
    }

    private static Locator row(Page page, int at) {
        return page.locator("[data-row='newborn." + at + ".']");
    }

    private static void child(Page page, int row, String name, String sex, String weight) {
        String path = "newborn." + row + ".";
        page.fill("[name='a." + path + "newborn-name']", name);
        pick(page, path + "newborn-sex", sex);
        page.fill("[name='a." + path + "birth-weight']", weight);
        page.fill("[name='a." + path + "gestation-weeks']", "37");
        pick(page, path + "newborn-condition", "good");
    }

    private static void pick(Page page, String path, String code) {
        page.locator("[name='a." + path + "'][value='" + code + "']").check();
    }

    private static void signIn(Page page) {
        page.navigate(platform.address() + "/sign-in");
        page.fill("#login", "doctor");
        page.fill("#password", "doctor-demo");
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
}
