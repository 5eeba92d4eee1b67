package org.liankang.entry.channel.form;

import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * The record of a child that a form begins: a section that becomes a Patient. The child's mother is whose form it is; it
 * lives where she lives, and the same institution keeps its file. It was born on the day of the visit. As it has no number
 * of its own yet, it is known by its mother, that day and which child of the birth it is: the same birth told twice is one
 * child.
 */
final class Newborn {

    static final String BIRTH = "urn:liankang:birth";

    private final Filling filling;
    private final Item section;
    private final String day;

    Newborn(Filling filling, Item section, String day) {
        this.filling = filling;
        this.section = section;
        this.day = day;
    }

    ObjectNode patient() {
        Visit visit = filling.visit();
        ObjectNode patient = Extraction.resource("Patient");
        ObjectNode mother = patient.putArray("extension").addObject();
        mother.put("url", "urn:liankang:mother");
        Extraction.refer(mother.putObject("valueReference"), "Patient/" + visit.patient());
        Optional<Answer> order = element("multipleBirthInteger");
        patient.putArray("identifier")
                .addObject()
                .put("system", BIRTH)
                .put(
                        "value",
                        visit.patient() + "/" + day + "/"
                                + order.map(Answer::text).orElse("1"));
        element("name.text")
                .ifPresent(name -> patient.putArray("name").addObject().put("text", name.text()));
        element("gender").ifPresent(gender -> patient.put("gender", gender.text()));
        patient.put("birthDate", day);
        home(patient, visit);
        order.ifPresent(number -> patient.set("multipleBirthInteger", number.value()));
        known(visit, "centre")
                .ifPresent(centre ->
                        Extraction.refer(patient.putObject("managingOrganization"), "Organization/" + centre));
        return patient;
    }

    private static void home(ObjectNode patient, Visit visit) {
        Optional<String> division = known(visit, "division");
        Optional<String> address = known(visit, "address");
        if (division.isPresent() || address.isPresent()) {
            ObjectNode home = patient.putArray("address").addObject();
            division.ifPresent(code -> home.putArray("extension")
                    .addObject()
                    .put("url", "urn:liankang:division")
                    .put("valueCode", code));
            address.ifPresent(text -> home.put("text", text));
        }
    }

    private static Optional<String> known(Visit visit, String fact) {
        return Optional.ofNullable(visit.known().get(fact)).filter(value -> !value.isEmpty());
    }

    private Optional<Answer> element(String name) {
        return section.all()
                .filter(item -> item.element().equals("Patient." + name))
                .flatMap(item -> filling.answers(item, item.link()).stream())
                .findFirst();
    }
}
