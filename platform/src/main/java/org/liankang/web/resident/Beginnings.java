package org.liankang.web.resident;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.liankang.base.json.Json;
import org.liankang.base.policy.Policies;
import org.liankang.base.policy.PolicyError;
import org.liankang.entry.channel.form.Form;
import org.liankang.entry.channel.form.Forms;
import org.liankang.identity.access.Account;
import org.liankang.identity.access.Right;
import org.liankang.identity.person.Person;
import org.liankang.record.store.Version;
import org.liankang.web.component.Link;
import org.liankang.web.view.Page;
import org.springframework.stereotype.Component;

/** The forms that no task asks for, such as a birth, offered where they fit a resident; from {@code beginnings.yaml}. */
@Component
class Beginnings {

    private static final String CASE = "urn:liankang:case";

    private final List<Offer> offers;

    private record Rules(List<Beginning> beginnings) {}

    /** @param told only where the record has a case of a notifiable disease that a form told of */
    private record Beginning(
            String form,
            String gender,
            TrendRules.Age age,
            @JsonProperty("case") Boolean told,
            String confidence) {

        Beginning {
            told = Boolean.TRUE.equals(told);
        }
    }

    private record Offer(Beginning rule, Form form) {}

    Beginnings(Policies policies, Forms forms) {
        Path file = policies.file("beginnings.yaml");
        this.offers = Policies.yaml(file, Rules.class).beginnings().stream()
                .map(rule -> new Offer(
                        rule,
                        forms.find(rule.form())
                                .orElseThrow(
                                        () -> new PolicyError(file.toString(), 0, "there is no form " + rule.form()))))
                .toList();
    }

    /** Nothing of the dead, and nothing for an account that could not send a form. */
    List<Link> of(Page page, Person person, List<Version> chart, LocalDate today) {
        boolean may = page.may(Right.COMPLETE_TASK)
                && page.account()
                        .map(Account::institution)
                        .filter(own -> !own.isEmpty())
                        .isPresent();
        if (!may || !person.aliveOn(today)) {
            return List.of();
        }
        return offers.stream()
                .filter(offer -> fits(offer.rule(), person, chart, today))
                .map(offer -> Link.to(
                        offer.form().title().in(page.t().language().locale()),
                        "/forms/" + offer.form().name() + "?resident=" + person.id()))
                .toList();
    }

    private static boolean fits(Beginning rule, Person person, List<Version> chart, LocalDate today) {
        return (rule.gender() == null || rule.gender().equals(person.gender()))
                && (rule.age() == null || rule.age().holds(person.ageOn(today)))
                && (!rule.told() || chart.stream().anyMatch(Beginnings::told));
    }

    private static boolean told(Version version) {
        return version.type().equals("Condition")
                && !version.deleted()
                && Json.each(version.body().path("identifier"))
                        .anyMatch(identifier -> Json.text(identifier, "system").equals(CASE));
    }
}
