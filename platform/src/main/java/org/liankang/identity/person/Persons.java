package org.liankang.identity.person;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.liankang.base.sql.Migrations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The residents: finding one, and identifying whom a document is about. */
@Component
public class Persons {

    private static final Pattern NUMBER_PART = Pattern.compile("\\d{3,}[\\dx]");
    private static final int WORDS_OF_A_NAME = 3;

    private final PersonStore store;
    private final WordStore words;
    private long last;

    Persons(JdbcClient jdbc, Migrations migrations) {
        migrations.migrate("person", Persons.class);
        this.store = new PersonStore(jdbc);
        this.words = new WordStore(jdbc);
        words.fill();
        this.last = store.last();
    }

    public Optional<Person> find(long id) {
        return store.all(List.of(id)).stream().findFirst();
    }

    /** The residents of these numbers; unknown numbers are missing from the answer. */
    public Map<Long, Person> all(Collection<Long> ids) {
        return store.all(ids).stream().collect(Collectors.toMap(Person::id, Function.identity()));
    }

    /** In the whole region; see {@link #search(String, Within, int)}. */
    public List<Person> search(String text, int most) {
        return search(text, Within.REGION, most);
    }

    /**
     * By name or its beginning, pinyin initials, pinyin, the end of the ID number or phone (four characters and more), the
     * beginning of the phone (seven and more), or a whole identifier. Residents of the own centre come first, then
     * whole matches before beginnings, the living before the dead.
     */
    public List<Person> search(String text, Within within, int most) {
        String wanted = Readings.plain(text);
        if (wanted.isEmpty()) {
            return List.of();
        }
        Optional<ResidentId> number = ResidentId.parse(wanted);
        if (number.isPresent()) {
            return store.byIdNumber(number.get().value());
        }
        Map<Long, Person> found = new LinkedHashMap<>();
        if (NUMBER_PART.matcher(wanted).matches()) {
            if (within.everywhere() || within.centre() != 0) {
                add(
                        found,
                        words.byNumberPart(
                                wanted.toUpperCase(Locale.ROOT), within.centre(), within.everywhere(), most));
            }
            store.byPhone(wanted, most).forEach(person -> found.putIfAbsent(person.id(), person));
        } else {
            // A name has several words that may begin the same.
            int rows = most * WORDS_OF_A_NAME;
            if (within.centre() != 0) {
                add(found, words.beginning(wanted, within.centre(), rows));
            }
            if (found.size() < most) {
                people(words.exactly(wanted, rows)).stream()
                        .filter(person -> within.everywhere()
                                || Readings.plain(person.name()).equals(wanted))
                        .forEach(person -> found.putIfAbsent(person.id(), person));
            }
            if (found.size() < most && within.everywhere()) {
                add(found, words.beginning(wanted, rows));
            }
        }
        if (found.isEmpty()) {
            store.byIdentifier(text.replaceAll("\\p{Cntrl}", "").strip(), most)
                    .forEach(person -> found.put(person.id(), person));
        }
        return found.values().stream()
                .sorted(Comparator.comparing(
                                (Person person) -> within.centre() == 0 || person.centre() != within.centre())
                        .thenComparing(person -> person.deceased() != null))
                .limit(most)
                .toList();
    }

    private void add(Map<Long, Person> found, List<Long> ids) {
        people(ids).forEach(person -> found.putIfAbsent(person.id(), person));
    }

    private List<Person> people(List<Long> ids) {
        Map<Long, Person> people = all(ids.stream().distinct().toList());
        return ids.stream().distinct().map(people::get).filter(Objects::nonNull).toList();
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
        return new Identification(store, words, last, given -> last = given);
    }
}
