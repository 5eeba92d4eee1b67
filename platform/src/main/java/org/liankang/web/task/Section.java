package org.liankang.web.task;

import java.util.List;
import org.liankang.web.component.Tone;

/** Cards under one heading. @param hint beside the title, or empty */
public record Section(String title, String hint, Tone tone, List<TaskCard> cards) {}
