package org.liankang.entry.admission;

import java.util.concurrent.CompletableFuture;
import org.liankang.entry.Receipt;

/** A prepared submission in the queue, and whom to answer. */
record Pending(Prepared prepared, CompletableFuture<Receipt> answer) {}
