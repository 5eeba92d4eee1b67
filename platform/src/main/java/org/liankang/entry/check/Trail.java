package org.liankang.entry.check;

/** Where a walk through a document is. Written out only when somebody needs it: nearly every element is in order. */
final class Trail {

    private String[] names = new String[32];
    private int[] numbers = new int[32];
    private int depth;

    void enter(String name) {
        if (depth == names.length) {
            names = java.util.Arrays.copyOf(names, depth * 2);
            numbers = java.util.Arrays.copyOf(numbers, depth * 2);
        }
        names[depth] = name;
        numbers[depth] = -1;
        depth++;
    }

    void leave() {
        depth--;
    }

    /** The element of a list, from 0; -1 for none. */
    void number(int number) {
        numbers[depth - 1] = number;
    }

    int depth() {
        return depth;
    }

    /** For example {@code Observation.component[1].code}. */
    @Override
    public String toString() {
        var path = new StringBuilder();
        for (int i = 0; i < depth; i++) {
            if (i > 0) {
                path.append('.');
            }
            path.append(names[i]);
            if (numbers[i] >= 0) {
                path.append('[').append(numbers[i]).append(']');
            }
        }
        return path.toString();
    }
}
