package org.liankang.identity.place;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.liankang.base.policy.Policies;
import org.springframework.stereotype.Component;

/** The region's administrative divisions, from {@code divisions.csv} of its folder. */
@Component
public class Divisions {

    private final Division region;
    private final List<Division> all;
    private final Map<String, Division> byCode;

    Divisions(Policies policies) {
        List<Division> rows = Policies.csv(
                policies.file("divisions.csv"),
                row -> new Division(
                        row.get("code"),
                        row.get("name"),
                        row.get("name_en"),
                        row.get("kind"),
                        row.get("parent"),
                        number(row.get("column")),
                        number(row.get("row"))));
        this.region = rows.getFirst();
        this.all = List.copyOf(rows.subList(1, rows.size()));
        this.byCode = rows.stream().collect(Collectors.toMap(Division::code, Function.identity()));
    }

    private static int number(String text) {
        return text.isBlank() ? 0 : Integer.parseInt(text.strip());
    }

    /** The whole region. */
    public Division region() {
        return region;
    }

    /** Its streets and towns, in the order of the list. */
    public List<Division> all() {
        return all;
    }

    public Optional<Division> find(String code) {
        return Optional.ofNullable(byCode.get(code));
    }
}
