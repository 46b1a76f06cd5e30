/// What the resource tree shows of an object beside its name, taken from it when it arrives: most
/// objects are not kept whole. The names and texts are those that Argo CD's clients know.
///
/// Does not know what belongs to which Application.
@NullMarked
package io.tiphys.kube.facts;

import org.jspecify.annotations.NullMarked;
