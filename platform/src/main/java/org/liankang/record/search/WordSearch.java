package org.liankang.record.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.liankang.record.search.Parameters.Kind;

/**
 * Reads what {@code _content} and {@code _text} ask: words, all of which must be there, with {@code or}, {@code and},
 * {@code not} and brackets (FHIR R4, 3.1.1.5.5). A word is found by its beginning, Chinese by any part.
 */
final class WordSearch {

    private static final int MOST_WORDS = 20;
    private static final int DEEPEST = 10;
    private static final Set<String> SIGNS = Set.of("and", "or", "not", "(", ")");

    private final Parameters parameters;
    private int words;

    WordSearch(Parameters parameters) {
        this.parameters = parameters;
    }

    Query of(String type, String name, List<String> values) {
        List<Query> any = new ArrayList<>();
        for (String value : values) {
            Reader reader = new Reader(type, name, signs(Written.plain(value)));
            any.add(reader.whole());
        }
        return any.size() == 1 ? any.getFirst() : new Query.Any(any);
    }

    private static List<String> signs(String text) {
        String apart = text.replace("(", " ( ").replace(")", " ) ").replace('"', ' ');
        List<String> signs = new ArrayList<>();
        for (String sign : apart.strip().split("\\s+")) {
            String plain = sign.toLowerCase(Locale.ROOT);
            signs.add(SIGNS.contains(plain) ? plain : sign);
        }
        return signs;
    }

    private final class Reader {

        private final String type;
        private final String name;
        private final List<String> signs;
        private int at;

        Reader(String type, String name, List<String> signs) {
            this.type = type;
            this.name = name;
            this.signs = signs;
        }

        Query whole() {
            Query query = any(0);
            if (at < signs.size()) {
                throw Broken.value(name, "has a bracket too many");
            }
            return query;
        }

        private Query any(int depth) {
            if (depth > DEEPEST) {
                throw Broken.value(name, "has brackets in brackets in brackets");
            }
            List<Query> any = new ArrayList<>(List.of(all(depth)));
            while (take("or")) {
                any.add(all(depth));
            }
            return any.size() == 1 ? any.getFirst() : new Query.Any(any);
        }

        private Query all(int depth) {
            List<Query> all = new ArrayList<>(List.of(one(depth)));
            while (take("and") || at < signs.size() && !next("or") && !next(")")) {
                all.add(one(depth));
            }
            return all.size() == 1 ? all.getFirst() : new Query.All(all);
        }

        private Query one(int depth) {
            if (take("not")) {
                return new Query.Not(one(depth + 1));
            }
            if (take("(")) {
                Query inner = any(depth + 1);
                if (!take(")")) {
                    throw Broken.value(name, "has a bracket that is not closed");
                }
                return inner;
            }
            if (at == signs.size() || SIGNS.contains(signs.get(at))) {
                throw Broken.value(name, "lacks a word");
            }
            return word(signs.get(at++));
        }

        private boolean next(String sign) {
            return at < signs.size() && signs.get(at).equals(sign);
        }

        private boolean take(String sign) {
            boolean found = next(sign);
            at += found ? 1 : 0;
            return found;
        }

        /** What is written as one word may be several, as {@code HbA1c糖化} is. */
        private Query word(String written) {
            String spaced = Texts.words(written);
            if (spaced.isEmpty()) {
                throw Broken.value(name, "has no letters");
            }
            List<Query> all = new ArrayList<>();
            for (String word : spaced.substring(1).split(" ")) {
                words += Texts.pairs(word).size();
                if (words > MOST_WORDS) {
                    throw Broken.value(name, "asks for more than 20 words or pairs of characters");
                }
                all.add(name.equals("_text") ? kept("_text", word) : anywhere(word));
            }
            return all.size() == 1 ? all.getFirst() : new Query.All(all);
        }

        private Query kept(String key, String word) {
            List<Query> pairs = Texts.pairs(word).stream()
                    .<Query>map(pair -> new Query.Phrase(Tokens.key(type, key), pair, Query.Place.BEGIN))
                    .toList();
            return pairs.size() == 1 ? pairs.getFirst() : new Query.All(pairs);
        }

        /** Texts that parameters keep are not kept twice, so they are asked where they are. */
        private Query anywhere(String word) {
            String within = Texts.wanted(" " + word);
            List<Query> any = new ArrayList<>(List.of(kept("_content", word), kept("_text", word)));
            any.add(part("_content:display", within));
            parameters.shape(type).forms.forEach((parameter, form) -> {
                if (form.texts().equals(List.of(parameter))) {
                    any.add(part(parameter + Leaf.TEXT, within));
                } else if (form.parameter().kind() == Kind.STRING) {
                    any.add(part(parameter, within));
                    if (within.startsWith(" ")) {
                        any.add(new Query.Phrase(Tokens.key(type, parameter), word, Query.Place.BEGIN));
                    }
                }
            });
            return new Query.Any(any);
        }

        private Query part(String key, String within) {
            return new Query.Phrase(Tokens.key(type, key), within, Query.Place.ANYWHERE);
        }
    }
}
