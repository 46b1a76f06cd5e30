/// What operators are told, in which words, and that telling them holds nobody up.
@NullMarked
package io.tiphys.controller.events;

import org.jspecify.annotations.NullMarked;
