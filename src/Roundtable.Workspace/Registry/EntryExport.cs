using Roundtable.Disclosure.Standards;
using Roundtable.Record.Verifying;
using Roundtable.Record.Wording;
using Roundtable.Workspace.Logs;

namespace Roundtable.Workspace.Registry;

/// <summary>Publishes what the registry holds of a model or a dataset in standards of others.</summary>
/// <param name="workspace">The data directory.</param>
/// <param name="registry">The registry.</param>
public sealed class EntryExport(WorkspaceContext workspace, RegistryService registry)
{
    /// <summary>The document of an entry.</summary>
    /// <param name="name">A name or name@version, with its kind before it where a name alone would do for two.</param>
    /// <param name="format">The standard.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="WorkspaceException">When there is no such entry, or the standard has no place for it.</exception>
    public async Task<string> WriteAsync(string name, CardFormat format, CancellationToken cancellation)
    {
        var entry = (await registry.ShowAsync(name, cancellation)).Entry;
        string? log = null;
        if (entry.Leaf is not null)
        {
            using var store = await LogAccess.ReadAsync(workspace, cancellation);
            log = TreeVerifier.ReadCheckpoint(store, []).Checkpoint.Origin;
        }

        try
        {
            return CardExport.Write(new PublishedEntry(entry.Entry, entry.Leaf, log), format);
        }
        catch (NotSupportedException e)
        {
            throw new WorkspaceException(ErrorKind.InvalidInput, $"{Neutralise.Line(name)}: {e.Message}.", e);
        }
    }
}
