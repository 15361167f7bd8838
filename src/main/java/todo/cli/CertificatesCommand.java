package todo.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import todo.json.BadRequest;
import todo.terminal.Terminal;
import todo.terminal.Text;

/// Makes the certificates that the nodes of a cluster know each other by.
@Command(
        name = "certificates",
        description = {
            "Make the certificates that the nodes of a cluster know each other by (serve --cluster-tls).",
            "  certificates DIR --node a.example --node b.example",
            "DIR gets an authority of its own (ca.crt, ca.key; 10 years) if it has none, and a folder for each node",
            "(ca.crt, node.crt, node.key; 2 years), which is all that the node needs. Whoever has ca.key can make more",
            "nodes: keep it where no node is. Nothing that is there is replaced, but nodes with --renew."
        },
        sortOptions = false)
final class CertificatesCommand implements Callable<Integer> {
    private static final String HOST = "[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?|(?=.*:.*:)[0-9A-Fa-f:.]{2,45}";

    private final Terminal terminal;

    @Parameters(paramLabel = "DIR", description = "the folder with the authority")
    private Path folder = Path.of("");

    @Option(names = "--node", paramLabel = "HOST", description = "a node's name or address; can be repeated")
    private List<String> nodes = List.of();

    @Option(names = "--renew", description = "make the nodes' certificates anew; they take them up by themselves")
    private boolean renew;

    CertificatesCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        var certificates = new Certificates(folder, terminal.clock());
        for (String node : nodes) {
            if (!node.matches(HOST)) {
                throw new BadRequest(
                        "--node %s is wrong: it must be a name such as a.example, or an address, without a port"
                                .formatted(node));
            }
            if (!renew && Files.exists(certificates.folder(node))) {
                terminal.err()
                        .println(Text.harmless("there is %s already; --renew makes the certificate in it anew"
                                .formatted(certificates.folder(node))));
                return Commands.REFUSED;
            }
        }
        if (certificates.hasAuthority()) {
            said("the authority is %s, until %s".formatted(folder.resolve("ca.crt"), end(certificates.authority())));
        } else {
            var made = certificates.makeAuthority();
            said("made the authority %s, until %s; keep %s where no node is"
                    .formatted(folder.resolve("ca.crt"), end(made), folder.resolve("ca.key")));
        }
        for (String node : nodes) {
            var made = certificates.makeNode(node);
            said("made %s, until %s; it goes to %s, for --cluster-tls"
                    .formatted(certificates.folder(node), end(made), node));
        }
        return Commands.OK;
    }

    private static LocalDate end(X509Certificate certificate) {
        return LocalDate.ofInstant(certificate.getNotAfter().toInstant(), ZoneOffset.UTC);
    }

    private void said(String sentence) {
        terminal.out().println(Text.harmless(sentence));
    }
}
