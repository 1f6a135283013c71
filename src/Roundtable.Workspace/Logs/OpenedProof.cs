using Roundtable.Record.Proofs;
using Roundtable.Record.Storage;

namespace Roundtable.Workspace.Logs;

/// <summary>Proofs that the site hands out: the answer is opened, where a leaf has one that is still kept; everything else stays closed.</summary>
public static class OpenedProof
{
    private const string Output = "output";

    /// <summary>Proves a leaf.</summary>
    /// <exception cref="ArgumentException">When no checkpoint reaches to the leaf yet.</exception>
    /// <exception cref="DamagedLogException">When the log is not what was written.</exception>
    public static LeafProof Make(LogStore log, long leaf)
    {
        try
        {
            return LeafProof.Make(log, leaf, [Output]);
        }
        catch (ArgumentException e) when (e.ParamName != "index")
        {
            return LeafProof.Make(log, leaf, []);
        }
    }
}
