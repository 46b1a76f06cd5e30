/// What a project permits its Applications: sources, destinations, kinds and times, with what it
/// inherits. Who may use or change the project is not its business.
@NullMarked
package io.tiphys.engine.project;

import org.jspecify.annotations.NullMarked;
