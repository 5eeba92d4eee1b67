package org.liankang.web.view;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/**
 * All visible words: {@code texts/<language>/<capability>.properties} in UTF-8, every key beginning with the name of
 * its file. A key of another beginning, or one given twice, stops the start.
 */
@Component
public final class TextCatalogue {

    private static final String FOLDER = "classpath*:org/liankang/web/texts/";

    private final Map<Language, Texts> texts = new EnumMap<>(Language.class);

    public TextCatalogue(Clock clock) {
        for (Language language : Language.values()) {
            texts.put(language, new Texts(language, clock.getZone(), load(language)));
        }
    }

    public Texts in(Language language) {
        return texts.get(language);
    }

    private static Map<String, String> load(Language language) {
        Map<String, String> all = new TreeMap<>();
        try {
            Resource[] files =
                    new PathMatchingResourcePatternResolver().getResources(FOLDER + language.code() + "/*.properties");
            for (Resource file : files) {
                add(all, file);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return all;
    }

    private static void add(Map<String, String> all, Resource file) throws IOException {
        var read = new Properties();
        try (var reader = new InputStreamReader(file.getInputStream(), StandardCharsets.UTF_8)) {
            read.load(reader);
        }
        String name = String.valueOf(file.getFilename());
        String beginning = name.substring(0, name.length() - "properties".length());
        for (String key : read.stringPropertyNames()) {
            if (!key.startsWith(beginning)) {
                throw new IllegalStateException(name + ": key " + key + " must begin with " + beginning);
            }
            all.put(key, read.getProperty(key));
        }
    }
}
