package org.liankang.web.reminder;

import org.jspecify.annotations.Nullable;
import org.liankang.identity.person.Person;
import org.liankang.uses.reminder.Message;

/** A message with the name it is for; null where the resident is not known any more. */
public record ReminderLine(Message message, @Nullable Person person) {}
