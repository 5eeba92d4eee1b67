package org.liankang.uses.immunisation;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.liankang.base.json.Json;
import org.liankang.base.policy.Policies;
import org.liankang.base.policy.PolicyConfig;
import org.liankang.uses.immunisation.Child.Known.Kind;
import org.liankang.uses.immunisation.Forecast.Judged;
import org.liankang.uses.immunisation.Forecast.Next;
import org.liankang.uses.immunisation.Forecast.Visit;
import tools.jackson.databind.JsonNode;

/** Situations written as data: a child, a day, and what the schedule must say. */
final class Cases {

    static final LocalDate TODAY = LocalDate.of(2026, 11, 22);

    /** Tests run in the module's folder or at the root. */
    static final Path REGIONS = Files.isDirectory(Path.of("regions")) ? Path.of("regions") : Path.of("..", "regions");

    private Cases() {}

    static Schedules schedules() {
        return Schedules.read(new Policies(new PolicyConfig(REGIONS, "haishu")));
    }

    static Child child(JsonNode written) {
        List<Child.Given> given = new ArrayList<>();
        Json.each(written.path("given")).map(JsonNode::asString).forEach(dose -> {
            String[] words = dose.split(" ");
            given.add(new Child.Given("Immunization/" + (given.size() + 1), words[0], LocalDate.parse(words[1])));
        });
        List<Child.Known> known = new ArrayList<>();
        Json.each(written.path("known")).forEach(one -> {
            boolean allergy = one.has("allergy");
            String ended = Json.text(one, "ended");
            known.add(new Child.Known(
                    "Condition/" + (known.size() + 1),
                    allergy ? Kind.ALLERGY : Kind.DIAGNOSIS,
                    Json.text(one, allergy ? "allergy" : "diagnosis"),
                    LocalDate.parse(Json.text(one, "since")),
                    ended.isEmpty() ? null : LocalDate.parse(ended)));
        });
        return new Child(
                day(written, "born", LocalDate.of(2025, 3, 10)),
                Json.text(written, "sex"),
                null,
                written.has("weight") ? written.path("weight").asInt() : null,
                given,
                known);
    }

    static LocalDate day(JsonNode written, String name, LocalDate otherwise) {
        String day = Json.text(written, name);
        return day.isEmpty() ? otherwise : LocalDate.parse(day);
    }

    /** For example {@code mmr 2025-11-10 1}, with {@code late} behind, or {@code mmr 2025-11-09 too-early from 2025-11-10}. */
    static String told(Judged judged) {
        String what = judged.counts()
                ? judged.number() + (judged.timely() ? "" : " late")
                : code(judged.verdict())
                        + judged.rightFrom().map(day -> " from " + day).orElse("");
        return judged.product() + " " + judged.day() + " " + what;
    }

    static String told(Next next, String key) {
        return switch (key) {
            case "state" -> code(next.state());
            case "number" -> "" + next.number();
            case "of" -> "" + next.of();
            case "counted" -> "" + next.counted();
            case "product" -> next.product();
            case "earliest" -> next.earliest().map(LocalDate::toString).orElse("");
            case "due" -> next.due().map(LocalDate::toString).orElse("");
            case "overdue" -> next.overdue().map(LocalDate::toString).orElse("");
            case "latest" -> next.latest().map(LocalDate::toString).orElse("");
            case "because" -> code(next.because());
            case "catch-up" -> "" + next.catchUp();
            case "questions" -> "" + next.questions().size();
            case "stopped" -> "" + next.stopped().size();
            default -> throw new IllegalArgumentException(key);
        };
    }

    /** For example {@code 2026-11-22 hepb 1 + bcg 1}. */
    static String told(Visit visit) {
        return visit.day() + " "
                + String.join(
                        " + ",
                        visit.shots().stream()
                                .map(shot -> shot.vaccine() + " " + shot.number())
                                .toList());
    }

    private static String code(Enum<?> one) {
        return one.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
