/** Pages of indicators: the region's values, then divisions, institutions and, with a purpose, the people behind. */
package org.liankang.web.indicator;
