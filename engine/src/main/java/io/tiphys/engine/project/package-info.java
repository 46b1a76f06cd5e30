/// What a project permits its Applications: sources, destinations, kinds. Who may use the project
/// is not its business.
@NullMarked
package io.tiphys.engine.project;

import org.jspecify.annotations.NullMarked;
