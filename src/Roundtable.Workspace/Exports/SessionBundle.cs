using System.Formats.Tar;
using System.Globalization;
using System.Text;
using Roundtable.Deliberation.Sessions;
using Roundtable.Record.Proofs;
using Roundtable.Record.Storage;
using Roundtable.Workspace.Logs;

namespace Roundtable.Workspace.Exports;

/// <summary>A session to take away with everything that proves it: one tar file.</summary>
public static class SessionBundle
{
    /// <summary>The file's bytes.</summary>
    /// <param name="session">The session.</param>
    /// <param name="leaves">Indices of the leaves that are about it.</param>
    /// <param name="log">The log; null where it cannot be read, and then no proof is included.</param>
    public static byte[] Make(SessionDocument session, IReadOnlyList<long> leaves, LogStore? log)
    {
        using var bytes = new MemoryStream();
        using (var tar = new TarWriter(bytes, TarEntryFormat.Ustar, leaveOpen: true))
        {
            Add("session.json", SessionDocumentJson.Write(session));
            Add("session.md", Encoding.UTF8.GetBytes(SessionText.Of(session, "markdown")));
            var proved = 0;
            foreach (var leaf in log is null ? [] : leaves)
            {
                // Where no checkpoint covers a leaf yet, README.md tells how many are missing.
                if (OpenedProof.TryMake(log!, leaf) is ProofOutcome.Made { Proof: var proof })
                {
                    Add(string.Create(CultureInfo.InvariantCulture, $"proofs/leaf-{leaf}.tlog-proof"), proof.Proof.ToBytes());
                    proved++;
                }
            }

            Add("README.md", Encoding.UTF8.GetBytes(Readme(session, leaves.Count, proved)));

            void Add(string name, byte[] content) => tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, $"session-{session.Id}/{name}")
            {
                DataStream = new MemoryStream(content),
                ModificationTime = session.Opened,
                Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead,
            });
        }

        return bytes.ToArray();
    }

    private static string Readme(SessionDocument session, int leaves, int proved) => $"""
        # Session {session.Id}
        {(session.Simulated ? $"\n**{SessionFacts.Simulated}**\n" : "")}
        - `session.json` is the whole session: question, ballots, verdict, minutes. `roundtable sessions replay` makes verdict and minutes again from it.
        - `session.md` is the same to read.
        - `proofs/` proves {proved} of the session's {leaves} leaves: that each answer stands in the log, under its signed checkpoint.

        To check a proof on any computer:

            roundtable verify proofs/leaf-N.tlog-proof --key KEY

        KEY is the log's public key, to be had from whoever keeps the log and not from this file.
        """;
}
