/**
 * Family-doctor contracts: who is signed with which team, what that promises in a year, and how much of it was done. In
 * comes the change feed and the region's {@code packages.yaml}; out go contracts, teams, promises with the services that
 * fulfil them, and the counts of each team and year.
 *
 * <p>Promises: every count can be followed to the contracts and services behind it; nothing depends on today, so a year
 * counts the same whenever it is asked. Does not pay and does not judge whether a visit was complete: a service counts
 * when the record has it as finished, of the right kind, in the right time, at the right place.
 */
package org.liankang.uses.contract;
