/** What changed rules would change, for who proposes them: counts only, nobody is named. */
package org.liankang.web.programme;
