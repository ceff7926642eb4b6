// SPDX-License-Identifier: Apache-2.0
package io.ballast.bridge.delivery;

import io.ballast.common.events.Topic;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumMap;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * How far a client has come: a position per topic, and the epoch of the streams they are positions in. Clients get it as
 * an opaque text that is safe in a URL. It grants nothing, visibility is decided per event, so its checksum is there to
 * find damage and not to keep secrets.
 *
 * <p>Wire format: unpadded base64url of version (1 byte), epoch (8), number of topics (1), per topic its code (2), the
 * milliseconds (8) and the sequence (8), then the CRC-32 of all that (4).
 *
 * @param epoch names one history of the source; another one began when the source came back without its entries
 */
public record Cursor(long epoch, Positions positions) {

    private static final byte VERSION = 1;
    private static final int HEAD = 1 + Long.BYTES + 1;
    private static final int PER_TOPIC = Short.BYTES + 2 * Long.BYTES;
    private static final int MAX_TEXT = 4 * (HEAD + 255 * PER_TOPIC + Integer.BYTES) / 3 + 4;

    public String encode() {
        Map<Topic, Position> all = positions.asMap();
        ByteBuffer bytes = ByteBuffer.allocate(HEAD + all.size() * PER_TOPIC + Integer.BYTES)
                .put(VERSION)
                .putLong(epoch)
                .put((byte) all.size());
        all.forEach((topic, position) ->
                bytes.putShort(code(topic)).putLong(position.ms()).putLong(position.seq()));
        bytes.putInt(checksum(bytes.array(), bytes.position()));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    /** @throws IllegalArgumentException if the text was not made by {@link #encode}; the message is fit for a client */
    public static Cursor parse(String text) {
        if (text.length() > MAX_TEXT) {
            throw notOurs();
        }
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
            byte version = bytes.get();
            long epoch = bytes.getLong();
            int count = Byte.toUnsignedInt(bytes.get());
            if (version != VERSION || bytes.remaining() != count * PER_TOPIC + Integer.BYTES) {
                throw notOurs();
            }
            EnumMap<Topic, Position> positions = new EnumMap<>(Topic.class);
            for (int i = 0; i < count; i++) {
                short code = bytes.getShort();
                Position position = new Position(bytes.getLong(), bytes.getLong());
                topic(code, position, positions);
            }
            if (bytes.getInt() != checksum(bytes.array(), bytes.capacity() - Integer.BYTES)) {
                throw notOurs();
            }
            return new Cursor(epoch, Positions.of(positions));
        } catch (IllegalArgumentException | BufferUnderflowException e) {
            throw notOurs();
        }
    }

    /** A topic this release does not know is left out: a cursor outlives a roll-back. */
    private static void topic(short code, Position position, Map<Topic, Position> into) {
        Arrays.stream(Topic.values()).filter(topic -> code(topic) == code).forEach(topic -> into.put(topic, position));
    }

    /** By name and not by ordinal, so that topics can be added anywhere. */
    static short code(Topic topic) {
        int hash = topic.topicName().hashCode();
        return (short) (hash ^ hash >>> 16);
    }

    private static int checksum(byte[] bytes, int length) {
        CRC32 crc = new CRC32();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }

    private static IllegalArgumentException notOurs() {
        return new IllegalArgumentException("not a cursor of this service");
    }
}
