/// Health as it comes to stand in Applications, from objects of a real API server.
@NullMarked
package io.tiphys.controller.health;

import org.jspecify.annotations.NullMarked;
