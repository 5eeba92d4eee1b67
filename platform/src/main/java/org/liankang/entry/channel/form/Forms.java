package org.liankang.entry.channel.form;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.liankang.base.json.Json;
import org.liankang.base.policy.Policies;
import org.liankang.base.policy.PolicyError;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** The region's forms, read and checked once at the start. */
@Component
public class Forms {

    private final Map<String, Form> byName = new TreeMap<>();

    Forms(Policies policies) {
        policies.files("forms", ".json").forEach(file -> {
            Form form = read(file);
            byName.put(form.name(), form);
        });
    }

    public List<Form> all() {
        return List.copyOf(byName.values());
    }

    public Optional<Form> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** The form that records this kind of service. */
    public Optional<Form> ofService(String service) {
        return byName.values().stream()
                .filter(form -> form.service().equals(service))
                .findFirst();
    }

    /** @param answers what was typed, by path; a path that is missing was left open */
    public Filling fill(Form form, Map<String, List<String>> answers, Visit visit) {
        return new Filling(form, Map.copyOf(answers), visit);
    }

    /** @throws PolicyError if the file is not a Questionnaire that can be asked and turned into facts */
    static Form read(Path file) {
        try {
            JsonNode questionnaire = Json.parse(Files.readAllBytes(file));
            Form form = new Form(
                    file.getFileName().toString().replaceFirst("\\.json$", ""),
                    Json.text(questionnaire, "version"),
                    Words.of(questionnaire, "title"),
                    Json.text(questionnaire, "code", "code"),
                    Json.each(questionnaire.path("item"))
                            .map(node -> new Item(node, Optional.empty()))
                            .toList());
            FormCheck.reasons(questionnaire, form).stream().findFirst().ifPresent(reason -> {
                throw new PolicyError(file.toString(), 0, reason);
            });
            return form;
        } catch (JacksonException failure) {
            long line =
                    failure.getLocation() == null ? 0 : failure.getLocation().getLineNr();
            throw new PolicyError(file.toString(), line, failure.getOriginalMessage());
        } catch (IllegalArgumentException failure) {
            throw new PolicyError(file.toString(), 0, failure.getMessage());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
