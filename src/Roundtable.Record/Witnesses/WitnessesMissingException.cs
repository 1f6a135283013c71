namespace Roundtable.Record.Witnesses;

/// <summary>
/// Too few witnesses cosigned a checkpoint. Its leaves are durable and covered by the next checkpoint with enough cosignatures; no receipt was issued.
/// </summary>
/// <param name="message">The failed witnesses with the reasons.</param>
public sealed class WitnessesMissingException(string message) : IOException(message);
