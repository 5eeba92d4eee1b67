package org.liankang.entry.channel.form;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A form: one Questionnaire.
 *
 * @param name its file's name, the last part of its canonical {@code urn:liankang:form:<name>}
 * @param service code of {@code urn:liankang:service}: what a visit filled in with it was
 */
public record Form(String name, String version, Words title, String service, List<Item> items) {

    public static final String CANONICAL = "urn:liankang:form:";

    /** Every item, sections before what they contain. */
    public Stream<Item> all() {
        return items.stream().flatMap(Item::all);
    }

    public Optional<Item> item(String link) {
        return all().filter(item -> item.link().equals(link)).findFirst();
    }

    /** The item that fills this element of a resource, for example {@code Encounter.class}. */
    Optional<Item> filling(String element) {
        return all().filter(item -> item.element().equals(element)).findFirst();
    }
}
