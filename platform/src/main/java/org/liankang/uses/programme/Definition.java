package org.liankang.uses.programme;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One version of a programme's rules, for reading.
 *
 * @param confidence lowest confidence of its rules: H, M or L
 */
public record Definition(
        String programme,
        String name,
        String nameEnglish,
        String version,
        LocalDate from,
        Optional<LocalDate> to,
        String source,
        String confidence,
        List<Rule> rules) {

    /**
     * @param part {@code eligible}, or the service it belongs to
     * @param kind {@code eligible}, {@code episode}, {@code complete}, {@code class}, {@code first}, {@code next},
     *     {@code missed}, {@code yearly}, {@code slot}, {@code ask} (what a visit of a timetable or a yearly service asks
     *     for besides), {@code stop}
     * @param note what was assumed, or empty
     */
    public record Rule(String part, String kind, String rule, String clause, String confidence, String note) {}

    static Definition of(Programme programme, Programme.Edition edition) {
        List<Rule> rules = new ArrayList<>();
        edition.eligible()
                .forEach(r -> rules.add(rule("eligible", "eligible", r.rule(), r.clause(), r.confidence(), r.note())));
        if (programme.episode() != null) {
            var episode = programme.episode();
            rules.add(rule(
                    "eligible", "episode", episode.rule(), episode.clause(), episode.confidence(), episode.note()));
        }
        for (Programme.Service service : edition.services()) {
            rules.addAll(ofService(service));
        }
        return new Definition(
                programme.programme(),
                programme.name(),
                programme.nameEn(),
                edition.version(),
                edition.from(),
                Optional.ofNullable(edition.to()),
                edition.source(),
                rules.stream().map(Rule::confidence).max(Definition::weaker).orElse("L"),
                List.copyOf(rules));
    }

    private static int weaker(String one, String other) {
        return Programme.Confidence.valueOf(one).compareTo(Programme.Confidence.valueOf(other));
    }

    private static List<Rule> ofService(Programme.Service service) {
        String part = service.service();
        List<Rule> rules = new ArrayList<>();
        service.complete()
                .forEach(r -> rules.add(rule(part, "complete", r.rule(), r.clause(), r.confidence(), r.note())));
        service.classes().forEach(r -> rules.add(rule(part, "class", r.name(), r.clause(), r.confidence(), r.note())));
        if (service.yearly() != null) {
            var yearly = service.yearly();
            rules.add(rule(part, "yearly", yearly.rule(), yearly.clause(), yearly.confidence(), yearly.note()));
            service.next().forEach(raise -> rules.add(step(part, "ask", raise)));
            return rules;
        }
        if (service.timetable() != null) {
            service.timetable().slots().forEach(slot -> rules.add(step(part, "slot", slot)));
            service.timetable().next().forEach(next -> rules.add(step(part, "ask", next)));
            return rules;
        }
        rules.add(step(part, "first", service.first()));
        service.next().forEach(next -> rules.add(step(part, next.stop() ? "stop" : "next", next)));
        rules.add(step(part, "missed", service.missed()));
        return rules;
    }

    private static Rule step(String part, String kind, Programme.Step step) {
        return rule(part, kind, step.rule(), step.clause(), step.confidence(), step.note());
    }

    private static Rule rule(
            String part, String kind, String rule, String clause, Programme.Confidence confidence, String note) {
        return new Rule(part, kind, rule, clause, confidence.name(), note == null ? "" : note);
    }
}
