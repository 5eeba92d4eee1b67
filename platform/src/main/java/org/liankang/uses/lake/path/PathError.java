package org.liankang.uses.lake.path;

/**
 * An expression that is not of the subset, or one that cannot be evaluated on some resource. Thrown inside the runner
 * only, where a value would have to pass through every step; whoever defines or runs a view gets a value with the same
 * code. The message never holds anything of the resource.
 */
public final class PathError extends RuntimeException {

    private final String code;

    public PathError(String code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    /** One of the codes listed in docs/lake.md. */
    public String code() {
        return code;
    }
}
