package org.liankang.entry.channel.form;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.liankang.base.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Turns a form without faults into one transaction: the Encounter, the answers as they stand, an Observation for every
 * question that asks for one, the referral, which is a service of its own within the visit, the diagnosis a section tells of,
 * and each newborn whose record a section or a row of it begins, with its family, a stay of its own and what was measured of it.
 */
final class Extraction {

    private static final String UCUM = "http://unitsofmeasure.org";
    private static final String SERVICE = "urn:liankang:service";
    private static final String REFERRAL = "referral";

    private final Filling filling;
    private final Visit visit;
    private final Form form;
    private final Supplier<UUID> ids;
    private final ArrayNode entries = Json.array();
    private final String day;
    private final Map<String, About> newborns = new HashMap<>();
    private Optional<String> encounter = Optional.empty();

    /** Whom an Observation is of, and in which Encounter it was made. */
    private record About(String patient, Optional<String> encounter) {}

    Extraction(Filling filling, Supplier<UUID> ids) {
        this.filling = filling;
        this.visit = filling.visit();
        this.form = filling.form();
        this.ids = ids;
        this.day = filling.day().orElseGet(() -> visit.at().toLocalDate()).toString();
    }

    JsonNode bundle() {
        List<Item> newborn = sections("Patient");
        mode().ifPresent(mode -> {
            ObjectNode resource = encounter(mode, form.service());
            // A birth is one, however many forms and children tell of it.
            encounter = Optional.of(newborn.isEmpty() ? add(resource) : once(resource, Newborn.birth(visit, day)));
        });
        newborn.forEach(section -> filling.beginnings(section).forEach(row -> begin(section, row)));
        add(response());
        form.all()
                .filter(Item::observation)
                .forEach(item ->
                        item.rows().map(filling::beginnings).orElse(List.of("")).forEach(row -> observe(item, row)));
        sections("Condition").forEach(this::diagnose);
        sections("ServiceRequest").forEach(this::refer);
        ObjectNode bundle = Json.object();
        bundle.put("resourceType", "Bundle");
        bundle.put("type", "transaction");
        bundle.set("entry", entries);
        return bundle;
    }

    private List<Item> sections(String resource) {
        return form.all()
                .filter(item -> item.extracts().equals(resource) && filling.asked(item))
                .toList();
    }

    private Optional<Answer> mode() {
        return form.filling("Encounter.class")
                .flatMap(item -> filling.answers(item, item.link()).stream().findFirst());
    }

    private String add(ObjectNode resource) {
        request(resource).put("method", "POST").put("url", type(resource));
        return last();
    }

    /** Makes it unless it is known under this key. */
    private String once(ObjectNode resource, String key) {
        identify(resource, Newborn.BIRTH, key);
        request(resource)
                .put("method", "POST")
                .put("url", type(resource))
                .put("ifNoneExist", "identifier=" + Newborn.BIRTH + "|" + key);
        return last();
    }

    /** Makes it, or says anew what is known under its first identifier. */
    private void put(ObjectNode resource) {
        request(resource)
                .put("method", "PUT")
                .put(
                        "url",
                        type(resource) + "?identifier=" + Json.text(resource, "identifier", "system") + "|"
                                + Json.text(resource, "identifier", "value"));
    }

    private ObjectNode request(ObjectNode resource) {
        ObjectNode entry = entries.addObject();
        entry.put("fullUrl", "urn:uuid:" + ids.get());
        entry.set("resource", resource);
        return entry.putObject("request");
    }

    private String last() {
        return Json.text(entries.get(entries.size() - 1), "fullUrl");
    }

    private static String type(ObjectNode resource) {
        return Json.text(resource, "resourceType");
    }

