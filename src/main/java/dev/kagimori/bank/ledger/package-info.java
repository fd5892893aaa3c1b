/** What a bank keeps of its own: customers and their passwords, accounts, what was paid. */
@NullMarked
package dev.kagimori.bank.ledger;

import org.jspecify.annotations.NullMarked;
