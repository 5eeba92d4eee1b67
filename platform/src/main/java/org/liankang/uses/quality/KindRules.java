package org.liankang.uses.quality;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A document kind with everything that is asked of it.
 *
 * @param where null when every document of the type is of this kind
 * @param time null when it tells of no moment
 * @param institution null when the document does not name one
 * @param rules at most {@link #MOST}; the place of a rule is its bit
 */
record KindRules(
        Kind kind,
        @Nullable Condition where,
        @Nullable FieldPath time,
        @Nullable FieldPath institution,
        List<Compiled> rules) {

    static final int MOST = 63;

    /** @param values empty when anything there will do */
    record Condition(FieldPath path, Set<String> values) {

        boolean holds(JsonNode body) {
            for (JsonNode node : path.nodes(body)) {
                if (values.isEmpty() || values.contains(node.asString(""))) {
                    return true;
                }
            }
            return false;
        }
    }

    record Compiled(Rule rule, List<Condition> when, List<Condition> unless, Check check) {

        boolean asks(Subject subject) {
            if (!rule.inForce(subject.day())) {
                return false;
            }
            for (Condition condition : when) {
                if (!condition.holds(subject.body())) {
                    return false;
                }
            }
            for (Condition condition : unless) {
                if (condition.holds(subject.body())) {
                    return false;
                }
            }
            return true;
        }
    }

    boolean holds(JsonNode body) {
        return where == null || where.holds(body);
    }

    Optional<Moment> told(JsonNode body) {
        return time == null ? Optional.empty() : Moment.of(time.text(body));
    }

    /** What the document claims for the rule that wants it told once; null when there is no such rule or claim. */
    @Nullable
    String event(List<@Nullable String> claims) {
        for (int i = 0; i < rules.size(); i++) {
            if (rules.get(i).check() instanceof SharedChecks.Once) {
                return claims.get(i);
            }
        }
        return null;
    }
}
