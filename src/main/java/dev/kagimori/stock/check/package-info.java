/**
 * The fobs in the hand against what the books say of them: the intake check (入庫検査) of what the desk
 * read, and stock-taking (棚卸).
 */
@NullMarked
package dev.kagimori.stock.check;

import org.jspecify.annotations.NullMarked;
