package org.liankang.web.panel;

import java.util.List;
import org.liankang.identity.person.Person;
import org.liankang.uses.programme.Member;

/** @param programmes in words @param village where they live @param values last measured, in words */
public record MemberRow(Member member, Person person, List<String> programmes, String village, List<String> values) {}
