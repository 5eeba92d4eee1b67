package org.liankang.identity.person;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.ibm.icu.text.Transliterator;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * How a name is read aloud, and the words it is found by. A family name is read as CLDR's transform for personal names
 * reads it (单 is shàn, 仇 qiú, 曾 zēng, 查 zhā, 长孙 zhǎng sūn) and, because people type what they know, also as the
 * character is read elsewhere. ü is typed as v or as u. A character without a known reading is left out of the reading;
 * the name as written still finds it.
 */
final class Readings {

    private static final int MOST_KEPT = 50_000;
    private static final int LONGEST = 60;
    /** Family names have one or two characters; that many are read in the context of a name. */
    private static final int FAMILY = 2;

    private static final Cache<String, List<String>> READ =
            Caffeine.newBuilder().maximumSize(MOST_KEPT).build();

    /** Loaded when first needed: the tables take a second. */
    private static final class Transforms {
        static final Transliterator NAMES = Transliterator.getInstance("Han-Latin/Names; Lower");
        static final Transliterator PLAIN = Transliterator.getInstance("Han-Latin; Lower");
    }

    private Readings() {}

    /** All words of a name, without repetition; none of an empty one. */
    static Set<String> words(String name) {
        String written = plain(name);
        Set<String> words = new LinkedHashSet<>();
        if (written.isEmpty()) {
            return words;
        }
        words.add(written);
        int[] characters = written.codePoints().toArray();
        List<String> family = new ArrayList<>();
        int first = Math.min(FAMILY, characters.length);
        String beginning = new String(characters, 0, first);
        List<String> rest = new ArrayList<>();
        for (int at = first; at < characters.length; at++) {
            rest.addAll(read("p" + Character.toString(characters[at])));
        }
        for (String how : List.of("n", "p")) {
            family.clear();
            family.addAll(read(how + beginning));
            family.addAll(rest);
            add(words, family, "v");
            add(words, family, "u");
        }
        return words;
    }

    /** What someone typed, in the form of the words: no blanks, narrow, small letters. */
    static String plain(String text) {
        String narrow = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        StringBuilder plain = new StringBuilder();
        narrow.codePoints().filter(Character::isLetterOrDigit).limit(LONGEST).forEach(plain::appendCodePoint);
        return plain.toString();
    }

    private static void add(Set<String> words, List<String> syllables, String umlaut) {
        if (syllables.isEmpty()) {
            return;
        }
        List<String> spoken =
                syllables.stream().map(one -> one.replace("ü", umlaut)).toList();
        StringBuilder initials = new StringBuilder();
        spoken.forEach(one -> initials.append(one.charAt(0)));
        words.add(initials.toString());
        words.add(String.join("", spoken));
        words.add(spoken.getFirst() + initials.substring(1));
    }

    /** The syllables of a text: {@code n} before it reads it as the beginning of a name, {@code p} as anything else. */
    private static List<String> read(String asked) {
        return READ.get(asked, key -> {
            Transliterator transform = key.charAt(0) == 'n' ? Transforms.NAMES : Transforms.PLAIN;
            String spelled = Normalizer.normalize(transform.transliterate(key.substring(1)), Normalizer.Form.NFD);
            // Tones go, the two dots of ü stay.
            String toneless =
                    Normalizer.normalize(spelled.replaceAll("[\\p{Mn}&&[^\\u0308]]", ""), Normalizer.Form.NFC);
            List<String> syllables = new ArrayList<>();
            for (String one : toneless.split("[^a-zü]+")) {
                if (!one.isEmpty()) {
                    syllables.add(one);
                }
            }
            return List.copyOf(syllables);
        });
    }
}
