using Roundtable.Corpus.Origins;
using Roundtable.Record.Checkpoints;
using Roundtable.Record.Wording;

namespace Roundtable.Workspace.Scanning;

/// <summary>The attestations that a scan takes into account, and whose signatures count.</summary>
public static class ScanAttestations
{
    /// <summary>The ending of the list of digests beside a note.</summary>
    public const string ListEnding = ".rows";

    /// <summary>Reads signed notes and checks them.</summary>
    /// <param name="paths">The notes; the list of digests lies beside each.</param>
    /// <param name="trusted">Verifier keys, or paths of files with some.</param>
    /// <exception cref="WorkspaceException">When one cannot be read or is not signed by anyone who is trusted.</exception>
    public static IReadOnlyList<Attestation> Read(IReadOnlyList<string> paths, IReadOnlyList<string> trusted)
    {
        if (paths.Count == 0)
        {
            return [];
        }

        List<VerifierKey> keys = [];
        foreach (var key in trusted)
        {
            try
            {
                keys.AddRange(File.Exists(key) ? VerifierKey.ParseList(File.ReadAllText(key)) : [VerifierKey.Parse(key)]);
            }
            catch (FormatException e)
            {
                throw new WorkspaceException(
                    ErrorKind.InvalidInput, $"--trust '{Neutralise.Line(key)}' is neither a verifier key nor a file with one: {Neutralise.Line(e.Message)}", e);
            }
        }

        return keys.Count > 0
            ? [.. paths.Select(p => Read(p, keys))]
            : throw new WorkspaceException(ErrorKind.InvalidInput, "--attested needs --trust: whose signatures count?");
    }

    private static Attestation Read(string path, List<VerifierKey> trusted)
    {
        foreach (var file in (string[])[path, path + ListEnding])
        {
            if (!File.Exists(file))
            {
                throw new WorkspaceException(ErrorKind.NotFound, $"--attested: there is no file '{Neutralise.Line(file)}'.");
            }
        }

        try
        {
            return Attestation.Read(File.ReadAllBytes(path), File.ReadAllBytes(path + ListEnding), trusted);
        }
        catch (FormatException e)
        {
            throw new WorkspaceException(ErrorKind.BadData, $"--attested '{Neutralise.Line(path)}': {Neutralise.Line(e.Message)}.", e);
        }
    }
}