    /** Begins a newborn's record: the Patient, its family and, where the section has a kind of service, the stay. */
    private void begin(Item section, String row) {
        var newborn = new Newborn(filling, section, row, day);
        String patient = add(newborn.patient());
        Optional<String> stay = section.code()
                .flatMap(kind -> mode().map(mode -> {
                    ObjectNode resource = encounter(mode, kind);
                    refer(resource.putObject("subject"), patient);
                    return once(resource, newborn.key());
                }));
        sections("RelatedPerson").forEach(told -> newborn.kin(told, patient).ifPresent(this::put));
        newborns.put(section.link() + row, new About(patient, stay));
    }

    private About about(Item item, String row) {
        return item.parent()
                .map(parent -> {
                    About newborn = newborns.get(parent.link() + (item.rows().isPresent() ? row : ""));
                    return newborn == null ? about(parent, row) : newborn;
                })
                .orElseGet(() -> new About("Patient/" + visit.patient(), encounter));
    }

    private void diagnose(Item section) {
        new Diagnosis(filling, section, day).condition().ifPresent(condition -> {
            encounter(condition);
            visit.practitioner().ifPresent(id -> refer(condition.putObject("recorder"), "Practitioner/" + id));
            put(condition);
        });
    }

    /** A referral on a form for something else is counted as a service too. */
    private void refer(Item section) {
        if (!form.service().equals(REFERRAL)) {
            mode().ifPresent(mode -> {
                ObjectNode service = encounter(mode, REFERRAL);
                encounter.ifPresent(whole -> refer(service.putObject("partOf"), whole));
                add(service);
            });
        }
        add(referral(section));
    }

    private ObjectNode encounter(Answer mode, String service) {
        ObjectNode resource = resource("Encounter");
        resource.put("status", "finished");
        resource.set("class", mode.value());
        coding(resource.putArray("type").addObject(), SERVICE, service);
        subject(resource);
        visit.practitioner()
                .ifPresent(id -> refer(
                        resource.putArray("participant").addObject().putObject("individual"), "Practitioner/" + id));
        resource.putObject("period").put("start", day).put("end", day);
        refer(resource.putObject("serviceProvider"), "Organization/" + visit.organization());
        return resource;
    }

    private ObjectNode response() {
        ObjectNode resource = resource("QuestionnaireResponse");
        visit.task()
                .ifPresent(task -> resource.putArray("extension")
                        .addObject()
                        .put("url", "urn:liankang:task")
                        .put("valueString", task));
        resource.put("questionnaire", Form.CANONICAL + form.name());
        resource.put("status", "completed");
        subject(resource);
        encounter(resource);
        // To the day: a form sent twice must be the same transaction to the byte; the version's own time says the rest.
        resource.put("authored", visit.at().toLocalDate().toString());
        refer(resource.putObject("author"), performer());
        ArrayNode items = Json.array();
        form.items().forEach(item -> answer(item, "", items));
        resource.set("item", items);
        return resource;
    }

    private void answer(Item item, String prefix, ArrayNode into) {
        if (!filling.asked(item, prefix) || item.known().isPresent() || item.kind() == Item.Kind.DISPLAY) {
            return;
        }
        if (item.kind() == Item.Kind.GROUP) {
            for (String inside : filling.beginnings(item)) {
                ArrayNode children = Json.array();
                item.items().forEach(child -> answer(child, inside, children));
                if (!children.isEmpty()) {
                    named(item, into).set("item", children);
                }
            }
            return;
        }
        List<Answer> answers = filling.answers(item, prefix + item.link());
        if (!answers.isEmpty()) {
            ArrayNode values = named(item, into).putArray("answer");
            answers.forEach(answer -> values.addObject().set(answer.key(), answer.value()));
        }
    }

    private static ObjectNode named(Item item, ArrayNode into) {
        return into.addObject()
                .put("linkId", item.link())
                .put("text", item.words().chinese());
    }

