package org.liankang.web.task;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.liankang.entry.channel.form.Form;
import org.liankang.identity.person.Person;
import org.liankang.uses.programme.Task;
import org.liankang.web.component.Tone;

/**
 * One task as pages show it.
 *
 * @param form the form that does it, when there is one
 * @param last what was measured last for this service, in words
 */
public record TaskCard(Task task, Person person, Optional<Form> form, List<String> last, LocalDate today) {

    public boolean overdue() {
        return task.overdue(today);
    }

    /** A visit counts already. */
    public boolean ripe() {
        return !task.from().isAfter(today);
    }

    public String path() {
        return form.map(one -> "/forms/" + one.name() + "?resident=" + person.id() + "&task=" + task.id())
                .orElse("/residents/" + person.id());
    }

    public Tone urgency() {
        return switch (task.urgency()) {
            case URGENT -> Tone.BAD;
            case RECHECK -> Tone.WARN;
            case ROUTINE -> Tone.QUIET;
        };
    }
}
