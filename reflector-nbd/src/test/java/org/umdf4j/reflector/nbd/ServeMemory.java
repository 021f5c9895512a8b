package org.umdf4j.reflector.nbd;

import java.util.concurrent.Executors;

/** A main program for trying and measuring by hand: {@code ServeMemory ADDRESS MEBIBYTES [THREADS]}; ends with its input. */
final class ServeMemory {
    private ServeMemory() {}

    public static void main(String[] arguments) throws Exception {
        long size = Long.parseLong(arguments[1]) << 20;
        int threads = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 0;
        try (var executor = Executors.newFixedThreadPool(Math.max(1, threads));
                var port = new MemoryPort("disk", size);
                var server = NbdServer.listen(NbdAddress.parse(arguments[0]))) {
            if (threads > 0) {
                port.on(executor);
            }
            System.out.println(server.export(port).uri());
            while (System.in.read() >= 0) {
                // until the input ends
            }
        }
    }
}
