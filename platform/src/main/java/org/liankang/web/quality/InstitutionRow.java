package org.liankang.web.quality;

import java.util.List;

/**
 * One institution in the bureau's table.
 *
 * @param dimensions in the order of the dimensions
 * @param door of what was sent, what entered at once; its failures are what the door refused or kept in quarantine
 * @param waiting items in quarantine now
 */
public record InstitutionRow(
        String name, String path, Grade all, List<Grade> dimensions, Grade door, long waiting, long open) {}
