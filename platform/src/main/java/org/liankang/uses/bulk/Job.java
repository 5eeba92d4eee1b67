package org.liankang.uses.bulk;

import java.time.Instant;

/**
 * A bulk job as its account sees it.
 *
 * @param request the address it was asked at
 * @param at the moment an export shows; give it as {@code _since} to get what came after
 * @param position feed position of that moment
 * @param done of {@code whole}: feed positions, members or bytes
 * @param resources lines written, or resources stored
 * @param code why it failed, or null
 */
public record Job(
        String id,
        Kind kind,
        State state,
        long account,
        String login,
        String institution,
        String purpose,
        String request,
        String spec,
        Instant at,
        long position,
        long done,
        long whole,
        long resources,
        long bytes,
        int tries,
        Instant finished,
        Instant expires,
        String code,
        String message) {

    public enum Kind {
        EXPORT,
        /** From sources that the platform fetches. */
        IMPORT,
        /** From a stream that the sender holds open. */
        UPLOAD
    }

    public enum State {
        QUEUED,
        RUNNING,
        /** An upload that has not come to its end yet; sent again with its key it goes on. */
        RECEIVING,
        DONE,
        FAILED,
        CANCELLED,
        /** Its files are gone. */
        EXPIRED;

        public boolean ended() {
            return switch (this) {
                case QUEUED, RUNNING, RECEIVING -> false;
                case DONE, FAILED, CANCELLED, EXPIRED -> true;
            };
        }
    }

    /** What a file holds. */
    public enum Content {
        OUTPUT,
        DELETED,
        ERROR
    }

    /** @param lines resources, or findings in an error file */
    public record File(String name, Content content, String type, long bytes, long lines, boolean closed) {}

    /**
     * What an import reads.
     *
     * @param bytes read and through the door
     * @param unchanged of the stored ones, those recorded exactly so already
     * @param waiting in quarantine until what they refer to arrives
     */
    public record Source(
            int number,
            String type,
            String url,
            long bytes,
            long line,
            long checksum,
            long stored,
            long unchanged,
            long waiting,
            long refused,
            boolean ended) {

        /** As it may be shown: what follows the question mark is often a signature that opens the file. */
        public String address() {
            int mark = url.indexOf('?');
            return mark < 0 ? url : url.substring(0, mark);
        }
    }

    /** What it is doing, without anything about anybody, under 100 characters. */
    public String progress() {
        return switch (state) {
            case QUEUED -> "waiting";
            case RUNNING, RECEIVING ->
                (whole > 0 ? Math.min(99, done * 100 / whole) + "% " : "") + resources + " resources";
            case DONE, FAILED, CANCELLED, EXPIRED -> "ended";
        };
    }
}
