package org.liankang.uses.prescription;

import java.util.List;
import java.util.Set;

/**
 * What a topic's rules propose to a resident; without advice when none applies.
 *
 * @param evidence references of what in the record made it apply
 */
public record Proposal(AdviceRules.Topic topic, List<AdviceRules.Advice> advice, Set<String> evidence) {}
