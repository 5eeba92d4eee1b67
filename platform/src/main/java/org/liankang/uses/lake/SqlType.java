package org.liankang.uses.lake;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The SQL type of a column.
 *
 * @param sql as DuckDB writes it
 * @param scale digits after the point of a {@link Kind#EXACT} number
 */
public record SqlType(Kind kind, String sql, int scale) {

    /** How a FHIR value becomes a value of it. */
    public enum Kind {
        TEXT,
        DATE,
        MOMENT,
        TIME,
        NUMBER,
        EXACT,
        WHOLE,
        FLAG
    }

    private static final Pattern ANSI = Pattern.compile("([A-Z ]+?)\\s*(?:\\((\\d{1,4})(?:\\s*,\\s*(\\d{1,2}))?\\))?");

    private static SqlType of(Kind kind) {
        return new SqlType(
                kind,
                switch (kind) {
                    case TEXT -> "varchar";
                    case DATE -> "date";
                    case MOMENT -> "timestamp";
                    case TIME -> "time";
                    case NUMBER -> "double";
                    case EXACT -> "decimal(18,3)";
                    case WHOLE -> "bigint";
                    case FLAG -> "boolean";
                },
                3);
    }

    /** Types that have no SQL counterpart are texts. */
    static SqlType ofFhir(String type) {
        return of(
                switch (type) {
                    case "boolean" -> Kind.FLAG;
                    case "date" -> Kind.DATE;
                    case "dateTime", "instant" -> Kind.MOMENT;
                    case "time" -> Kind.TIME;
                    case "decimal" -> Kind.NUMBER;
                    case "integer", "integer64", "positiveInt", "unsignedInt" -> Kind.WHOLE;
                    default -> Kind.TEXT;
                });
    }

    /** Null for what is no type of ISO/IEC 9075, or none that FHIR values fit into. */
    static SqlType ofAnsi(String text) {
        Matcher parts = ANSI.matcher(text.strip().toUpperCase(Locale.ROOT));
        if (!parts.matches()) {
            return null;
        }
        return switch (parts.group(1)) {
            case "CHARACTER",
                    "CHAR",
                    "CHARACTER VARYING",
                    "CHAR VARYING",
                    "VARCHAR",
                    "CHARACTER LARGE OBJECT",
                    "CLOB" -> of(Kind.TEXT);
            case "DECIMAL", "DEC", "NUMERIC" -> exact(parts.group(2), parts.group(3));
            case "SMALLINT", "INTEGER", "INT", "BIGINT" -> of(Kind.WHOLE);
            case "FLOAT", "REAL", "DOUBLE PRECISION", "DOUBLE" -> of(Kind.NUMBER);
            case "BOOLEAN" -> of(Kind.FLAG);
            case "DATE" -> of(Kind.DATE);
            case "TIME" -> of(Kind.TIME);
            case "TIMESTAMP", "TIMESTAMP WITH TIME ZONE", "TIMESTAMP WITHOUT TIME ZONE" -> of(Kind.MOMENT);
            default -> null;
        };
    }

    private static SqlType exact(String digits, String after) {
        int precision = digits == null ? 18 : Integer.parseInt(digits);
        int scale = after == null ? 0 : Integer.parseInt(after);
        boolean fits = precision > 0 && precision <= 38 && scale <= precision;
        return fits ? new SqlType(Kind.EXACT, "decimal(" + precision + "," + scale + ")", scale) : null;
    }
}
