/**
 * The pages of data quality: for the bureau a table of institutions, for an institution its own mistakes, for both what
 * each rule asks and how to mend it. What an account sees is decided here, before {@code uses.quality} is asked.
 */
package org.liankang.web.quality;
