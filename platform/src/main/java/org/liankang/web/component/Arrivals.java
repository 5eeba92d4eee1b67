package org.liankang.web.component;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.liankang.base.json.Json;
import org.liankang.identity.place.Institution;
import org.liankang.identity.place.Institutions;
import org.liankang.web.view.Page;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriComponentsBuilder;
import tools.jackson.core.JacksonException;

/** What the pages about submissions and those about quarantined items have in common. */
@Component
public class Arrivals {

    private static final int ON_A_PAGE = 50;

    /** How many to ask for: one more than is shown says whether there is a next page. */
    public static final int ASKED = ON_A_PAGE + 1;

    private final Institutions institutions;

    Arrivals(Institutions institutions) {
        this.institutions = institutions;
    }

    /** One page of a list that goes from the newest number down. */
    public record Part<T>(List<T> shown, boolean more) {

        /** @param found at most {@link #ASKED} */
        public static <T> Part<T> of(List<T> found) {
            return new Part<>(found.stream().limit(ON_A_PAGE).toList(), found.size() > ON_A_PAGE);
        }

        /**
         * @param text how many are shown, in words
         * @param here the list with its filter
         * @param before the number this page begins below, 0 on the first page
         */
        public Pager pager(String text, UriComponentsBuilder here, long before, ToLongFunction<T> number) {
            String first = before > 0 ? here.encode().build().toUriString() : "";
            String next = more
                    ? here.queryParam("before", number.applyAsLong(shown.getLast()))
                            .encode()
                            .build()
                            .toUriString()
                    : "";
            return new Pager(text, first, next);
        }
    }

    /** Names of institutions by credit code. */
    public Map<String, String> names() {
        Map<String, String> names = new HashMap<>();
        for (Institution institution : institutions.all()) {
            names.put(institution.code(), institution.name());
        }
        return names;
    }

    /** Which institution's, or all; its texts are {@code <words>.institution} and {@code <words>.all}. */
    public Field institutions(Page page, String words, String value) {
        Stream<Field.Option> options = institutions.all().stream()
                .filter(one -> !one.code().isEmpty())
                .map(one -> new Field.Option(one.code(), one.name()));
        return Field.choice(
                "institution",
                page.t().of(words + ".institution"),
                "select",
                value,
                Stream.concat(Stream.of(new Field.Option("", page.t().of(words + ".all"))), options)
                        .toList());
    }

    /** A payload as text; JSON is laid out. */
    public static String readable(byte[] payload) {
        String text = new String(payload, StandardCharsets.UTF_8);
        try {
            return Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(Json.parse(text));
        } catch (JacksonException notJson) {
            return text;
        }
    }
}
