package org.liankang.uses.education;

import java.time.LocalDate;

/**
 * One thing an institution did for the health knowledge of the public; nobody's personal data is in it.
 *
 * @param kind of {@code health-education.yaml}
 * @param title what it was about
 * @param people how many came, or how many copies were handed out
 * @param evidence where it is documented: sign-in sheet, photos, summary
 */
public record Activity(
        String reference, int version, String kind, LocalDate day, String title, int people, String evidence) {}
