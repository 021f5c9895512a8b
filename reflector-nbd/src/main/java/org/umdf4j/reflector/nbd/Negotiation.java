package org.umdf4j.reflector.nbd;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The server's side of one fixed newstyle handshake, over byte buffers: no socket, no clock, no thread. Owned by one
 * thread at a time. It keeps no input and bounds its output: {@link #MAX_OUTPUT} bytes an option.
 */
final class Negotiation {
    /** What the caller does next. */
    enum Next {
        /** Nothing can be done before more input is there. */
        READ,
        /** Something was done; send the output and call again. */
        AGAIN,
        /** The client chose {@link Negotiation#chosen}: open it, then call {@link Negotiation#accept} or {@link Negotiation#refuse}. */
        OPEN,
        /** The client wants the connection closed once the output is sent. */
        CLOSE
    }

    /** The exports as a handshake sees them. */
    interface Directory {
        /** All that can be opened now; the first is the default export. */
        List<ExportFacts> list();

        /** The one a client names; the empty name is the default export. */
        Optional<ExportFacts> find(String name);
    }

    /** The longest option that makes sense: a name, its length, and every kind of information asked for many times. */
    static final int MAX_OPTION = Wire.MAX_NAME + 1024;

    /** A longer option is read and refused up to this; beyond it the connection ends. */
    static final int MAX_SKIPPED = 1 << 16;

    /** A client needs about six; libnbd and qemu stay below twenty. */
    static final int MAX_OPTIONS = 128;

    /** The most one call writes: a list of {@link NbdServer#MAX_EXPORTS} exports. */
    static final int MAX_OUTPUT = 1 << 14;

    private static final int RESERVED_ZEROES = 124;

    private final Directory directory;
    private boolean clientFlagsKnown;
    private boolean fixedNewstyle;
    private boolean noZeroes;
    private boolean structured;
    private int options;
    private int skip;
    private int chosenOption;
    private Optional<ExportFacts> chosen = Optional.empty();
    private Set<Integer> chosenTexts = Set.of();

    Negotiation(Directory directory) {
        this.directory = directory;
    }

    /** Writes what the server says first. */
    void greet(ByteBuffer out) {
        out.putLong(Wire.GREETING).putLong(Wire.OPTION_MAGIC);
        out.putShort((short) (Wire.FIXED_NEWSTYLE | Wire.NO_ZEROES));
    }

    /** Whether READ is answered with structured replies. */
    boolean structured() {
        return structured;
    }

    /** The export the client wants opened, after {@link Next#OPEN}. */
    ExportFacts chosen() {
        return chosen.orElseThrow();
    }

    /**
     * Takes at most one option from {@code in} and answers it into {@code out}.
     *
     * @throws ProtocolException if the connection must end at once
     */
    Next advance(ByteBuffer in, ByteBuffer out) throws ProtocolException {
        if (skip > 0) {
            int now = Math.min(skip, in.remaining());
            in.position(in.position() + now);
            skip -= now;
            return skip > 0 ? Next.READ : Next.AGAIN;
        }
        if (!clientFlagsKnown) {
            return takeClientFlags(in);
        }
        if (in.remaining() < Wire.OPTION_HEADER_SIZE) {
            return Next.READ;
        }
        int start = in.position();
        if (in.getLong(start) != Wire.OPTION_MAGIC) {
            throw new ProtocolException(Fault.OPTION_MAGIC);
        }
        int option = in.getInt(start + 8);
        long length = Integer.toUnsignedLong(in.getInt(start + 12));
        if (length > MAX_OPTION) {
            return refuseLong(in, out, option, length);
        }
        if (in.remaining() < Wire.OPTION_HEADER_SIZE + length) {
            return Next.READ;
        }
        count();
        ByteBuffer data = in.slice(start + Wire.OPTION_HEADER_SIZE, (int) length);
        in.position(start + Wire.OPTION_HEADER_SIZE + (int) length);
        return answer(option, data, out);
    }

    private Next takeClientFlags(ByteBuffer in) throws ProtocolException {
        if (in.remaining() < Integer.BYTES) {
            return Next.READ;
        }
        int flags = in.getInt();
        if ((flags & ~(Wire.FIXED_NEWSTYLE | Wire.NO_ZEROES)) != 0) {
            throw new ProtocolException(Fault.CLIENT_FLAGS);
        }
        fixedNewstyle = (flags & Wire.FIXED_NEWSTYLE) != 0;
        noZeroes = (flags & Wire.NO_ZEROES) != 0;
        clientFlagsKnown = true;
        return Next.AGAIN;
    }

    private Next refuseLong(ByteBuffer in, ByteBuffer out, int option, long length) throws ProtocolException {
        if (length > MAX_SKIPPED || option == Wire.OPT_EXPORT_NAME) {
            throw new ProtocolException(Fault.OPTION_TOO_BIG);
        }
        count();
        in.position(in.position() + Wire.OPTION_HEADER_SIZE);
        skip = (int) length;
        OptionReplies.reply(out, option, Wire.REP_ERR_TOO_BIG, "the option is longer than " + MAX_OPTION + " bytes");
        return Next.AGAIN;
    }

    private void count() throws ProtocolException {
        if (++options > MAX_OPTIONS) {
            throw new ProtocolException(Fault.TOO_MANY_OPTIONS);
        }
    }

    private Next answer(int option, ByteBuffer data, ByteBuffer out) throws ProtocolException {
        if (!fixedNewstyle && option != Wire.OPT_EXPORT_NAME) {
            throw new ProtocolException(Fault.OPTION_ORDER);
        }
        switch (option) {
            case Wire.OPT_EXPORT_NAME -> {
                return exportName(data);
            }
            case Wire.OPT_ABORT -> {
                OptionReplies.reply(out, option, Wire.REP_ACK, "");
                return Next.CLOSE;
            }
            case Wire.OPT_INFO, Wire.OPT_GO -> {
                return infoOrGo(option, data, out);
            }
            case Wire.OPT_LIST -> list(data, out);
            case Wire.OPT_STRUCTURED_REPLY -> structuredReply(data, out);
            case Wire.OPT_STARTTLS -> OptionReplies.reply(out, option, Wire.REP_ERR_UNSUP, "this server has no TLS");
            case Wire.OPT_LIST_META_CONTEXT, Wire.OPT_SET_META_CONTEXT ->
                OptionReplies.reply(out, option, Wire.REP_ERR_UNSUP, "this server has no metadata contexts");
            default -> OptionReplies.reply(out, option, Wire.REP_ERR_UNSUP, "");
        }
        return Next.AGAIN;
    }

    private Next exportName(ByteBuffer data) throws ProtocolException {
        chosen = directory.find(InfoRequest.text(data));
        if (chosen.isEmpty()) {
            // This option has no error reply: the protocol says to close.
            throw new ProtocolException(Fault.UNKNOWN_EXPORT);
        }
        chosenOption = Wire.OPT_EXPORT_NAME;
        return Next.OPEN;
    }

    private void list(ByteBuffer data, ByteBuffer out) {
        if (data.hasRemaining()) {
            OptionReplies.reply(out, Wire.OPT_LIST, Wire.REP_ERR_INVALID, "LIST carries no data");
            return;
        }
        directory.list().forEach(export -> OptionReplies.server(out, export.name()));
        OptionReplies.reply(out, Wire.OPT_LIST, Wire.REP_ACK, "");
    }

    private void structuredReply(ByteBuffer data, ByteBuffer out) {
        if (data.hasRemaining()) {
            OptionReplies.reply(
                    out, Wire.OPT_STRUCTURED_REPLY, Wire.REP_ERR_INVALID, "STRUCTURED_REPLY carries no data");
            return;
        }
        structured = true;
        OptionReplies.reply(out, Wire.OPT_STRUCTURED_REPLY, Wire.REP_ACK, "");
    }

    private Next infoOrGo(int option, ByteBuffer data, ByteBuffer out) {
        Optional<InfoRequest> request = InfoRequest.take(data);
        if (request.isEmpty()) {
            OptionReplies.reply(out, option, Wire.REP_ERR_INVALID, "the option's lengths do not fit together");
            return Next.AGAIN;
        }
        Optional<ExportFacts> found = directory.find(request.get().name());
        if (found.isEmpty()) {
            OptionReplies.reply(out, option, Wire.REP_ERR_UNKNOWN, "there is no such export");
            return Next.AGAIN;
        }
        chosen = found;
        chosenOption = option;
        chosenTexts = request.get().texts();
        if (option == Wire.OPT_GO) {
            return Next.OPEN;
        }
        accept(found.get(), out);
        return Next.AGAIN;
    }

    /**
     * The chosen export is open, with these facts: says so. After GO and EXPORT_NAME transmission begins; what {@code
     * in} still holds are commands.
     */
    void accept(ExportFacts facts, ByteBuffer out) {
        short flags = (short) facts.flags(structured);
        if (chosenOption == Wire.OPT_EXPORT_NAME) {
            out.putLong(facts.size()).putShort(flags);
            if (!noZeroes) {
                out.put(new byte[RESERVED_ZEROES]);
            }
            return;
        }
        OptionReplies.facts(out, chosenOption, facts, flags);
        if (chosenTexts.contains(Wire.INFO_NAME)) {
            OptionReplies.text(out, chosenOption, Wire.INFO_NAME, facts.name());
        }
        if (chosenTexts.contains(Wire.INFO_DESCRIPTION)) {
            OptionReplies.text(out, chosenOption, Wire.INFO_DESCRIPTION, facts.description());
        }
        OptionReplies.reply(out, chosenOption, Wire.REP_ACK, "");
    }

    /**
     * The chosen export cannot be opened. The handshake goes on, unless the client used EXPORT_NAME, which has no error
     * reply.
     *
     * @param reason a sentence for the client's user
     */
    Next refuse(boolean deviceGone, String reason, ByteBuffer out) {
        if (chosenOption == Wire.OPT_EXPORT_NAME) {
            return Next.CLOSE;
        }
        OptionReplies.reply(out, chosenOption, deviceGone ? Wire.REP_ERR_SHUTDOWN : Wire.REP_ERR_PLATFORM, reason);
        return Next.AGAIN;
    }
}
