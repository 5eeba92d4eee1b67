package org.liankang.record.search;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Texts as words: folded ({@link Parameters#fold}), with one space before each word and none elsewhere. A run of Chinese
 * characters counts as one word, within which any part is found; of other words only what they begin with.
 */
final class Texts {

    /** Displays repeat without end; the last ones met are kept, each in the slot of its hash. */
    private static final int SLOTS = 1 << 12;

    private static final int LONGEST_KEPT = 200;
    /** Of one text no more characters are read. */
    private static final int LONGEST = 20_000;

    private static final int LONGEST_ENTITY = 10;
    private static final AtomicReferenceArray<Known> KNOWN = new AtomicReferenceArray<>(SLOTS);

    private record Known(String text, String words) {}

    private Texts() {}

    /** Empty if there is no letter or digit in it. */
    static String words(String text) {
        int slot = text.hashCode() & SLOTS - 1;
        Known known = KNOWN.get(slot);
        if (known != null && known.text().equals(text)) {
            return known.words();
        }
        String words = spaced(Parameters.fold(text));
        if (text.length() <= LONGEST_KEPT) {
            KNOWN.set(slot, new Known(text, words));
        }
        return words;
    }

    private static String spaced(String folded) {
        StringBuilder words = new StringBuilder(folded.length() + 8);
        int before = 0;
        for (int i = 0; i < folded.length(); i++) {
            int kind = kind(folded.charAt(i));
            if (kind > 0) {
                if (kind != before) {
                    words.append(' ');
                }
                words.append(folded.charAt(i));
            }
            before = kind;
        }
        return words.toString();
    }

    /** 0 between words, 1 in words, 2 in runs of Chinese; characters beyond 16 bits go with those. */
    private static int kind(char c) {
        if (c < 0x80) {
            return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' ? 1 : 0;
        }
        if (chinese(c)) {
            return 2;
        }
        return Character.isLetterOrDigit(c) ? 1 : 0;
    }

    private static boolean chinese(char c) {
        return c >= 0x3400 && c <= 0x9fff || c >= 0xf900 && c <= 0xfaff || Character.isSurrogate(c);
    }

    /** What is looked for within {@link #words}: a beginning of words, or any part of a run of Chinese. */
    static String wanted(String words) {
        return words.length() > 1 && chinese(words.charAt(1)) ? words.substring(1) : words;
    }

    /** The words of a long text, one by one as they are kept: runs of Chinese as the pairs of their characters. */
    static List<String> each(String text) {
        List<String> all = new ArrayList<>();
        for (String word : spaced(Parameters.fold(text, LONGEST)).split(" ")) {
            if (word.length() > 1 && chinese(word.charAt(0))) {
                for (int i = 0; i + 2 <= word.length(); i++) {
                    all.add(word.substring(i, i + 2));
                }
                all.add(word.substring(word.length() - 1)); // pairs begin with every character but this
            } else if (!word.isEmpty()) {
                all.add(word);
            }
        }
        return all;
    }

    /** A word as {@link #each} keeps it: all of these, the last of which only begins what is kept. */
    static List<String> pairs(String word) {
        if (word.length() < 3 || !chinese(word.charAt(0))) {
            return List.of(word);
        }
        List<String> pairs = new ArrayList<>();
        for (int i = 0; i + 2 <= word.length(); i++) {
            pairs.add(word.substring(i, i + 2));
        }
        return pairs;
    }

    /** What is read between the tags of a narrative. */
    static String narrative(String xhtml) {
        StringBuilder text = new StringBuilder(Math.min(xhtml.length(), LONGEST));
        boolean tag = false;
        for (int i = 0; i < xhtml.length() && text.length() < LONGEST; i++) {
            char c = xhtml.charAt(i);
            if (c == '<') {
                tag = true;
                text.append(' ');
            } else if (c == '>') {
                tag = false;
            } else if (c == '&' && !tag) {
                int end = xhtml.indexOf(';', i);
                if (end > 0 && end - i <= LONGEST_ENTITY) {
                    text.append(character(xhtml.substring(i + 1, end)));
                    i = end;
                }
            } else if (!tag) {
                text.append(c);
            }
        }
        return text.toString();
    }

    /** Of the named entities only signs are common, which stand between words. */
    private static String character(String entity) {
        try {
            if (entity.startsWith("#x")) {
                return Character.toString(Integer.parseInt(entity, 2, entity.length(), 16));
            }
            return entity.startsWith("#") ? Character.toString(Integer.parseInt(entity, 1, entity.length(), 10)) : " ";
        } catch (IllegalArgumentException none) {
            return " ";
        }
    }
}
