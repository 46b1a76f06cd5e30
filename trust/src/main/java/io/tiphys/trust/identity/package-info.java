/// Who a service is to the others: certificates of an authority that the installation makes for
/// itself, for mutual TLS between its services.
///
/// Does not know the users of the API, nor the certificate that a browser sees.
@NullMarked
package io.tiphys.trust.identity;

import org.jspecify.annotations.NullMarked;
