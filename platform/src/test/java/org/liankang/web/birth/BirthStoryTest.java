package org.liankang.web.birth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.liankang.identity.access.AuditTrail;
import org.liankang.identity.person.Person;
import org.liankang.identity.person.Persons;
import org.liankang.uses.programme.Programmes;
import org.liankang.uses.programme.Task;
import org.liankang.uses.programme.TaskQuery;
import org.liankang.web.RunningPlatform;
import org.liankang.web.SmallDistrict;
import org.liankang.web.Visitor;

/** One submission makes a newborn's record and six dated steps, and the page says where each stands. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BirthStoryTest {

    private static final String CHILD = "李秀英之女";

    private static RunningPlatform platform;
    private static Person mother;

    @BeforeAll
    static void start() {
        platform = RunningPlatform.apart();
        mother = person("李秀英");
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    private static Person person(String name) {
        return platform.bean(Persons.class).search(name, 1).getFirst();
    }

    private static Map<String, List<String>> answers(String formId) {
        Map<String, List<String>> fields = new HashMap<>();
        fields.put("resident", List.of(String.valueOf(mother.id())));
        fields.put("task", List.of(""));
        fields.put("form-id", List.of(formId));
        Map.of(
                        "date", SmallDistrict.TODAY.toString(),
                        "mode", "IMP",
                        "delivery-kind", "vaginal",
                        "newborn-name", CHILD,
                        "newborn-sex", "female",
                        "birth-order", "1",
                        "birth-weight", "3250",
                        "gestation-weeks", "39",
                        "newborn-condition", "good",
                        "contact-phone", "13900000001")
                .forEach((link, answer) -> fields.put("a." + link, List.of(answer)));
        fields.put("a.household-place", List.of("mother"));
        fields.put("a.insurance-place", List.of("residence"));
        fields.put("a.one-matter-consent", List.of("true"));
        return fields;
    }

    private static Visitor.Answer submit(Visitor doctor, Map<String, List<String>> fields) {
        String path = "/forms/birth?resident=" + mother.id();
        doctor.get(path);
        return doctor.post(path, fields);
    }

    private static List<Task> steps() {
        return platform
                .bean(Programmes.class)
                .tasks(TaskQuery.ofResident(person(CHILD).id()), 100, 0)
                .stream()
                .filter(task -> task.programme().equals("birth-matter"))
                .toList();
    }

    @Test
    @Order(1)
    void who_may_not_complete_tasks_sees_no_births() {
        assertThat(Visitor.signedIn(platform, "planner").get("/births").status())
                .isEqualTo(403);
        assertThat(Visitor.stranger(platform).get("/births").path()).startsWith("/sign-in");
    }

    @Test
    @Order(2)
    void a_mother_is_found_and_men_are_not_offered() {
        Visitor doctor = Visitor.signedIn(platform, "doctor");
        assertThat(doctor.get("/births").body()).contains("没有办理中的出生事项");
        assertThat(doctor.post("/births", Map.of("mother", List.of("李秀"))).body())
                .contains("/forms/birth?resident=" + mother.id());
        assertThat(doctor.post("/births", Map.of("mother", List.of("张建国"))).body())
                .contains("没有找到")
                .doesNotContain("/forms/birth");
    }

    @Test
    @Order(3)
    void without_consent_nothing_is_begun() {
        Map<String, List<String>> fields = answers("birth-refused");
        fields.put("a.one-matter-consent", List.of("false"));
        assertThat(submit(Visitor.signedIn(platform, "doctor"), fields).status())
                .isEqualTo(422);
        platform.caughtUp();
        assertThat(platform.bean(Persons.class).search(CHILD, 1)).isEmpty();
    }

    @Test
    @Order(4)
    void one_submission_makes_the_child_its_stay_and_six_steps() {
        assertThat(submit(Visitor.signedIn(platform, "doctor"), answers("birth-1"))
                        .path())
                .startsWith("/forms/birth/result");
        platform.caughtUp();
        Person child = person(CHILD);
        assertThat(child.birthDate()).isEqualTo(SmallDistrict.TODAY);
        assertThat(child.gender()).isEqualTo("female");
        assertThat(child.centre()).isEqualTo(mother.centre());
        assertThat(child.division()).isEqualTo(mother.division());
        assertThat(steps())
                .hasSize(6)
                .allMatch(task -> task.state() == Task.State.OPEN)
                .extracting(Task::service)
                .containsExactlyInAnyOrder(
                        "birth-certificate",
                        "file-opening",
                        "immunisation-certificate",
                        "household-registration",
                        "insurance-enrolment",
                        "social-card");
        assertThat(steps())
                .filteredOn(task -> task.service().equals("insurance-enrolment"))
                .extracting(Task::due)
                .containsExactly(SmallDistrict.TODAY.plusDays(90));
        // The mother is followed after the birth, and the child is called on at home.
        assertThat(platform.bean(Programmes.class).tasks(TaskQuery.ofResident(mother.id()), 100, 0))
                .extracting(Task::service)
                .contains("postpartum-visit");
        assertThat(platform.bean(Programmes.class).tasks(TaskQuery.ofResident(child.id()), 100, 0))
                .extracting(Task::service)
                .contains("newborn-visit", "newborn-screening");
    }

    @Test
    @Order(5)
    void the_same_birth_entered_again_is_the_same_child() {
        submit(Visitor.signedIn(platform, "doctor"), answers("birth-2"));
        platform.caughtUp();
        assertThat(platform.bean(Persons.class).search(CHILD, 10)).hasSize(1);
        assertThat(steps()).hasSize(6);
    }

    @Test
    @Order(6)
    void a_step_that_is_settled_is_done_with_its_evidence() {
        Visitor doctor = Visitor.signedIn(platform, "doctor");
        Task certificate = steps().stream()
                .filter(task -> task.service().equals("birth-certificate"))
                .findFirst()
                .orElseThrow();
        long child = person(CHILD).id();
        String path = "/forms/birth-certificate?resident=" + child + "&task=" + certificate.id();
        assertThat(doctor.get("/births").body()).contains(path.replace("&", "&amp;"), CHILD, "已办 0/6");
        doctor.get(path);
        Map<String, List<String>> fields = new HashMap<>();
        fields.put("resident", List.of(String.valueOf(child)));
        fields.put("task", List.of(String.valueOf(certificate.id())));
        fields.put("form-id", List.of("certificate-1"));
        fields.put("a.date", List.of(SmallDistrict.TODAY.toString()));
        fields.put("a.mode", List.of("AMB"));
        fields.put("a.step-done", List.of("done"));
        fields.put("a.step-number", List.of("T330000001"));
        assertThat(doctor.post(path, fields).status()).isEqualTo(200);
        platform.caughtUp();
        assertThat(doctor.get("/births").body()).contains("已办 1/6", "已办结");
        assertThat(steps())
                .filteredOn(task -> task.service().equals("birth-certificate"))
                .allMatch(task -> task.state() == Task.State.DONE
                        && task.done().orElseThrow().reference().startsWith("Encounter/"));
    }

    @Test
    @Order(7)
    void looking_leaves_a_trace_for_each_child() {
        Visitor.signedIn(platform, "doctor").get("/births");
        AuditTrail trail = platform.bean(AuditTrail.class);
        trail.flush();
        assertThat(trail.entries(
                        new AuditTrail.Filter(
                                "doctor", "see-birth", person(CHILD).id()),
                        1,
                        0))
                .hasSize(1);
    }
}
