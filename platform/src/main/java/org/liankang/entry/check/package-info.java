/**
 * What is asked of a document before it may enter: the structure of its type and one class per further rule, each with
 * a stable code (docs/findings.md). Comes in: a resource as JSON and the time. Goes out: findings and the references
 * the document holds. Promises: pure; an ERROR keeps a document out, a WARNING goes in with it.
 */
package org.liankang.entry.check;
