package org.liankang.web.view;

import org.liankang.identity.place.Divisions;
import org.springframework.stereotype.Component;

/** The name of the region this platform serves. */
@Component
class Region {

    private final Divisions divisions;

    Region(Divisions divisions) {
        this.divisions = divisions;
    }

    String name(Language language) {
        return switch (language) {
            case CHINESE -> divisions.region().name();
            case ENGLISH -> divisions.region().nameEnglish();
        };
    }
}
