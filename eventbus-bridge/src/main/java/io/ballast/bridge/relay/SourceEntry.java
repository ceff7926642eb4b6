// SPDX-License-Identifier: Apache-2.0
package io.ballast.bridge.relay;

import io.ballast.bridge.delivery.Position;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One entry as a stream holds it.
 *
 * @param fields names and values in turn, byte for byte; not to be changed
 */
record SourceEntry(Position at, List<byte[]> fields) {

    /** The fields as text; what is no UTF-8 is not what it was. */
    Map<String, String> text() {
        Map<String, String> text = LinkedHashMap.newLinkedHashMap(fields.size() / 2);
        for (int i = 0; i + 1 < fields.size(); i += 2) {
            text.put(utf8(fields.get(i)), utf8(fields.get(i + 1)));
        }
        return text;
    }

    private static String utf8(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
