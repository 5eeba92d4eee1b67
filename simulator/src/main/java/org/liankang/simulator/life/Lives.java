package org.liankang.simulator.life;

import java.util.List;
import org.liankang.simulator.people.Household;

/** A household with the history of everybody who lived in it during the simulated years. */
public record Lives(Household home, List<History> histories) {}
