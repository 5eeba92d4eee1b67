package org.liankang.uses.immunisation;

import java.util.Locale;

/** What something is called. */
public record Name(String chinese, String english) {

    public String in(Locale language) {
        return language.getLanguage().equals("en") ? english : chinese;
    }
}
