namespace Roundtable.Record.Witnesses;

/// <summary>Too few witnesses cosigned. The leaves are durable and will be in the next checkpoint that enough of them cosign; no receipt was given for them.</summary>
/// <param name="message">Which witnesses failed, and why.</param>
public sealed class WitnessesMissingException(string message) : IOException(message);
