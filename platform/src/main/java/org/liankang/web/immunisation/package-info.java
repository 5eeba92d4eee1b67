/** A child's immunisation card, the children a centre waits for, and how well its cohorts are covered. */
package org.liankang.web.immunisation;
