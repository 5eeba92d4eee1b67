package org.liankang.record.search;

import java.math.BigDecimal;

/** Numbers as longs that sort the same way, so that dates, numbers and quantities share one index. */
public final class Ranges {

    private Ranges() {}

    /** The order-preserving bits of a double. */
    public static long number(double value) {
        long bits = Double.doubleToLongBits(value + 0.0); // minus zero becomes zero
        return bits ^ ((bits >> 63) & Long.MAX_VALUE);
    }

    public static long number(BigDecimal value) {
        return number(value.doubleValue());
    }
}
