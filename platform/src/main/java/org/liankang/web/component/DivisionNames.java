package org.liankang.web.component;

import org.liankang.identity.place.Division;
import org.liankang.web.view.Language;
import org.liankang.web.view.Texts;

/** How a division is called in the language of the page. */
public final class DivisionNames {

    private DivisionNames() {}

    public static String full(Division division, Texts t) {
        return t.language() == Language.ENGLISH ? division.nameEnglish() : division.name();
    }

    /** Without the word for its kind: short enough for a tile. */
    public static String brief(Division division, Texts t) {
        String name = full(division, t);
        for (String kind : t.of("component.division-kinds").split(",")) {
            if (name.endsWith(kind) && name.length() > kind.length()) {
                return name.substring(0, name.length() - kind.length()).strip();
            }
        }
        return name;
    }
}
