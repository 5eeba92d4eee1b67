package org.liankang.web.panel;

import java.util.List;

/** An institution's values of a programme's indicators, in their order. */
public record InstitutionRow(String institution, List<Cell> cells) {

    /**
     * @param counted numerator and denominator in words
     * @param path to the people not in the numerator, or empty when the asker may not see people
     */
    public record Cell(String value, String counted, String path) {}
}
