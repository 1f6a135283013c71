using Roundtable.Record.Checkpoints;
using Roundtable.Record.Witnesses;

namespace Roundtable.Record.Storage;

/// <summary>Options for opening a log for writing.</summary>
public sealed record LogOptions
{
    /// <summary>The key that signs checkpoints; null for the one in the data directory, which is generated on first use.</summary>
    public SigningKey? Key { get; init; }

    /// <summary>
    /// The name of a log that does not exist yet, a URL without its scheme as in <c>example.org/log</c>; null for a random one. An existing log keeps its own.
    /// </summary>
    public string? Origin { get; init; }

    /// <summary>Requests cosignatures for each checkpoint before it is published; null for none.</summary>
    public CosignatureClient? Witnesses { get; init; }
}
