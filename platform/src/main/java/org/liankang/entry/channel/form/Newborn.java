package org.liankang.entry.channel.form;

import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * The record of a child that a form begins: a section, or a row of one, that becomes a Patient. The child's mother is whose
 * form it is; it lives where she lives, and the same institution keeps its file. It was born on the day of the visit. As it
 * has no number of its own yet, it is known by its mother, that day and which child of the birth it is: the same birth told
 * twice is one child.
 */
final class Newborn {

    static final String BIRTH = "urn:liankang:birth";
    private static final String ROLE = "http://terminology.hl7.org/CodeSystem/v3-RoleCode";

    private final Filling filling;
    private final Item section;
    private final String row;
    private final String day;

    /** @param row how the paths of its answers begin, for example {@code newborn.1.}, or empty */
    Newborn(Filling filling, Item section, String row, String day) {
        this.filling = filling;
        this.section = section;
        this.row = row;
        this.day = day;
    }

    /** What the birth itself is known by, however many children it had. */
    static String birth(Visit visit, String day) {
        return visit.patient() + "/" + day;
    }

    /** What the child is known by. */
    String key() {
        return birth(filling.visit(), day) + "/"
                + element(section, "Patient.multipleBirthInteger")
                        .map(Answer::text)
                        .orElse("1");
    }

    ObjectNode patient() {
        Visit visit = filling.visit();
        ObjectNode patient = Extraction.resource("Patient");
        ObjectNode mother = patient.putArray("extension").addObject();
        mother.put("url", "urn:liankang:mother");
        Extraction.refer(mother.putObject("valueReference"), "Patient/" + visit.patient());
        Extraction.identify(patient, BIRTH, key());
        element(section, "Patient.name.text")
                .ifPresent(name -> patient.putArray("name").addObject().put("text", name.text()));
        element(section, "Patient.gender").ifPresent(gender -> patient.put("gender", gender.text()));
        patient.put("birthDate", day);
        home(patient, visit);
        element(section, "Patient.multipleBirthInteger")
                .ifPresent(number -> patient.set("multipleBirthInteger", number.value()));
        known(visit, "centre")
                .ifPresent(centre ->
                        Extraction.refer(patient.putObject("managingOrganization"), "Organization/" + centre));
        return patient;
    }

    /**
     * Somebody of the child's family, as another section tells: its code says who, for example {@code MTH}. Nothing where
     * no name is told.
     */
    Optional<ObjectNode> kin(Item told, String patient) {
        return element(told, "RelatedPerson.name.text").map(name -> {
            ObjectNode kin = Extraction.resource("RelatedPerson");
            Extraction.identify(kin, BIRTH, key() + "/" + told.code().orElseThrow());
            Extraction.refer(kin.putObject("patient"), patient);
            Extraction.coding(
                    kin.putArray("relationship").addObject(), ROLE, told.code().orElseThrow());
            kin.putArray("name").addObject().put("text", name.text());
            element(told, "RelatedPerson.telecom.value")
                    .ifPresent(phone -> kin.putArray("telecom")
                            .addObject()
                            .put("system", "phone")
                            .put("value", phone.text()));
            return kin;
        });
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

    private Optional<Answer> element(Item within, String name) {
        return within.all()
                .filter(item -> item.element().equals(name))
                .flatMap(item -> filling.answers(item, (within == section ? row : "") + item.link()).stream())
                .findFirst();
    }
}
