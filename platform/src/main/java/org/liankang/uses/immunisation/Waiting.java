package org.liankang.uses.immunisation;

import java.time.LocalDate;
import java.util.List;

/** A child who is to come, with the doses that can be given, the longest due first. */
public record Waiting(long resident, LocalDate birth, List<Due> dues) {}
