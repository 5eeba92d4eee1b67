package org.liankang.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.time.Duration;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.liankang.identity.person.Persons;
import org.liankang.record.store.Records;
import org.liankang.uses.indicator.Indicators;
import org.liankang.uses.indicator.Scope;
import org.liankang.uses.indicator.Value;

/**
 * One visit, entered once by a doctor in a browser, and found again in the timeline, the tasks, the contract and the
 * indicators.
 */
@Tag("browser")
class FollowUpStoryTest {

    private static final double PATIENCE = 40_000;

    private static RunningPlatform platform;
    private static Browser browser;

    @BeforeAll
    static void start() {
        platform = RunningPlatform.shared();
        browser = Chromium.shared();
    }

    @Test
    void one_visit_is_entered_once_and_counted_everywhere() {
        platform.caughtUp();
        double before = followUps();
        try (BrowserContext context = browser.newContext(new Browser.NewContextOptions().setViewportSize(390, 844))) {
            List<String> troubles = new ArrayList<>();
            Page page = context.newPage();
            page.onPageError(troubles::add);
            page.onConsoleMessage(message -> {
                if (message.type().equals("error")) {
                    troubles.add(message.text());
                }
            });
            signIn(page);

            page.navigate(platform.address() + "/tasks?tab=WEEK&programme=hypertension");
            Locator task = page.locator(".task").filter(new Locator.FilterOptions().setHasText("张建国"));
            assertThat(task).hasCount(1);
            task.getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("开始填写"))
                    .click();

            fillIn(page);
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("提交"))
                    .click();

            assertThat(page.locator("#effects .alert-title"))
                    .hasText("一次填写，各处都已更新", new LocatorAssertions.HasTextOptions().setTimeout(PATIENCE));
            assertThat(page.locator("#effects")).containsText("规则判定：控制满意");
            assertThat(page.locator("#effects")).containsText("已完成：高血压随访");
            assertThat(page.locator("#effects")).containsText("下一次：高血压随访，" + SmallDistrict.TODAY.plusMonths(3));
            assertThat(page.locator("#effects")).containsText("已完成 3 次，约定 4 次");
            assertThat(page.locator("#effects")).containsText("高血压患者血压控制率");

            page.navigate(platform.address() + "/tasks?tab=WEEK&programme=hypertension");
            assertThat(page.locator(".task").filter(new Locator.FilterOptions().setHasText("张建国")))
                    .hasCount(0);

            page.navigate(platform.address() + "/residents/" + zhang());
            Locator newest = page.locator(".timeline > li").first();
            assertThat(newest).containsText("高血压随访");
            assertThat(newest).containsText("128 mmHg");
            newest.locator(".timeline-title").click();
            assertThat(page.locator(".record")).containsText("Practitioner/doctor");

            assertThat(troubles).isEmpty();
        }
        assertThat(followUps()).isEqualTo(before + 1);
    }

    /** What the page does by itself is checked on the way: skip logic, warnings, sums, suggestions. */
    private static void fillIn(Page page) {
        pick(page, "mode", "AMB");
        pick(page, "symptoms", "headache-dizziness");
        pick(page, "symptoms", "none");
        assertThat(page.locator("[name='a.symptoms'][value='headache-dizziness']"))
                .not()
                .isChecked();
        assertThat(page.locator("[data-item=symptoms-other]")).isHidden();

        page.fill("[name='a.systolic']", "182");
        assertThat(page.locator("[data-item=urgent-referral]")).isVisible();
        page.fill("[name='a.systolic']", "128");
        assertThat(page.locator("[data-item=urgent-referral]")).isHidden();
        page.fill("[name='a.diastolic']", "78");

        assertThat(page.locator("[name='a.height']")).hasValue("168");
        page.fill("[name='a.weight']", "70.5");
        assertThat(page.locator("[data-item=bmi] [data-computed]")).hasText("25.0");

        pick(page, "adherence", "regular");
        pick(page, "adverse-reaction", "false");
        pick(page, "complication", "false");
        assertThat(page.locator("[data-suggested=controlled]")).isVisible();
        pick(page, "classification", "controlled");
        assertThat(page.locator("[name='a.next-visit']"))
                .hasValue(SmallDistrict.TODAY.plusMonths(3).toString());

        page.reload();
        assertThat(page.locator("[data-draft-notice]")).isVisible();
        assertThat(page.locator("[name='a.systolic']")).hasValue("128");
        assertThat(page.locator("[name='a.classification'][value=controlled]")).isChecked();
    }

    private static void pick(Page page, String link, String code) {
        page.locator("[name='a." + link + "'][value='" + code + "']").check();
    }

    private static void signIn(Page page) {
        page.navigate(platform.address() + "/sign-in");
        page.fill("#login", "doctor");
        page.fill("#password", "doctor-demo");
        page.press("#password", "Enter");
        page.waitForURL(url -> !url.contains("/sign-in"));
    }

    private static long zhang() {
        return platform.bean(Persons.class).search("张建国", 1).getFirst().id();
    }

    /** The number as of everything recorded: an older one is shown until it is computed again. */
    private static double followUps() {
        long last = platform.bean(Records.class).last();
        long until = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        Optional<Value> value = Optional.empty();
        while (System.nanoTime() < until) {
            value = platform.bean(Indicators.class)
                    .value("follow-ups", Scope.institution("centre"), YearMonth.from(SmallDistrict.TODAY));
            if (value.filter(one -> one.position() >= last).isPresent()) {
                break;
            }
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
        }
        return value.map(Value::value).orElse(0.0);
    }
}
