/** The pages: what a customer does in one or more steps, and a record for each page's content. */
@NullMarked
package dev.kagimori.bank.page;

import org.jspecify.annotations.NullMarked;
