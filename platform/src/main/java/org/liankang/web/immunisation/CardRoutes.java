package org.liankang.web.immunisation;

import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.liankang.identity.access.CurrentAccount;
import org.liankang.identity.access.ResidentAccess;
import org.liankang.identity.access.Right;
import org.liankang.identity.person.Person;
import org.liankang.identity.person.Persons;
import org.liankang.identity.place.Institution;
import org.liankang.identity.place.Institutions;
import org.liankang.uses.immunisation.Card;
import org.liankang.uses.immunisation.Forecast;
import org.liankang.uses.immunisation.Forecast.Judged;
import org.liankang.uses.immunisation.Immunisations;
import org.liankang.uses.immunisation.Name;
import org.liankang.web.view.NotFound;
import org.liankang.web.view.Page;
import org.liankang.web.view.Views;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** A child's immunisation card: opened with a right, a purpose and a trace, or not at all. */
@Controller
class CardRoutes {

    private final CurrentAccount current;
    private final ResidentAccess access;
    private final Persons persons;
    private final Immunisations immunisations;
    private final Institutions institutions;
    private final Views views;
    private final Clock clock;

    CardRoutes(
            CurrentAccount current,
            ResidentAccess access,
            Persons persons,
            Immunisations immunisations,
            Institutions institutions,
            Views views,
            Clock clock) {
        this.current = current;
        this.access = access;
        this.persons = persons;
        this.immunisations = immunisations;
        this.institutions = institutions;
        this.views = views;
        this.clock = clock;
    }

    @GetMapping("/residents/{id}/immunisation")
    ResponseEntity<String> show(Page page, @PathVariable long id) {
        Person person = persons.find(id).orElseThrow(() -> new NotFound("resident"));
        access.open(
                current.require(),
                person,
                Right.SEE_PERSON_RECORD,
                "see-immunisation",
                "/residents/" + id + "/immunisation");
        Card card = immunisations.card(id).orElseThrow(() -> new NotFound("resident"));
        LocalDate today = LocalDate.now(clock);
        Map<String, String> vaccines = words(page, immunisations.vaccines());
        Map<String, String> products = words(page, immunisations.products());
        Map<String, Object> model = new HashMap<>();
        model.put("person", person);
        model.put("card", card);
        model.put("today", today);
        model.put(
                "age",
                card.birth().map(birth -> ChildRow.age(birth, today, page.t())).orElse(""));
        model.put(
                "centre",
                institutions.find(person.centre()).map(Institution::name).orElse(""));
        model.put("vaccines", vaccines);
        model.put("products", products);
        model.put("next", due(card.forecast()));
        model.put("settled", settled(card.forecast()));
        model.put("doses", doses(card, products));
        model.put("schedule", immunisations.schedule().in(page.t().language().locale()));
        return views.html(page, "immunisation/card", model);
    }

    /** What is open or held, the earliest due first. */
    private static List<Forecast.Next> due(Forecast forecast) {
        return forecast.next().stream()
                .filter(next -> next.state() == Forecast.State.OPEN || next.state() == Forecast.State.HELD)
                .sorted((one, other) ->
                        one.due().orElse(LocalDate.MIN).compareTo(other.due().orElse(LocalDate.MIN)))
                .toList();
    }

    private static SequencedMap<Forecast.State, List<Forecast.Next>> settled(Forecast forecast) {
        return forecast.next().stream()
                .filter(next -> next.state() != Forecast.State.OPEN && next.state() != Forecast.State.HELD)
                .collect(Collectors.groupingBy(Forecast.Next::state, TreeMap::new, Collectors.toList()));
    }

    private List<DoseRow> doses(Card card, Map<String, String> products) {
        Map<String, List<Judged>> judged =
                card.forecast().judged().stream().collect(Collectors.groupingBy(Judged::reference));
        return card.doses().reversed().stream()
                .map(dose -> new DoseRow(
                        dose,
                        Optional.ofNullable(products.get(dose.product())).orElse(dose.words()),
                        institutions
                                .byOrganization(dose.place().replaceFirst("^Organization/", ""))
                                .map(Institution::name)
                                .orElse(""),
                        judged.getOrDefault(dose.reference(), List.of())))
                .toList();
    }

    static Map<String, String> words(Page page, Map<String, Name> names) {
        Map<String, String> words = new HashMap<>();
        names.forEach(
                (code, name) -> words.put(code, name.in(page.t().language().locale())));
        return words;
    }
}
