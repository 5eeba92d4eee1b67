/**
 * Whom a document is about. Comes in: what Patient resources say. Goes out: the resident's number, and who that is.
 * Promises: one resident ID number is one person; a contradiction is reported, never guessed away. Probabilistic
 * matching of people without a common identifier is not here yet.
 */
package org.liankang.identity.person;
