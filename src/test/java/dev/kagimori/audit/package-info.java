/** The audit's tables, month by month, on a real PostgreSQL. */
@NullMarked
package dev.kagimori.audit;

import org.jspecify.annotations.NullMarked;
