package org.liankang.uses.quality;

import org.jspecify.annotations.Nullable;

/** What a rule does. Compiled once, asked for every document. */
sealed interface Check {

    /** Judges a document by itself. */
    non-sealed interface Own extends Check {
        Verdict judge(Subject subject);
    }

    /**
     * Judges a document by what else is known. The claim is kept, so that the document can be judged again without its
     * text when more becomes known.
     */
    non-sealed interface Shared extends Check {

        /** What the document says that matters here; null when there is nothing to judge. */
        @Nullable
        String claim(Subject subject);

        Verdict judge(String claim, Known known);
    }
}
