/// The status badge: a small picture of an Application's or a project's state for web pages. Open
/// to everybody where it is on, and so it says nothing else.
@NullMarked
package io.tiphys.apiserver.badge;

import org.jspecify.annotations.NullMarked;
