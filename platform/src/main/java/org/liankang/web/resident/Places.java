package org.liankang.web.resident;

import org.liankang.identity.place.Divisions;
import org.liankang.identity.place.Institutions;
import org.liankang.web.view.Language;
import org.springframework.stereotype.Component;

/** Gives the names of places and staff in a language. */
@Component
class Places {

    private final Institutions institutions;
    private final Divisions divisions;

    Places(Institutions institutions, Divisions divisions) {
        this.institutions = institutions;
        this.divisions = divisions;
    }

    PlaceNames in(Language language) {
        return new PlaceNames(institutions, divisions, language);
    }
}
