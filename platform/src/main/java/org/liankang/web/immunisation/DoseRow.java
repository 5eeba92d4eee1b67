package org.liankang.web.immunisation;

import java.util.List;
import org.liankang.uses.immunisation.Card;
import org.liankang.uses.immunisation.Forecast.Judged;

/**
 * A dose on record.
 *
 * @param product what was given, in words
 * @param place who gave it, or empty
 * @param judged once for each vaccine it counts for; empty when the schedule does not know it
 */
public record DoseRow(Card.Dose dose, String product, String place, List<Judged> judged) {}
