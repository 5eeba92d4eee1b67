package org.liankang.base.policy;

/** A region's file that cannot be used: stops the start, and says which file, which line and why. */
public final class PolicyError extends RuntimeException {

    public PolicyError(String file, long line, String reason) {
        super(line > 0 ? file + ":" + line + ": " + reason : file + ": " + reason);
    }
}
