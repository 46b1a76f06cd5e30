/// The ApplicationSet service: reads, watches and writes ApplicationSets for those who may. It
/// generates no Applications.
@NullMarked
package io.tiphys.apiserver.applicationset;

import org.jspecify.annotations.NullMarked;
