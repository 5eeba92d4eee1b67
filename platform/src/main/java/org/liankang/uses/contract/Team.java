package org.liankang.uses.contract;

import java.util.List;

/**
 * A family-doctor team.
 *
 * @param id of the CareTeam resource
 * @param organization reference of the Organization it belongs to, or empty
 * @param leader reference of a Practitioner, or empty
 * @param divisions codes of the streets and towns it serves
 * @param active contracts can be signed with it
 */
public record Team(
        String id,
        String name,
        String organization,
        String leader,
        List<String> divisions,
        int version,
        long position,
        boolean active) {}
