using Roundtable.Record.Storage;
using Roundtable.Workspace.Lineage;
using Roundtable.Workspace.Sets.Formats;
using Roundtable.Workspace.Sets.Rows;

namespace Roundtable.Workspace.Sets.Sources;

/// <summary>One reading of a source: what it reads from, and who receives its rows.</summary>
/// <param name="workspace">The data directory.</param>
/// <param name="access">Its log and registry.</param>
/// <param name="shape">What rows are wanted to teach.</param>
/// <param name="row">Receives each row.</param>
/// <param name="cancellation">Stops.</param>
internal sealed class SetReading(WorkspaceContext workspace, RegistryAccess access, SetShape shape, Action<SetRow> row, CancellationToken cancellation)
{
    private readonly SortedDictionary<string, long> _skipped = new(StringComparer.Ordinal);

    /// <summary>The data directory.</summary>
    public WorkspaceContext Workspace => workspace;

    /// <summary>Its log, registry and lineage.</summary>
    public RegistryAccess Access => access;

    /// <summary>The log.</summary>
    /// <exception cref="WorkspaceException">When it cannot be read.</exception>
    public LogStore Log => access.Log
        ?? throw new WorkspaceException(ErrorKind.NotFound, $"The log of {workspace.DataDirectory} cannot be read, so no row can be proved.");

    /// <summary>What rows are wanted to teach.</summary>
    public SetShape Shape => shape;

    /// <summary>Stops.</summary>
    public CancellationToken Cancellation => cancellation;

    /// <summary>What was passed over, by reason.</summary>
    public IReadOnlyDictionary<string, long> Skipped => _skipped;

    /// <summary>Hands on a row.</summary>
    public void Add(SetRow found)
    {
        cancellation.ThrowIfCancellationRequested();
        row(found);
    }

    /// <summary>Counts what cannot become a row.</summary>
    /// <param name="reason">Why, in kebab-case.</param>
    public void Skip(string reason) => _skipped[reason] = _skipped.GetValueOrDefault(reason) + 1;
}
