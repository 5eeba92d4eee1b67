package org.liankang.identity.person;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.liankang.base.sql.Migrations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The residents: finding one, and identifying whom a document is about. */
@Component
public class Persons {

    private final PersonStore store;
    private long last;

    Persons(JdbcClient jdbc, Migrations migrations) {
        migrations.migrate("person", Persons.class);
        this.store = new PersonStore(jdbc);
        this.last = store.last();
    }

    public Optional<Person> find(long id) {
        return store.all(List.of(id)).stream().findFirst();
    }

    /** The residents of these numbers; unknown numbers are missing from the answer. */
    public Map<Long, Person> all(Collection<Long> ids) {
        return store.all(ids).stream().collect(Collectors.toMap(Person::id, Function.identity()));
    }

    /** By resident ID number, another identifier, a whole phone number, or the beginning of the name. */
    public List<Person> search(String text, int most) {
        String wanted = text.strip();
        if (wanted.isEmpty()) {
            return List.of();
        }
        Optional<ResidentId> number = ResidentId.parse(wanted);
        if (number.isPresent()) {
            return store.byIdNumber(number.get().value());
        }
        List<Person> found = wanted.chars().anyMatch(Character::isDigit) ? store.byPhone(wanted, most) : List.of();
        found = found.isEmpty() ? store.byName(wanted, most) : found;
        return found.isEmpty() ? store.byIdentifier(wanted, most) : found;
    }

    /** Whom a Patient resource describes. */
    public Optional<Long> byPatient(String patient) {
        return store.byPatient(patient);
    }

    /** The Patient resources that describe one resident. */
    public List<String> patientsOf(long person) {
        return store.patientsOf(person);
    }

    public long count() {
        return store.count();
    }

    /** Takes up which numbers are given, after a connection broke during a commit. */
    public void reload() {
        last = store.last();
    }

    /** Begins the identification of one batch; only the sequencer in {@code entry} calls this, one batch at a time. */
    public Identification identification() {
        return new Identification(store, last, given -> last = given);
    }
}
