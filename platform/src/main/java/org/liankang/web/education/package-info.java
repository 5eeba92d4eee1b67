/** Health education: what an institution did this year, how far it is, and the form to enter more. */
package org.liankang.web.education;
