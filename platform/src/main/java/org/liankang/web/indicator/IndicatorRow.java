package org.liankang.web.indicator;

import org.liankang.uses.indicator.Value;

/**
 * One line of a list of values.
 *
 * @param shown the value as written, empty when there is none
 * @param path where the line leads
 */
public record IndicatorRow(
        String code,
        String name,
        String shown,
        String unit,
        double numerator,
        double denominator,
        Value.State state,
        String path) {}
