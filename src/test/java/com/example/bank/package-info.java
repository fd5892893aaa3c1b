/** A front end's own test, as somebody outside would write it; shown in the read-me. */
@NullMarked
package com.example.bank;

import org.jspecify.annotations.NullMarked;
