package org.liankang.uses.lake;

/** The analytic database failed: a bug or a broken disk, never bad input. */
public final class LakeFailure extends RuntimeException {

    public LakeFailure(Exception cause) {
        super(cause);
    }
}
