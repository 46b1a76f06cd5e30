/// How calls come in and answers go out: gRPC, gRPC-web and REST, all to the same handlers. It does
/// not know what any operation does.
@NullMarked
package io.tiphys.apiserver.gateway;

import org.jspecify.annotations.NullMarked;
