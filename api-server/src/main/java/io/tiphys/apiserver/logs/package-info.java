/// The logs of an Application's pods, merged by time as they are written. It does not find the pods
/// and does not ask who may see them.
@NullMarked
package io.tiphys.apiserver.logs;

import org.jspecify.annotations.NullMarked;
