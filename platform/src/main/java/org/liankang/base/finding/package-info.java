/** What checks say: coded findings as values. */
package org.liankang.base.finding;
