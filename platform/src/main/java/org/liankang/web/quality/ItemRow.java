package org.liankang.web.quality;

import org.liankang.uses.quality.Item;
import org.liankang.uses.quality.Rule;

/**
 * A failing document as the list shows it.
 *
 * @param kind name of the document kind
 * @param institution its name, or empty where the list is of one institution
 * @param path to the record page, or empty for those who may not open it
 */
public record ItemRow(Item item, Rule rule, String kind, String institution, String path) {

    /** The end of the id is enough to tell two apart. */
    public String brief() {
        String id = item.reference().substring(item.reference().indexOf('/') + 1);
        return id.length() <= 14 ? id : "…" + id.substring(id.length() - 12);
    }
}
