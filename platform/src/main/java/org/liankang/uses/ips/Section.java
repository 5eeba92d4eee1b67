package org.liankang.uses.ips;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.type.TypeReference;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * A section of the summary, from {@code sections.yaml}.
 *
 * @param code LOINC
 * @param required must be there also when nothing is recorded
 * @param entries the types IPS allows as entries here; what else belongs here is told in words
 */
record Section(
        String section, String code, String display, String zh, String en, boolean required, Set<String> entries) {

    /** A word in both languages, from {@code words.yaml}. */
    record Word(String zh, String en) {

        String both() {
            return zh + " " + en;
        }
    }

    private static final YAMLMapper YAML = YAMLMapper.builder().build();

    static final List<Section> ALL = read("sections.yaml", new TypeReference<>() {});
    static final Map<String, Word> WORDS = read("words.yaml", new TypeReference<>() {});

    private static <T> T read(String file, TypeReference<T> type) {
        try (InputStream in = Section.class.getResourceAsStream(file)) {
            return YAML.readValue(in, type);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    String title() {
        return zh + " " + en;
    }
}
