package org.liankang.uses.subscription;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.liankang.base.json.Json;
import org.liankang.base.policy.Policies;
import org.liankang.base.policy.PolicyError;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * The topics of the region, each with the position of the feed from which its definition holds. A changed file counts
 * from where the record is then: what was numbered before keeps its numbers, also when it is read again.
 */
final class Topics {

    private final Map<String, TreeMap<Long, Topic>> byUrl = new HashMap<>();

    private Topics() {}

    /**
     * @param last the record's last position now: a definition holds for what comes after it
     * @throws PolicyError when a file is not understood
     */
    static Topics read(Policies policies, Criteria criteria, JdbcClient jdbc, long last) {
        Topics topics = new Topics();
        Map<String, String> newest = new HashMap<>();
        jdbc.sql("select url, since, body from subscription.topic order by since")
                .query(row -> {
                    newest.put(row.getString("url"), row.getString("body"));
                    topics.add(row.getLong("since"), Topic.of(Json.parse(row.getString("body")), criteria));
                });
        for (Path file : policies.files("topics", ".json")) {
            JsonNode body = body(file);
            Topic topic = topic(file, body, criteria);
            String text = Json.text(body);
            if (!text.equals(newest.get(topic.url()))) {
                jdbc.sql("insert into subscription.topic values (?, ?, ?) "
                                + "on conflict (url, since) do update set body = excluded.body")
                        .params(topic.url(), last, text)
                        .update();
                topics.add(last, topic);
            }
        }
        return topics;
    }

    private void add(long since, Topic topic) {
        byUrl.computeIfAbsent(topic.url(), url -> new TreeMap<>()).put(since, topic);
    }

    private static JsonNode body(Path file) {
        try {
            return Json.parse(Files.readString(file));
        } catch (JacksonException malformed) {
            long line = malformed.getLocation() == null
                    ? 0
                    : malformed.getLocation().getLineNr();
            throw new PolicyError(file.toString(), line, malformed.getOriginalMessage());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Topic topic(Path file, JsonNode body, Criteria criteria) {
        try {
            return Topic.of(body, criteria);
        } catch (RuntimeException wrong) {
            throw new PolicyError(file.toString(), 0, wrong.getMessage());
        }
    }

    /** The definition that holds for the version at a position. */
    Optional<Topic> at(String url, long position) {
        return Optional.ofNullable(byUrl.get(url))
                .map(definitions -> definitions.lowerEntry(position))
                .map(Map.Entry::getValue);
    }

    /** Types that any definition of the topic looks at. */
    Set<String> types(String url) {
        return byUrl.getOrDefault(url, new TreeMap<>()).values().stream()
                .flatMap(topic -> topic.types().stream())
                .collect(Collectors.toSet());
    }

    /** The newest definitions, by address. */
    List<Topic> all() {
        return new TreeMap<>(byUrl)
                .values().stream().map(all -> all.lastEntry().getValue()).toList();
    }
}
