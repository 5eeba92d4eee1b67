package org.liankang.web.task;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.liankang.base.json.Json;
import org.liankang.entry.channel.form.Form;
import org.liankang.entry.channel.form.Forms;
import org.liankang.entry.channel.form.Item;
import org.liankang.identity.person.Person;
import org.liankang.identity.person.Persons;
import org.liankang.record.store.Records;
import org.liankang.record.store.Version;
import org.liankang.uses.programme.Programmes;
import org.liankang.uses.programme.Task;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Puts tasks together with whom they are about, the form that does them and what was measured last. */
@Component
public class TaskCards {

    private static final String ELDERLY_EXAM = "elderly-exam";
    private static final int ELDERLY = 65;
    private static final int MOST_VALUES = 3;

    private final Programmes programmes;
    private final Persons persons;
    private final Forms forms;
    private final Records records;
    private final Clock clock;

    TaskCards(Programmes programmes, Persons persons, Forms forms, Records records, Clock clock) {
        this.programmes = programmes;
        this.persons = persons;
        this.forms = forms;
        this.records = records;
        this.clock = clock;
    }

    /** Tasks of residents no longer known are left out. */
    public List<TaskCard> of(List<Task> tasks) {
        LocalDate today = LocalDate.now(clock);
        Map<Long, Person> people =
                persons.all(tasks.stream().map(Task::resident).distinct().toList());
        Map<Long, Map<String, String>> measured = new HashMap<>();
        List<TaskCard> cards = new ArrayList<>();
        for (Task task : tasks) {
            Person person = people.get(task.resident());
            if (person != null) {
                Optional<Form> form = form(task, person);
                Map<String, String> values =
                        measured.computeIfAbsent(person.id(), id -> measurements(records.chart(id)));
                cards.add(new TaskCard(task, person, form, last(form, values), today));
            }
        }
        return cards;
    }

    /** The form of the service's own name, else that of the kind of visit that does it for somebody of this age. */
    public Optional<Form> form(Task task, Person person) {
        return forms.ofService(task.service()).or(() -> byKind(task, person.ageOn(LocalDate.now(clock))));
    }

    /** A yearly examination asked by a chronic programme is the one for older residents, for those who are. */
    private Optional<Form> byKind(Task task, int age) {
        Set<String> kinds = programmes.visits(task);
        if (kinds.contains(ELDERLY_EXAM) && age >= ELDERLY) {
            return forms.ofService(ELDERLY_EXAM);
        }
        List<String> others =
                kinds.stream().filter(kind -> !kind.equals(ELDERLY_EXAM)).toList();
        return others.size() == 1 ? forms.ofService(others.getFirst()) : Optional.empty();
    }

    private static List<String> last(Optional<Form> form, Map<String, String> values) {
        return form.stream()
                .flatMap(Form::all)
                .filter(Item::required)
                .flatMap(item -> item.code().stream())
                .map(values::get)
                .filter(value -> value != null)
                .distinct()
                .limit(MOST_VALUES)
                .toList();
    }

    /** The newest value of each code, in words; both parts of a blood pressure under either code. */
    private static Map<String, String> measurements(List<Version> chart) {
        Map<String, String> values = new HashMap<>();
        chart.stream()
                .filter(version -> version.type().equals("Observation") && !version.deleted())
                .sorted(Comparator.comparing(version -> Json.text(version.body(), "effectiveDateTime")))
                .forEach(version -> {
                    JsonNode body = version.body();
                    List<JsonNode> parts = Json.each(body.path("component")).toList();
                    String day = day(Json.text(body, "effectiveDateTime"));
                    if (parts.isEmpty()) {
                        put(values, List.of(body), day);
                    } else {
                        put(values, parts, day);
                    }
                });
        return values;
    }

    private static void put(Map<String, String> values, List<JsonNode> parts, String day) {
        List<String> numbers = parts.stream()
                .map(part -> Json.text(part, "valueQuantity", "value"))
                .filter(number -> !number.isEmpty())
                .toList();
        if (!numbers.isEmpty()) {
            String text = String.join("/", numbers) + " "
                    + Json.text(parts.getFirst(), "valueQuantity", "unit").replace("mm[Hg]", "mmHg") + " · " + day;
            parts.forEach(part -> values.put(Json.text(part, "code", "coding", "code"), text));
        }
    }

    private static String day(String moment) {
        return moment.substring(0, Math.min(10, moment.length()));
    }
}
