package org.liankang.simulator.truth;

import java.util.ArrayList;
import java.util.List;

/** Age bands of the life table: under 1, 1-4, then five years each, 95 and over open. */
final class Bands {

    static final int COUNT = 21;

    private Bands() {}

    static int of(int age) {
        return age < 1 ? 0 : Math.min(age / 5 + 1, COUNT - 1);
    }

    static List<String> labels() {
        List<String> labels = new ArrayList<>(List.of("0", "1-4"));
        for (int from = 5; from < 95; from += 5) {
            labels.add(from + "-" + (from + 4));
        }
        labels.add("95+");
        return labels;
    }
}
