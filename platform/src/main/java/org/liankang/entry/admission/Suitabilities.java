package org.liankang.entry.admission;

import java.util.List;
import org.liankang.base.finding.Finding;
import org.liankang.entry.Suitability;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** What those who would have to do what resources ask say of them. They are started after the door and asked for late. */
@Component
class Suitabilities {

    private final ObjectProvider<Suitability> provider;
    private volatile List<Suitability> all;

    Suitabilities(ObjectProvider<Suitability> provider) {
        this.provider = provider;
    }

    List<Finding> against(String type, JsonNode resource) {
        if (all == null) {
            all = provider.stream().toList();
        }
        for (Suitability one : all) {
            if (one.type().equals(type)) {
                return one.against(resource);
            }
        }
        return List.of();
    }
}
