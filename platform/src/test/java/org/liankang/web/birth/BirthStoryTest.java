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
import org.liankang.base.json.Json;
import org.liankang.entry.Door;
import org.liankang.identity.access.AuditTrail;
import org.liankang.identity.person.Person;
import org.liankang.identity.person.Persons;
import org.liankang.record.fields.Fields;
import org.liankang.record.store.Records;
import org.liankang.record.store.Version;
import org.liankang.uses.immunisation.Immunisations;
import org.liankang.uses.programme.Programmes;
import org.liankang.uses.programme.Task;
import org.liankang.uses.programme.TaskQuery;
import org.liankang.web.RunningPlatform;
import org.liankang.web.SmallDistrict;
import org.liankang.web.Visitor;
import tools.jackson.databind.JsonNode;

/** One submission makes a newborn's record and six dated steps, and the page says where each stands. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BirthStoryTest {

    private static final String CHILD = "李秀英之女";
    private static final String[] STEPS = {
        "birth-certificate",
        "file-opening",
        "immunisation-certificate",
        "household-registration",
        "insurance-enrolment",
        "social-card"
    };

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
                        "contact-phone", "13900000001",
                        "father-name", "赵一")
                .forEach((link, answer) -> fields.put("a." + link, List.of(answer)));
        child(fields, 0, CHILD, "female", "3250");
        fields.put("a.household-place", List.of("mother"));
        fields.put("a.insurance-place", List.of("residence"));
        fields.put("a.one-matter-consent", List.of("true"));
        return fields;
    }

    private static void child(Map<String, List<String>> fields, int row, String name, String sex, String weight) {
        Map.of(
                        "newborn-name",
                        name,
                        "newborn-sex",
                        sex,
                        "birth-order",
                        String.valueOf(row + 1),
                        "birth-weight",
                        weight,
                        "gestation-weeks",
                        "39",
                        "newborn-condition",
                        "good")
                .forEach((link, answer) -> fields.put("a.newborn." + row + "." + link, List.of(answer)));
    }

    private static Visitor.Answer submit(Visitor doctor, Map<String, List<String>> fields) {
        String path = "/forms/birth?resident=" + mother.id();
        doctor.get(path);
        return doctor.post(path, fields);
    }

    private static List<Task> steps() {
        return steps(CHILD);
    }

    private static List<Task> steps(String child) {
        return platform
                .bean(Programmes.class)
                .tasks(TaskQuery.ofResident(person(child).id()), 100, 0)
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
                .containsExactlyInAnyOrder(STEPS);
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

    /** Another woman of the centre. */
    private static Person another() {
        JsonNode bundle = Json.parse("""
                {'resourceType':'Bundle','type':'transaction','entry':[{'resource':
                {'resourceType':'Patient','id':'wu','identifier':[{'system':'urn:test:births','value':'wu'}],
                 'name':[{'text':'吴静'}],'gender':'female','birthDate':'1996-05-04',
                 'managingOrganization':{'reference':'Organization/centre'}},
                 'request':{'method':'PUT','url':'Patient/wu'}}]}""".replace('\'', '"'));
        assertThat(SmallDistrict.send(platform.bean(Door.class), bundle, "").accepted())
                .isTrue();
        platform.caughtUp();
        return person("吴静");
    }

    /** Of a resident's chart, the resources of a type as they are now. */
    private static List<JsonNode> chart(long resident, String type) {
        return platform.bean(Records.class).chart(resident).stream()
                .filter(version -> version.type().equals(type) && !version.deleted())
                .map(Version::body)
                .toList();
    }

    private static List<JsonNode> services(long resident, String kind) {
        return chart(resident, "Encounter").stream()
                .filter(body -> Fields.code(body.path("type"), Fields.SERVICE).equals(kind))
                .toList();
    }

    @Test
    @Order(8)
    void the_child_knows_its_mother_and_father_once_although_the_birth_was_entered_twice() {
        long child = person(CHILD).id();
        assertThat(chart(child, "RelatedPerson"))
                .extracting(body -> Json.text(body, "relationship", "coding", "code"))
                .containsExactlyInAnyOrder("MTH", "FTH");
        assertThat(chart(child, "RelatedPerson"))
                .extracting(body -> Json.text(body, "name", "text"))
                .containsExactlyInAnyOrder("李秀英", "赵一");
        assertThat(services(mother.id(), "delivery")).hasSize(1);
        assertThat(services(child, "birth")).hasSize(1);
    }

    @Test
    @Order(9)
    void twins_are_entered_on_one_form_and_each_has_its_own_record_and_steps() {
        mother = another();
        String first = "吴静之大女";
        String second = "吴静之二子";
        Map<String, List<String>> fields = answers("twins-1");
        child(fields, 0, first, "female", "2480");
        child(fields, 1, second, "male", "2610");
        assertThat(submit(Visitor.signedIn(platform, "doctor"), fields).path()).startsWith("/forms/birth/result");
        platform.caughtUp();
        for (String name : List.of(first, second)) {
            Person child = person(name);
            assertThat(child.centre()).isEqualTo(mother.centre());
            assertThat(steps(name)).extracting(Task::service).containsExactlyInAnyOrder(STEPS);
            assertThat(chart(child.id(), "RelatedPerson"))
                    .extracting(body -> Json.text(body, "relationship", "coding", "code"))
                    .containsExactlyInAnyOrder("MTH", "FTH");
            assertThat(services(child.id(), "birth")).hasSize(1);
        }
        assertThat(person(first).id()).isNotEqualTo(person(second).id());
        assertThat(chart(person(second).id(), "Observation"))
                .singleElement()
                .satisfies(weight -> assertThat(
                                weight.path("valueQuantity").path("value").asInt())
                        .isEqualTo(2610));
        assertThat(platform.bean(Immunisations.class).card(person(second).id())).isPresent();
        assertThat(services(mother.id(), "delivery")).as("one birth").hasSize(1);
        assertThat(Visitor.signedIn(platform, "doctor").get("/births").body()).contains(first, second);
    }

    @Test
    @Order(10)
    void a_second_twin_without_its_weight_is_sent_back_and_nothing_is_begun() {
        Map<String, List<String>> fields = answers("twins-2");
        child(fields, 1, "吴静之三女", "female", "");
        Visitor.Answer answer = submit(Visitor.signedIn(platform, "doctor"), fields);
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body()).contains("第 2 个 出生体重", "href=\"#q-newborn.1.birth-weight\"");
        platform.caughtUp();
        assertThat(platform.bean(Persons.class).search("吴静之三女", 1)).isEmpty();
    }
}
