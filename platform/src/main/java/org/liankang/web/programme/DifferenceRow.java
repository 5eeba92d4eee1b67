package org.liankang.web.programme;

import org.liankang.uses.programme.Preview;

/** What would change of one service. @param programme its name @param service its name */
public record DifferenceRow(String programme, String service, Preview.Difference counts) {}
