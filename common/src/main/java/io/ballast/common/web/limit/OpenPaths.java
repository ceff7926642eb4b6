// SPDX-License-Identifier: Apache-2.0
package io.ballast.common.web.limit;

/** What orchestrators and scrapers ask for: never limited. */
final class OpenPaths {

    private OpenPaths() {}

    static boolean contains(String path) {
        return path.equals("/health") || path.startsWith("/q/");
    }
}
