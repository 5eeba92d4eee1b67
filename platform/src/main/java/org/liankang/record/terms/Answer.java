package org.liankang.record.terms;

import java.util.function.Function;
import org.liankang.base.finding.Finding;

/** What was asked for, or the coded reason why it cannot be given. */
public sealed interface Answer<T> {

    record Given<T>(T value) implements Answer<T> {}

    record Refused<T>(Finding finding) implements Answer<T> {}

    /** The value, or what the finding is turned into; for callers that speak another protocol. */
    default T orElse(Function<Finding, T> otherwise) {
        return switch (this) {
            case Given<T>(T value) -> value;
            case Refused<T>(Finding finding) -> otherwise.apply(finding);
        };
    }
}