    private void observe(Item item, String row) {
        if (item.kind() == Item.Kind.GROUP) {
            List<Item> parts = item.items().stream()
                    .filter(Item::component)
                    .filter(part -> !filling.answers(part, part.link()).isEmpty())
                    .toList();
            if (!parts.isEmpty()) {
                ObjectNode panel = observation(item, row);
                ArrayNode components = panel.putArray("component");
                for (Item part : parts) {
                    ObjectNode component = components.addObject();
                    code(component, part);
                    value(component, part, filling.answers(part, part.link()).getFirst());
                }
                add(panel);
            }
            return;
        }
        filling.answers(item, row + item.link()).stream().findFirst().ifPresent(answer -> {
            ObjectNode observation = observation(item, row);
            value(observation, item, answer);
            add(observation);
        });
    }

    private ObjectNode observation(Item item, String row) {
        ObjectNode resource = resource("Observation");
        resource.put("status", "final");
        code(resource, item);
        About about = about(item, row);
        refer(resource.putObject("subject"), about.patient());
        about.encounter().ifPresent(url -> refer(resource.putObject("encounter"), url));
        resource.put(
                "effectiveDateTime",
                item.effective()
                        .flatMap(form::item)
                        .flatMap(dated ->
                                filling.answers(dated, dated.link()).stream().findFirst())
                        .map(Answer::text)
                        .orElse(day));
        refer(resource.putArray("performer").addObject(), performer());
        return resource;
    }

    private static void code(ObjectNode into, Item item) {
        ObjectNode code = into.putObject("code");
        code.putArray("coding").add(item.coding());
        code.put("text", item.words().chinese());
    }

    private static void value(ObjectNode into, Item item, Answer answer) {
        if (item.unit().isPresent() && answer.value().isNumber()) {
            ObjectNode quantity = into.putObject("valueQuantity");
            quantity.set("value", answer.value());
            quantity.put("unit", item.unit().get().printed().chinese());
            quantity.put("system", UCUM);
            quantity.put("code", item.unit().get().code());
        } else if (answer.key().equals("valueCoding")) {
            into.putObject("valueCodeableConcept").putArray("coding").add(answer.value());
        } else if (answer.key().equals("valueDate")) {
            // An Observation of R4 has no valueDate; a dateTime may be a day.
            into.put("valueDateTime", answer.text());
        } else {
            into.set(answer.key(), answer.value());
        }
    }

    private ObjectNode referral(Item section) {
        ObjectNode resource = resource("ServiceRequest");
        resource.put("status", "active");
        resource.put("intent", "order");
        coding(resource.putArray("category").addObject(), SERVICE, REFERRAL);
        element(section, "priority").ifPresent(answer -> resource.put("priority", answer.text()));
        subject(resource);
        encounter(resource);
        resource.put("authoredOn", day);
        refer(resource.putObject("requester"), performer());
        element(section, "performer")
                .ifPresent(answer -> resource.putArray("performer").add(answer.value()));
        element(section, "locationCode.text")
                .ifPresent(
                        answer -> resource.putArray("locationCode").addObject().put("text", answer.text()));
        element(section, "reasonCode.text")
                .ifPresent(answer -> resource.putArray("reasonCode").addObject().put("text", answer.text()));
        return resource;
    }

    private Optional<Answer> element(Item section, String name) {
        return section.all()
                .filter(item -> item.element().equals("ServiceRequest." + name))
                .flatMap(item -> filling.answers(item, item.link()).stream())
                .findFirst();
    }

    static ObjectNode resource(String type) {
        return Json.object().put("resourceType", type);
    }

    private void subject(ObjectNode resource) {
        refer(resource.putObject("subject"), "Patient/" + visit.patient());
    }

    private void encounter(ObjectNode resource) {
        encounter.ifPresent(url -> refer(resource.putObject("encounter"), url));
    }

    private String performer() {
        return visit.practitioner().map(id -> "Practitioner/" + id).orElse("Organization/" + visit.organization());
    }

    static void refer(ObjectNode into, String reference) {
        into.put("reference", reference);
    }

    static void identify(ObjectNode resource, String system, String value) {
        resource.putArray("identifier").addObject().put("system", system).put("value", value);
    }

    static void coding(ObjectNode concept, String system, String code) {
        concept.putArray("coding").addObject().put("system", system).put("code", code);
    }
}
