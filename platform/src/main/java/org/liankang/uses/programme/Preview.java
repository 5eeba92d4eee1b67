package org.liankang.uses.programme;

import java.util.List;

/**
 * What changed rules would change today for everybody, as far as it is known.
 *
 * @param digest of the text proposed, for the trail
 * @param done residents looked at
 * @param all residents there are
 * @param differences by programme and service, those with any
 */
public record Preview(State state, String programme, String digest, long done, long all, List<Difference> differences) {

    static final Preview NONE = new Preview(State.NONE, "", "", 0, 0, List.of());

    public enum State {
        /** None was started since the platform was. */
        NONE,
        RUNNING,
        DONE,
        FAILED
    }

    /**
     * Counts of open tasks, and of visits.
     *
     * @param appear open by the proposed rules only
     * @param vanish open by the rules in force only
     * @param move open by both, on other days
     * @param stay open by both, on the same days
     * @param judged visits that count or are classified otherwise
     */
    public record Difference(
            String programme, String service, long appear, long vanish, long move, long stay, long judged) {

        boolean any() {
            return appear + vanish + move + judged > 0;
        }
    }
}
