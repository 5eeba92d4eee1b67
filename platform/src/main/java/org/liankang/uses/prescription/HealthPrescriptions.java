package org.liankang.uses.prescription;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.liankang.base.finding.Finding;
import org.liankang.base.json.Json;
import org.liankang.base.policy.Policies;
import org.liankang.entry.Door;
import org.liankang.entry.Envelope;
import org.liankang.entry.Interaction;
import org.liankang.entry.Receipt;
import org.liankang.entry.Submitter;
import org.liankang.identity.person.Person;
import org.liankang.identity.place.Institution;
import org.liankang.record.store.Records;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Proposes health prescriptions from the record, hands them through the door, and reads those handed out. */
@Component
public class HealthPrescriptions {

    private static final int LONGEST = 1000;

    /** What came of it. */
    public sealed interface Outcome {

        /** @param plan id of the CarePlan */
        record Stored(String plan) implements Outcome {}

        record Refused(List<Finding> findings) implements Outcome {}

        record NotTaken(Receipt receipt) implements Outcome {}
    }

    private final AdviceRules rules;
    private final Records records;
    private final Door door;
    private final Clock clock;

    HealthPrescriptions(Policies policies, Records records, Door door, Clock clock) {
        this.rules = AdviceRules.read(policies);
        this.records = records;
        this.door = door;
        this.clock = clock;
    }

    /** Every topic with what its rules propose. */
    public List<Proposal> propose(Person person) {
        LocalDate today = LocalDate.now(clock);
        return new Proposing(records.chart(person.id()), person.ageOn(today), today).propose(rules);
    }

    /** Those handed out, the newest first. */
    public List<HealthPrescription> of(Person person) {
        return records.chart(person.id()).stream()
                .filter(HealthPrescription::is)
                .map(HealthPrescription::read)
                .sorted(Comparator.comparing(HealthPrescription::from).reversed())
                .toList();
    }

    /**
     * @param form id of the page's form: sent twice, written once
     * @param practitioner id of the Practitioner, where the user is on the staff list
     * @param texts by topic; an empty one is not handed out
     */
    public Outcome write(
            String login,
            String form,
            Person person,
            Institution centre,
            Optional<String> practitioner,
            Map<String, String> texts) {
        List<Finding> findings = check(person, texts);
        if (!findings.isEmpty()) {
            return new Outcome.Refused(findings);
        }
        String id = UUID.nameUUIDFromBytes(("prescription/" + form).getBytes(StandardCharsets.UTF_8))
                .toString();
        ObjectNode bundle = Json.object().put("resourceType", "Bundle").put("type", "transaction");
        ObjectNode entry = bundle.putArray("entry").addObject();
        entry.set("resource", plan(id, person, centre, practitioner, texts));
        entry.putObject("request").put("method", "PUT").put("url", "CarePlan/" + id);
        Receipt receipt = door.submit(new Envelope(
                        "form",
                        new Submitter(login, centre.code()),
                        Optional.of("prescription/" + form),
                        new Interaction.Bundle(),
                        Json.bytes(bundle)))
                .join();
        return receipt.accepted() ? new Outcome.Stored(id) : new Outcome.NotTaken(receipt);
    }

    private ObjectNode plan(
            String id, Person person, Institution centre, Optional<String> practitioner, Map<String, String> texts) {
        LocalDate today = LocalDate.now(clock);
        ObjectNode plan = Json.object()
                .put("resourceType", "CarePlan")
                .put("id", id)
                .put("status", "active")
                .put("intent", "plan");
        coding(plan.putArray("category").addObject(), HealthPrescription.CATEGORY, HealthPrescription.KIND);
        plan.putObject("subject").put("reference", "Patient/" + person.patient());
        plan.putObject("period")
                .put("start", today.toString())
                .put("end", today.plusMonths(rules.months().value()).toString());
        plan.put("created", today.toString());
        plan.putObject("author")
                .put(
                        "reference",
                        practitioner
                                .map(staff -> "Practitioner/" + staff)
                                .orElse("Organization/" + centre.organization()));
        Set<String> evidence = new TreeSet<>();
        ArrayNode activities = Json.array();
        for (Proposal proposal : propose(person)) {
            String text = texts.getOrDefault(proposal.topic().code(), "").strip();
            if (!text.isEmpty()) {
                evidence.addAll(proposal.evidence());
                ObjectNode detail = activities.addObject().putObject("detail");
                coding(
                                detail.putObject("code"),
                                HealthPrescription.TOPIC,
                                proposal.topic().code())
                        .put("display", proposal.topic().name());
                detail.put("status", "in-progress").put("description", text);
            }
        }
        if (!evidence.isEmpty()) {
            ArrayNode about = plan.putArray("supportingInfo");
            evidence.forEach(reference -> about.addObject().put("reference", reference));
        }
        plan.set("activity", activities);
        return plan;
    }

    private static ObjectNode coding(ObjectNode concept, String system, String code) {
        return concept.putArray("coding").addObject().put("system", system).put("code", code);
    }

    private List<Finding> check(Person person, Map<String, String> texts) {
        List<Finding> findings = new ArrayList<>();
        if (!person.aliveOn(LocalDate.now(clock))) {
            findings.add(Finding.error("prescription-resident-dead", "", "the resident has died"));
        }
        if (rules.topics().stream()
                .allMatch(topic -> texts.getOrDefault(topic.code(), "").isBlank())) {
            findings.add(Finding.error("prescription-empty", "", "at least one topic needs a text"));
        }
        texts.forEach((topic, text) -> {
            if (text.strip().length() > LONGEST) {
                findings.add(Finding.error("prescription-too-long", topic, "at most " + LONGEST + " characters"));
            }
        });
        return findings;
    }
}
