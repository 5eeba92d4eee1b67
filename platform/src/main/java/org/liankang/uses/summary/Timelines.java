package org.liankang.uses.summary;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.liankang.base.json.Json;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ArrayNode;

/** Answers what happened to a resident, newest first. */
@Component
public class Timelines {

    private final SummaryStore store;

    Timelines(SummaryStore store) {
        this.store = store;
    }

    /** The newest entries of a resident, at most so many; entries without a date come last. */
    public List<Entry> of(long resident, int most) {
        List<Item> told = store.newest(resident, most);
        Map<String, List<Item>> during = new HashMap<>();
        for (Item item :
                store.during(resident, told.stream().map(Item::reference).toList())) {
            during.computeIfAbsent(item.encounter(), encounter -> new ArrayList<>())
                    .add(item);
        }
        return told.stream()
                .map(item -> entry(item, during.getOrDefault(item.reference(), List.of())))
                .toList();
    }

    private static Entry entry(Item item, List<Item> during) {
        ArrayNode facts = Json.array();
        Json.each(Json.parse(item.facts())).forEach(facts::add);
        during.forEach(part -> Json.each(Json.parse(part.facts())).forEach(facts::add));
        return new Entry(
                Optional.ofNullable(item.day()),
                item.kind(),
                item.title(),
                item.institution(),
                item.practitioner(),
                item.reference(),
                item.version(),
                item.position(),
                item.submission(),
                facts);
    }
}
