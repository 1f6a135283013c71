using Roundtable.Record.Checkpoints;
using Roundtable.Record.Witnesses;

namespace Roundtable.Record.Storage;

/// <summary>What whoever opens a log for writing may decide.</summary>
public sealed record LogOptions
{
    /// <summary>The key that signs its checkpoints; null for the one in the data directory, which is made on first use.</summary>
    public SigningKey? Key { get; init; }

    /// <summary>Gets each checkpoint cosigned before it is published; null where no witness is asked.</summary>
    public Cosigning? Witnesses { get; init; }
}
