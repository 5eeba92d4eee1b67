package org.liankang.web.round;

import java.util.List;
import org.liankang.identity.person.Person;
import org.liankang.web.task.TaskCard;

/** A resident of the own centre who is due along the way. */
public record DueRow(Person person, int age, List<TaskCard> tasks) {}
