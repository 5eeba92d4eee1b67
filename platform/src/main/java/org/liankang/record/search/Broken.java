package org.liankang.record.search;

/** How a search that is not understood is refused. What was written is not repeated but for the parameter's name. */
final class Broken {

    private static final int LONGEST_NAME = 100;

    private Broken() {}

    static SearchRefused value(String name, String message) {
        return broken("search-value-invalid", name, message);
    }

    static SearchRefused modifier(String name) {
        return broken("search-modifier-unsupported", name, "has a modifier that is not supported here");
    }

    /** @param operator one of those that are known */
    static SearchRefused operator(String name, String operator) {
        return broken("search-modifier-unsupported", name, "cannot be compared by " + operator + " here");
    }

    static SearchRefused unknown(String name, String type) {
        return broken("search-parameter-unknown", name, "is no parameter that " + type + " can be searched by here");
    }

    private static SearchRefused broken(String code, String name, String message) {
        StringBuilder shown = new StringBuilder();
        name.chars().limit(LONGEST_NAME).filter(c -> c >= ' ' && c != 0x7f).forEach(c -> shown.append((char) c));
        return new SearchRefused(code, shown.toString(), message);
    }
}
