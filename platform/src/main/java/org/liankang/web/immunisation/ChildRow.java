package org.liankang.web.immunisation;

import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import org.liankang.identity.person.Person;
import org.liankang.uses.immunisation.Due;
import org.liankang.web.view.Texts;

/** A child who is to come. */
public record ChildRow(Person person, LocalDate birth, List<Due> dues, LocalDate today) {

    private static final int IN_MONTHS = 36;

    public String path() {
        return "/residents/" + person.id() + "/immunisation";
    }

    public String age(Texts t) {
        return age(birth, today, t);
    }

    /** In months up to three years, then in years. */
    static String age(LocalDate birth, LocalDate today, Texts t) {
        long months = Period.between(birth, today).toTotalMonths();
        return months < IN_MONTHS
                ? t.of("immunisation.months", months)
                : t.of("immunisation.years", Period.between(birth, today).getYears());
    }
}
