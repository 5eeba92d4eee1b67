package org.liankang.web.offline;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.liankang.base.json.Json;
import org.liankang.entry.channel.form.Form;
import org.liankang.entry.channel.form.Forms;
import org.liankang.identity.person.Person;
import org.liankang.identity.person.Persons;
import org.liankang.record.store.Records;
import org.liankang.record.store.Version;
import org.liankang.uses.programme.Programmes;
import org.liankang.uses.programme.Task;
import org.liankang.web.form.History;
import org.liankang.web.resident.Diagnoses;
import org.liankang.web.resident.Known;
import org.liankang.web.resident.Masked;
import org.liankang.web.task.TaskCards;
import org.liankang.web.task.Villages;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a device keeps of a resident: enough to recognise them, to know what is due and what to beware of, and to fill in
 * a form beside the last values. Numbers are masked; documents, results in full and the past are not taken along.
 */
@Component
class Residents {

    private static final Duration PATIENCE = Duration.ofSeconds(50);
    private static final int MOST_LINES = 60;
    private static final long REMEMBERED_BYTES = 48L * 1024 * 1024;

    private final Persons persons;
    private final Programmes programmes;
    private final Records records;
    private final Forms forms;
    private final TaskCards cards;
    private final Villages villages;
    private final Diagnoses diagnoses;
    private final Set<String> codes;
    /** Many devices come at the same hour: those who wait cost nothing, and nobody else of the platform waits for them. */
    private final Semaphore turns =
            new Semaphore(Math.max(2, Runtime.getRuntime().availableProcessors()), true);

    /** What a chart came to, as JSON: a team has several devices, and from day to day few charts change. */
    private final Cache<Long, Remembered> remembered = Caffeine.newBuilder()
            .maximumWeight(REMEMBERED_BYTES)
            .weigher((Long resident, Remembered one) -> one.content().length + Long.BYTES * one.places().length)
            .build();

    private record Remembered(long[] places, byte[] content) {}

    Residents(
            Persons persons,
            Programmes programmes,
            Records records,
            Forms forms,
            TaskCards cards,
            Villages villages,
            Diagnoses diagnoses) {
        this.persons = persons;
        this.programmes = programmes;
        this.records = records;
        this.forms = forms;
        this.cards = cards;
        this.villages = villages;
        this.diagnoses = diagnoses;
        this.codes = forms.all().stream()
                .flatMap(Form::all)
                .flatMap(item -> item.code().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** @throws Refusal when it takes too long until it is this device's turn */
    ArrayNode of(Collection<Long> ids) {
        try {
            if (!turns.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new Refusal(HttpStatus.SERVICE_UNAVAILABLE, "sync-busy");
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new Refusal(HttpStatus.SERVICE_UNAVAILABLE, "sync-busy");
        }
        try {
            return read(ids);
        } finally {
            turns.release();
        }
    }

    private ArrayNode read(Collection<Long> ids) {
        Map<Long, Person> people = persons.all(ids);
        Map<Long, List<Task>> tasks =
                programmes.openOf(people.keySet()).stream().collect(Collectors.groupingBy(Task::resident));
        ArrayNode all = Json.array();
        for (long id : new TreeSet<>(people.keySet())) {
            all.add(one(people.get(id), tasks.getOrDefault(id, List.of())));
        }
        return all;
    }

    private ObjectNode one(Person person, List<Task> tasks) {
        ObjectNode one = chart(person.id())
                .put("id", person.id())
                .put("name", person.name())
                .put("number", Masked.idNumber(person.idNumber()))
                .put("phone", Masked.phone(person.phone()))
                .put("gender", person.gender())
                .put(
                        "born",
                        person.birthDate() == null ? "" : person.birthDate().toString())
                .put("village", villages.of(person))
                .put("address", person.address());
        ArrayNode due = one.putArray("tasks");
        tasks.forEach(task -> due.add(task(task, person)));
        return one;
    }

    private ObjectNode chart(long resident) {
        long[] places = records.places(resident);
        Remembered before = remembered.getIfPresent(resident);
        if (before != null && Arrays.equals(before.places(), places)) {
            return (ObjectNode) Json.parse(before.content());
        }
        ObjectNode content = content(records.chart(resident));
        // read again since: if something came in between, it is not remembered under what it was before
        if (Arrays.equals(places, records.places(resident))) {
            remembered.put(resident, new Remembered(places, Json.bytes(content)));
        }
        return content;
    }

    private ObjectNode content(List<Version> chart) {
        ObjectNode one = Json.object().put("base", last(chart));
        Known known = Known.of(chart, diagnoses::name);
        lines(one.putArray("allergies"), known.allergies());
        lines(one.putArray("problems"), known.problems());
        lines(one.putArray("medicines"), known.medicines());
        ObjectNode measured = one.putObject("measured");
        // in one order always: what is the same has the same digest
        new TreeMap<>(History.measured(chart)).forEach((code, value) -> {
            if (codes.contains(code)) {
                last(measured, code, value);
            }
        });
        answers(one.putObject("answered"), chart);
        return one;
    }

    /** Up to where the record was read: what stands after it is news to the device. */
    static long last(List<Version> chart) {
        return chart.stream().mapToLong(Version::position).max().orElse(0);
    }

    private ObjectNode task(Task task, Person person) {
        ObjectNode one = Json.object()
                .put("id", String.valueOf(task.id()))
                .put("programme", task.programme())
                .put("service", task.service())
                .put("due", task.due().toString())
                .put("from", task.from().toString())
                .put("until", task.until().toString())
                .put("urgency", task.urgency().name());
        cards.form(task, person).ifPresent(form -> one.put("form", form.name()));
        return one;
    }

    private static void lines(ArrayNode into, List<Known.Line> lines) {
        lines.stream().limit(MOST_LINES).forEach(line -> {
            ArrayNode one = into.addArray().add(line.words()).add(line.detail()).add(line.since());
            if (line.grave()) {
                one.add(true);
            }
        });
    }

    private void answers(ObjectNode into, List<Version> chart) {
        Map<String, Form> answered = new TreeMap<>();
        chart.stream()
                .filter(version -> version.type().equals("QuestionnaireResponse") && !version.deleted())
                .map(version -> Json.text(version.body(), "questionnaire"))
                .filter(canonical -> canonical.startsWith(Form.CANONICAL))
                .distinct()
                .forEach(canonical -> forms.find(canonical.substring(Form.CANONICAL.length()))
                        .ifPresent(form -> answered.put(form.name(), form)));
        answered.forEach((name, form) -> {
            ObjectNode answers = into.putObject(name);
            new TreeMap<>(new History(chart, form).answered()).forEach((link, value) -> last(answers, link, value));
        });
    }

    private static void last(ObjectNode into, String name, History.Last value) {
        into.putArray(name).add(value.text()).add(value.day().toString());
    }
}
