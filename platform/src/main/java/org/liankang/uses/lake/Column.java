package org.liankang.uses.lake;

import java.util.Map;

/**
 * One column of a view.
 *
 * @param type FHIR type of its values, {@code string} where the definition says none
 * @param collection it holds all results of its path, not the only one
 * @param tags what the definition says beside, by name
 */
public record Column(String name, String type, boolean collection, Map<String, String> tags) {

    /** Its SQL type by the standard, where the definition wants another than the type's own. */
    static final String ANSI_TYPE = "ansi/type";

    public Column {
        tags = Map.copyOf(tags);
    }

    public SqlType sqlType() {
        return tags.containsKey(ANSI_TYPE) ? SqlType.ofAnsi(tags.get(ANSI_TYPE)) : SqlType.ofFhir(type);
    }

    /** As a column of a table. */
    public String declaration() {
        return name + " " + sqlType().sql() + (collection ? "[]" : "");
    }

    /** Same name and same values: what the branches of a union must agree on. */
    boolean agrees(Column other) {
        return name.equals(other.name) && type.equals(other.type) && collection == other.collection;
    }
}
