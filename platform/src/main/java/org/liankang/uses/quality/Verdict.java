package org.liankang.uses.quality;

/** What a rule says of a document. */
enum Verdict {
    PASSED,
    FAILED,
    /** There was nothing to judge. */
    SILENT;

    static Verdict of(boolean holds) {
        return holds ? PASSED : FAILED;
    }
}
