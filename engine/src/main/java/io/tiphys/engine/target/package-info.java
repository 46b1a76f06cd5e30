/// What an Application wants, made ready to be compared: namespaces defaulted by scope, repeated
/// objects found, hooks set apart. It does not render and does not compare.
@NullMarked
package io.tiphys.engine.target;

import org.jspecify.annotations.NullMarked;
