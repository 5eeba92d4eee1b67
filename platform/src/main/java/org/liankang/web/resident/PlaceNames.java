package org.liankang.web.resident;

import org.liankang.identity.place.Divisions;
import org.liankang.identity.place.Institution;
import org.liankang.identity.place.Institutions;
import org.liankang.web.view.Language;

/** The names of places and staff behind references; an unknown one has the empty name. */
public record PlaceNames(Institutions institutions, Divisions divisions, Language language) {

    public String institution(long id) {
        return institutions.find(id).map(Institution::name).orElse("");
    }

    public String institution(String reference) {
        return institutions
                .byOrganization(reference.replaceFirst("^Organization/", ""))
                .map(Institution::name)
                .orElse("");
    }

    public String staff(String reference) {
        return reference.isEmpty()
                ? ""
                : institutions
                        .staffName(reference.replaceFirst("^Practitioner/", ""))
                        .orElse("");
    }

    public String division(String code) {
        return divisions
                .find(code)
                .map(one -> language == Language.ENGLISH ? one.nameEnglish() : one.name())
                .orElse("");
    }
}
