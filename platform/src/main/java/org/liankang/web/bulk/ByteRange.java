package org.liankang.web.bulk;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of a file that a request asks for: RFC 9110, 14.2, one range.
 *
 * @param last inclusive
 */
record ByteRange(long first, long last) {

    private static final Pattern ONE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

    long length() {
        return last - first + 1;
    }

    /**
     * @param header as it came, or null
     * @return the whole for no range, or for one in other units or of several parts, which may be passed over; empty
     *     when nothing of the file is in it
     */
    static Optional<ByteRange> of(String header, long size) {
        Matcher matcher = ONE.matcher(header == null ? "" : header.strip());
        if (!matcher.matches() || matcher.group(1).isEmpty() && matcher.group(2).isEmpty()) {
            return Optional.of(new ByteRange(0, size - 1));
        }
        long first = matcher.group(1).isEmpty()
                ? Math.max(0, size - Long.parseLong(matcher.group(2)))
                : Long.parseLong(matcher.group(1));
        long last = matcher.group(1).isEmpty() || matcher.group(2).isEmpty()
                ? size - 1
                : Math.min(size - 1, Long.parseLong(matcher.group(2)));
        return first >= size || last < first ? Optional.empty() : Optional.of(new ByteRange(first, last));
    }
}
