package org.liankang.web.quarantine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.liankang.entry.Door;
import org.liankang.entry.Envelope;
import org.liankang.entry.Interaction;
import org.liankang.entry.Receipt;
import org.liankang.entry.Submitter;
import org.liankang.entry.receipt.Quarantine;
import org.liankang.identity.access.AuditTrail;
import org.liankang.web.RunningPlatform;
import org.liankang.web.Visitor;

class QuarantinePagesTest {

    private static final String WRONG = """
            {"resourceType":"Patient","identifier":[{"system":"urn:oid:2.16.156.10011.1.3","value":"330203196001010000"}],
             "name":[{"text":"错号"}],"gender":"male","birthDate":"1960-01-01"}""";

    private static RunningPlatform platform;
    private Visitor steward;
    private long number;
    private long submission;

    @BeforeAll
    static void start() {
        platform = RunningPlatform.shared();
    }

    @BeforeEach
    void something_wrong_arrives() {
        Receipt receipt = platform.bean(Door.class)
                .submit(new Envelope(
                        "fhir",
                        new Submitter("sender", ""),
                        Optional.of("wrong-" + System.nanoTime()),
                        new Interaction.Create("Patient", Optional.empty()),
                        WRONG.getBytes(StandardCharsets.UTF_8)))
                .join();
        number = receipt.outcomes().getFirst().quarantine();
        submission = receipt.submission();
        steward = Visitor.signedIn(platform, "steward");
    }

    private String state() {
        return platform.bean(Quarantine.class).find(number).orElseThrow().state();
    }

    @Test
    void the_list_and_the_item_say_why_in_plain_words() {
        assertThat(steward.get("/quarantine?code=resident-id-invalid").body()).contains("身份证号不正确");
        assertThat(steward.get("/quarantine/" + number).body()).contains("身份证号不正确", "330203196001010000");
        assertThat(steward.get("/submissions/" + submission).body()).contains("/quarantine/" + number);
        assertThat(steward.get("/submissions/" + submission + "/payload").body())
                .contains("330203196001010000");
    }

    @Test
    void looking_at_a_payload_leaves_a_trace() {
        steward.get("/submissions/" + submission + "/payload");
        AuditTrail trail = platform.bean(AuditTrail.class);
        trail.flush();
        assertThat(trail.entries(new AuditTrail.Filter("steward", "see-payload", 0), 50, 0))
                .anyMatch(entry -> entry.reference().equals("submission/" + submission));
    }

    @Test
    void resubmitted_as_it_is_it_stays_with_its_reason() {
        steward.get("/quarantine/" + number);
        Visitor.Answer answer = steward.post("/quarantine/" + number + "/resubmit", Map.of());
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body()).contains("仍未通过检查");
        assertThat(state()).isEqualTo("OPEN");
    }

    @Test
    void corrected_it_enters() {
        steward.get("/quarantine/" + number);
        String corrected = WRONG.replace(
                "\"urn:oid:2.16.156.10011.1.3\",\"value\":\"330203196001010000\"",
                "\"urn:test:own\",\"value\":\"corrected-" + number + "\"");
        Visitor.Answer answer =
                steward.post("/quarantine/" + number + "/resubmit", Map.of("payload", List.of(corrected)));
        assertThat(answer.body()).contains("已经入库");
        assertThat(state()).isEqualTo("RELEASED");
        assertThat(steward.post("/quarantine/" + number + "/resubmit", Map.of()).status())
                .isEqualTo(404);
    }

    @Test
    void a_correction_that_is_no_json_is_kept_on_the_page() {
        steward.get("/quarantine/" + number);
        Visitor.Answer answer =
                steward.post("/quarantine/" + number + "/resubmit", Map.of("payload", List.of("{ \"resourceType\": ")));
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body()).contains("{ &#34;resourceType&#34;: ".replace("&#34;", "\""));
        assertThat(state()).isEqualTo("OPEN");
    }

    @Test
    void it_is_discarded_only_with_a_reason() {
        steward.get("/quarantine/" + number);
        assertThat(steward.post("/quarantine/" + number + "/discard", Map.of("reason", List.of(" ")))
                        .status())
                .isEqualTo(422);
        assertThat(state()).isEqualTo("OPEN");
        steward.post("/quarantine/" + number + "/discard", Map.of("reason", List.of("对方确认为测试数据")));
        assertThat(state()).isEqualTo("DISCARDED");
    }

    @Test
    void many_are_tried_again_at_once() {
        steward.get("/quarantine");
        Visitor.Answer answer = steward.post("/quarantine/resubmit", Map.of("code", List.of("resident-id-invalid")));
        assertThat(answer.path()).contains("released=0");
        assertThat(answer.body()).contains("已放行 0 条");
    }

    @Test
    void a_doctor_has_no_business_here() {
        Visitor doctor = Visitor.signedIn(platform, "doctor");
        assertThat(doctor.get("/quarantine").status()).isEqualTo(403);
        assertThat(doctor.get("/submissions").status()).isEqualTo(403);
    }
}
