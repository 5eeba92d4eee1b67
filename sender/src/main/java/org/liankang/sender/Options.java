package org.liankang.sender;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The words of a command line: {@code --name value}, {@code --name=value}, {@code --flag}, and the rest. */
public final class Options {

    /** A command line that cannot be meant; the message says why, for the person who typed it. */
    public static final class Wrong extends RuntimeException {

        public Wrong(String message) {
            super(message);
        }
    }

    private final Map<String, String> values = new LinkedHashMap<>();
    private final List<String> rest = new ArrayList<>();

    private Options() {}

    /**
     * @param valued names that take a value
     * @param flags names that take none
     */
    public static Options parse(String[] words, Set<String> valued, Set<String> flags) {
        var options = new Options();
        for (int i = 0; i < words.length; i++) {
            String word = words[i];
            if (!word.startsWith("--")) {
                options.rest.add(word);
                continue;
            }
            int equals = word.indexOf('=');
            String name = equals < 0 ? word.substring(2) : word.substring(2, equals);
            if (flags.contains(name) && equals < 0) {
                options.values.put(name, "true");
            } else if (!valued.contains(name)) {
                throw new Wrong("unknown option --" + name);
            } else if (equals >= 0) {
                options.values.put(name, word.substring(equals + 1));
            } else if (i + 1 < words.length) {
                options.values.put(name, words[++i]);
            } else {
                throw new Wrong("--" + name + " needs a value");
            }
        }
        return options;
    }

    /** Takes {@code --name count word…} out of the words: a whole command line in another; empty when it is not there. */
    public static List<String> command(List<String> words, String name) {
        int at = words.indexOf(name);
        if (at < 0) {
            return List.of();
        }
        int count = Integer.parseInt(words.get(at + 1));
        List<String> all = words.subList(at, at + 2 + count);
        List<String> command = List.copyOf(all.subList(2, all.size()));
        all.clear();
        return command;
    }

    public List<String> rest() {
        return List.copyOf(rest);
    }

    public boolean has(String name) {
        return values.containsKey(name);
    }

    public String text(String name, String otherwise) {
        return values.getOrDefault(name, otherwise);
    }

    /** A whole number of at least one. */
    public int count(String name, int otherwise) {
        String text = values.get(name);
        if (text == null) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(text);
            if (number >= 1) {
                return number;
            }
        } catch (NumberFormatException noNumber) {
            throw new Wrong("--" + name + " needs a whole number, not '" + text + "'");
        }
        throw new Wrong("--" + name + " must be at least 1");
    }
}
