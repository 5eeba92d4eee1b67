package org.liankang.uses.quality;

import java.time.YearMonth;
import java.util.Optional;

/**
 * How often a rule was asked and how often it failed.
 *
 * @param institution number of the institution, 0 when none could be named
 * @param kind code of the document kind
 * @param rule code of the rule
 * @param month of the events the documents tell of; empty when several months are added up
 * @param mended failures that a later version mended; they are not among the failed
 */
public record Score(
        long institution, String kind, String rule, Optional<YearMonth> month, long judged, long failed, long mended) {}
