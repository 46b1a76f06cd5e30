/// What the other services may ask the repo server, over gRPC: resolved, rendered once, cached by
/// what the render read. It knows neither how Git is spoken nor how a tool is run.
@NullMarked
package io.tiphys.reposerver.serve;

import org.jspecify.annotations.NullMarked;
