/// The description of the REST API, made from the services' descriptors, and a page to read it and
/// to try it. It answers no operation itself.
@NullMarked
package io.tiphys.apiserver.swagger;

import org.jspecify.annotations.NullMarked;
