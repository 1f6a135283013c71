using System.CommandLine;
using Roundtable.Cli.CommandLine;
using Roundtable.Corpus.Origins;
using Roundtable.Record.Checkpoints;
using Roundtable.Record.Wording;
using Roundtable.Workspace;

namespace Roundtable.Cli.Scan;

/// <summary>The attestations that a scan takes into account, and whose signatures count.</summary>
internal static class ScanAttestations
{
    /// <summary>The ending of the list of digests beside a note.</summary>
    public const string ListEnding = ".rows";

    private static readonly Option<string[]> _attested = new("--attested") { Description = "A signed note in which a person answers for rows ('roundtable corpus attest' makes one); its list lies beside it. Can be given more than once.", HelpName = "NOTE" };

    private static readonly Option<string[]> _trust = new("--trust") { Description = "Trusted verifier key, or a file of keys.", HelpName = "KEY" };

    /// <summary>The options.</summary>
    public static IReadOnlyList<Symbol> Options => [_attested, _trust];

    /// <summary>Reads and checks what an invocation names.</summary>
    /// <exception cref="WorkspaceException">When one cannot be read or is not signed by anyone who is trusted.</exception>
    public static IReadOnlyList<Attestation> Read(Invocation invocation)
    {
        var paths = invocation.Parse.GetValue(_attested) ?? [];
        if (paths.Length == 0)
        {
            return [];
        }

        List<VerifierKey> trusted = [];
        foreach (var key in invocation.Parse.GetValue(_trust) ?? [])
        {
            try
            {
                trusted.AddRange(File.Exists(key) ? VerifierKey.ParseList(File.ReadAllText(key)) : [VerifierKey.Parse(key)]);
            }
            catch (FormatException e)
            {
                throw new WorkspaceException(ErrorKind.InvalidInput, $"--trust '{Neutralise.Line(key)}' is neither a verifier key nor a file with one: {Neutralise.Line(e.Message)}", e);
            }
        }

        return trusted.Count > 0 ? [.. paths.Select(p => Read(p, trusted))] : throw new WorkspaceException(ErrorKind.InvalidInput, "--attested needs --trust: whose signatures count?");
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
