package org.liankang.web.immunisation;

import java.util.List;
import org.liankang.uses.immunisation.Coverage;

/** A vaccine with the coverage of each of its doses. */
public record VaccineRow(String name, List<Coverage> doses) {}
