/** What people at the institution do: their accounts, and the operations at the staff's door. */
@NullMarked
package dev.kagimori.staff;

import org.jspecify.annotations.NullMarked;
