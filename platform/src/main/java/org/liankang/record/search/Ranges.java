package org.liankang.record.search;

/** Numbers as longs that sort the same way, so that dates, numbers and quantities share one index. */
public final class Ranges {

    /** The low end of a range that has none. */
    public static final long OPEN_LOW = Long.MIN_VALUE + 1;

    /** The high end of a range that has none. */
    public static final long OPEN_HIGH = Long.MAX_VALUE;

    /** The system of the codes of currencies, ISO 4217. */
    static final String CURRENCIES = "urn:iso:std:iso:4217";

    private Ranges() {}

    /** The order-preserving bits of a double. */
    public static long number(double value) {
        long bits = Double.doubleToLongBits(value + 0.0); // minus zero becomes zero
        return bits ^ ((bits >> 63) & Long.MAX_VALUE);
    }
}
