package org.liankang.record.search;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.fhir.ucum.Decimal;
import org.fhir.ucum.Pair;
import org.fhir.ucum.UcumEssenceService;
import org.fhir.ucum.UcumException;

/**
 * The units of UCUM, and what a value in one of them is in base units: what is 5.4 mg is also found as 0.0054 g. Codes
 * that UCUM does not know, or that no factor converts (logarithmic ones), are compared as they are written.
 */
final class Units {

    static final String SYSTEM = "http://unitsofmeasure.org";

    /** @param unit in base units, as {@code g.m-3} */
    record Scale(String unit, double factor, double offset) {

        /**
         * In base units, with the 40 leading bits: the ways from two units to the same value differ in the last ones.
         */
        double of(double value) {
            double exact = value * factor + offset;
            return Double.longBitsToDouble(Double.doubleToRawLongBits(exact) + HALF & -2 * HALF);
        }
    }

    private static final long HALF = 1L << 11;
    private static final int LONGEST = 40;
    /** What documents bring may be anything; real ones use some hundred. */
    private static final int MOST_KEPT = 10_000;
    /** More digits than a double has, so that division loses none of them. */
    private static final int DIGITS = 24;

    private static final Pattern BRACKETED = Pattern.compile("\\[[^]]+]");
    private static final Pattern LOGARITHMIC = Pattern.compile("(B|Np)(?![A-Za-z_])|\\[pH]");
    private static final Set<String> PROPORTIONS = Set.of("[ppth]", "[ppm]", "[ppb]", "[pptr]", "[pi]");

    /** The scales with another zero, which the library does not convert (UCUM, table 24). */
    private static final Map<String, Optional<Scale>> KEPT = new ConcurrentHashMap<>(Map.of(
            "Cel", Optional.of(new Scale("K", 1, 273.15)),
            "[degF]", Optional.of(new Scale("K", 5.0 / 9, 459.67 * 5 / 9))));

    private Units() {}

    /** Read when the first unit is met. */
    private static final class Ucum {
        private static final UcumEssenceService SERVICE = read();

        private static UcumEssenceService read() {
            try (InputStream essence = UcumEssenceService.class.getResourceAsStream("/ucum-essence.xml")) {
                return new UcumEssenceService(essence);
            } catch (IOException | UcumException failure) {
                throw new IllegalStateException("the definitions of UCUM cannot be read", failure);
            }
        }
    }

    /** Empty if values in this unit cannot be converted. */
    static Optional<Scale> scale(String code) {
        Optional<Scale> known = KEPT.get(code);
        if (known == null) {
            known = code.length() > LONGEST ? Optional.empty() : converted(code);
            if (KEPT.size() < MOST_KEPT) {
                KEPT.put(code, known);
            }
        }
        return known;
    }

    private static Optional<Scale> converted(String code) {
        try {
            if (LOGARITHMIC.matcher(code).find()) {
                return Optional.empty();
            }
            Pair one = Ucum.SERVICE.getCanonicalForm(new Pair(new Decimal("1", DIGITS), code));
            double factor = Double.parseDouble(one.getValue().asDecimal());
            return factor > 0 && Double.isFinite(factor)
                    ? Optional.of(new Scale(one.getCode() + arbitrary(code), factor, 0))
                    : Optional.empty();
        } catch (UcumException | RuntimeException unknown) { // the library answers some malformed codes so
            return Optional.empty();
        }
    }

    /** International units and the like are each a kind of its own, which the library takes for plain numbers. */
    private static String arbitrary(String code) {
        StringBuilder kinds = new StringBuilder();
        Matcher bracketed = BRACKETED.matcher(code);
        while (bracketed.find()) {
            String unit = bracketed.group().replace("[IU]", "[iU]");
            if (!PROPORTIONS.contains(unit) && plainNumber(unit)) {
                kinds.append(' ').append(unit);
            }
        }
        return kinds.toString();
    }

    private static boolean plainNumber(String unit) {
        try {
            return Ucum.SERVICE.getCanonicalUnits(unit).isEmpty();
        } catch (UcumException | RuntimeException part) { // of a unit like mm[Hg]
            return false;
        }
    }
}
