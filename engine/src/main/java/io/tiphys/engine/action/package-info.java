/// What people can do to a live object beyond editing it: the actions that come with Tiphys, and
/// those of the installation's scripts. It says what is to be written; nobody is asked for rights
/// here, and nothing is written.
@NullMarked
package io.tiphys.engine.action;

import org.jspecify.annotations.NullMarked;
