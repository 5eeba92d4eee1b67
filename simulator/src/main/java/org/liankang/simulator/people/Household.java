package org.liankang.simulator.people;

import java.util.List;
import org.liankang.simulator.region.Division;

/** People who live at one address from the day each of them came. */
public record Household(long index, Division division, String address, List<Person> members) {}
