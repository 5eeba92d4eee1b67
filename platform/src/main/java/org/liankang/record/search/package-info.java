/**
 * What a resource is found by, and what a search asks. Comes in: a resource as JSON, the official R4 search parameters and
 * those of the region; a search as names and values. Goes out: hashes, ranges and folded texts ({@code Index}); a query in
 * the same terms ({@code Question}). Promises: what is not understood is refused by name, never silently empty; a
 * resource is found by each value it has. It reads and writes no table and holds no index; {@code record.store} does.
 *
 * <p>How it goes: {@code Definitions} read the parameters, {@code Expression} their paths, {@code Shape} makes those of one
 * type into one tree of {@code Branch}es, {@code Gathering} walks it once. {@code Questions} reads a search, {@code Names}
 * what stands before the equals sign, {@code Conditions} and {@code Limits} what stands after it. {@code Matching} says
 * without an index whether a resource meets a query.
 */
package org.liankang.record.search;
