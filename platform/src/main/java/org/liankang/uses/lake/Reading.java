package org.liankang.uses.lake;

import java.util.List;

/** What came of reading a ViewDefinition. */
public sealed interface Reading {

    record Understood(View view) implements Reading {}

    /** @param problems all that were found, at least one */
    record Refused(List<Problem> problems) implements Reading {

        public Refused {
            problems = List.copyOf(problems);
        }
    }
}
