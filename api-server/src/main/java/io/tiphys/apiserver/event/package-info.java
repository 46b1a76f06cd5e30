/// Kubernetes Events about objects of the control plane: those that are there, as the API lists
/// them, and those that say who changed what. Whether somebody may see them is asked elsewhere.
@NullMarked
package io.tiphys.apiserver.event;

import org.jspecify.annotations.NullMarked;
