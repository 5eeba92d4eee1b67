package org.liankang.web.component;

import java.util.Optional;

/**
 * One number that matters, with its target and its trend.
 *
 * @param value as shown, or empty when there is none
 * @param foot left and right small print, for example the target and the month
 * @param path where the number can be followed to, or empty
 */
public record Stat(
        String label,
        String value,
        String unit,
        Optional<Meter> meter,
        Sparkline trend,
        Optional<Badge> badge,
        String footLeft,
        String footRight,
        String path) {

    public static Stat plain(String label, String value, String unit, String foot) {
        return new Stat(
                label,
                value,
                unit,
                Optional.empty(),
                Sparkline.of(java.util.List.of()),
                Optional.empty(),
                foot,
                "",
                "");
    }
}
