package org.liankang.identity.person;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongConsumer;

/**
 * Identifies the people of one batch of documents and, in the same transaction as the documents, remembers them.
 *
 * <p>Rules, in order: the same Patient resource is the same person; a known identifier names its person (the resident
 * ID number above all others); otherwise it is someone new. Identifiers that name two different people, or an ID
 * number other than the one the person has, are a conflict for a human to look at, never merged by guess.
 */
public final class Identification {

    /** What is to be written of one person. */
    record Known(long person, Description description, long centre, long position) {}

    /** The answer for one Patient. */
    public sealed interface Answer {
        record Same(long person) implements Answer {}

        record New(long person) implements Answer {}

        record Conflict(String reason) implements Answer {}
    }

    private final PersonStore store;
    private final WordStore words;
    private final LongConsumer given;
    private final Map<String, Long> patients = new HashMap<>();
    private final Map<Description.Identifier, Long> identifiers = new HashMap<>();
    private final Map<Long, String> idNumbers = new HashMap<>();
    private final Map<String, Long> newPatients = new LinkedHashMap<>();
    private final Map<Description.Identifier, Long> newIdentifiers = new LinkedHashMap<>();
    private final Map<Long, Known> created = new LinkedHashMap<>();
    private final Map<Long, Known> updated = new LinkedHashMap<>();
    private long last;

    Identification(PersonStore store, WordStore words, long last, LongConsumer given) {
        this.store = store;
        this.words = words;
        this.last = last;
        this.given = given;
    }

    /** Looks up everything the batch may need, in three queries. */
    public void prepare(Connection connection, Collection<Description> descriptions, Collection<String> patientIds)
            throws SQLException {
        Set<String> ids = new HashSet<>(patientIds);
        Set<Description.Identifier> wanted = new HashSet<>();
        for (Description description : descriptions) {
            ids.add(description.patient());
            wanted.addAll(description.identifiers());
        }
        patients.putAll(store.patients(connection, ids));
        identifiers.putAll(store.identifiers(connection, wanted));
        Set<Long> persons = new HashSet<>(identifiers.values());
        descriptions.forEach(d -> {
            if (patients.containsKey(d.patient())) {
                persons.add(patients.get(d.patient()));
            }
        });
        idNumbers.putAll(store.idNumbers(connection, persons));
    }

    /** The person a Patient resource is known to describe. */
    public OptionalLong person(String patient) {
        Long known = newPatients.getOrDefault(patient, patients.get(patient));
        return known == null ? OptionalLong.empty() : OptionalLong.of(known);
    }

    /** Whom the description means; nothing is remembered until {@link #keep}. */
    public Answer identify(Description description) {
        Set<Long> named = new HashSet<>();
        OptionalLong same = person(description.patient());
        same.ifPresent(named::add);
        for (Description.Identifier identifier : description.identifiers()) {
            Long owner = newIdentifiers.getOrDefault(identifier, identifiers.get(identifier));
            if (owner != null) {
                named.add(owner);
            }
        }
        if (named.size() > 1) {
            return new Answer.Conflict("its identifiers name " + named.size() + " different residents");
        }
        if (named.isEmpty()) {
            return new Answer.New(last + 1);
        }
        long person = named.iterator().next();
        String has = idNumbers.getOrDefault(person, "");
        if (!has.isEmpty() && !description.idNumber().isEmpty() && !has.equals(description.idNumber())) {
            return new Answer.Conflict("the resident it names has another ID number");
        }
        return new Answer.Same(person);
    }

    /** Remembers an identified person; undone with the batch if the transaction is rolled back. */
    public void keep(long person, Description description, long centre, long position) {
        String number = description.idNumber().isEmpty() ? idNumbers.getOrDefault(person, "") : description.idNumber();
        Known known = new Known(person, description.numbered(number), centre, position);
        if (person > last) {
            last = person;
            created.put(person, known);
        } else if (created.containsKey(person)) {
            created.put(person, known);
        } else {
            updated.put(person, known);
        }
        if (!description.idNumber().isEmpty()) {
            idNumbers.put(person, description.idNumber());
        }
        if (!patients.containsKey(description.patient())) {
            newPatients.put(description.patient(), person);
        }
        for (Description.Identifier identifier : description.identifiers()) {
            if (!identifiers.containsKey(identifier)) {
                newIdentifiers.put(identifier, person);
            }
        }
    }

    /** Writes what was kept. */
    public void write(Connection connection) throws SQLException {
        if (!created.isEmpty()) {
            store.insertPersons(connection, new ArrayList<>(created.values()));
            words.insert(connection, created.values());
        }
        if (!updated.isEmpty()) {
            words.replace(connection, updated.values());
            store.updatePersons(connection, List.copyOf(updated.values()));
        }
        store.insertIdentifiers(connection, newIdentifiers);
        store.insertPatients(connection, newPatients);
    }

    /** To be called after the commit: the numbers given are now taken. */
    public void committed() {
        given.accept(last);
    }
}
