package org.liankang.web.task;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.liankang.base.policy.Policies;
import org.liankang.identity.person.Person;
import org.liankang.identity.place.Division;
import org.liankang.identity.place.Divisions;
import org.springframework.stereotype.Component;

/** The place within a street or town where a resident lives, from {@code villages.yaml}: what a doctor's round goes by. */
@Component
public class Villages {

    record Rule(String pattern, String confidence, String note) {}

    private final Pattern pattern;
    private final Divisions divisions;

    Villages(Policies policies, Divisions divisions) {
        this.pattern = Pattern.compile(
                Policies.yaml(policies.file("villages.yaml"), Rule.class).pattern());
        this.divisions = divisions;
    }

    /** Its name, of a resident without one the street or town's, or empty. */
    public String of(Person person) {
        Matcher found = pattern.matcher(person.address());
        return found.find()
                ? found.group(1)
                : divisions.find(person.division()).map(Division::name).orElse("");
    }
}
