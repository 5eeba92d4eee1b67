package org.liankang.web.indicator;

import java.util.List;

/**
 * One resident, encounter, practitioner or institution behind a value.
 *
 * @param path the resident's page, or empty
 * @param about gender and age of a resident, or empty
 * @param counts it is in the numerator
 * @param evidence references ({@code Type/id}) that show it
 */
public record UnitRow(
        String name,
        String path,
        String about,
        String division,
        String institution,
        boolean counts,
        List<String> evidence) {}
