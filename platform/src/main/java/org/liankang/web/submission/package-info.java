/** What came in, page by page: who sent it, what became of it, and (with a trace) the bytes themselves. */
package org.liankang.web.submission;
