// SPDX-License-Identifier: Apache-2.0
package io.ballast.bridge.route;

import java.util.List;
import java.util.Optional;

/** Routes of another kind than those to push clients, as the REST interface shows them. */
public interface FurtherRoutes {

    List<Object> views();

    Optional<Object> view(String id);
}
