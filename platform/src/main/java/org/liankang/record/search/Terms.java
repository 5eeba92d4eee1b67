package org.liankang.record.search;

import java.util.List;
import java.util.Optional;

/** What a search needs to know of code systems and value sets for {@code :in}, {@code :above} and {@code :below}. */
public interface Terms {

    /** @param system may be empty for codes without one */
    record Coding(String system, String code) {}

    /**
     * The codes of a value set.
     *
     * @param most more codes than this are not wanted: an answer that is longer may be cut anywhere after them
     * @return empty if no such value set is known
     */
    Optional<List<Coding>> members(String valueSet, int most);

    /**
     * The code itself and all that it subsumes.
     *
     * @return empty if the code system has no known hierarchy or no such code
     */
    Optional<List<Coding>> below(String system, String code, int most);

    /** The code itself and all that subsume it; empty as for {@link #below}. */
    Optional<List<Coding>> above(String system, String code, int most);

    /** Knows no code system: searches that need one are refused. */
    Terms NONE = new Terms() {
        @Override
        public Optional<List<Coding>> members(String valueSet, int most) {
            return Optional.empty();
        }

        @Override
        public Optional<List<Coding>> below(String system, String code, int most) {
            return Optional.empty();
        }

        @Override
        public Optional<List<Coding>> above(String system, String code, int most) {
            return Optional.empty();
        }
    };
}
