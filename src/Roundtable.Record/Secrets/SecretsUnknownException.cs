namespace Roundtable.Record.Secrets;

/// <summary>A leaf with contents was refused because not all secrets are known that they might hold. Nothing was written.</summary>
/// <param name="why">Why they are not known, and what to do; ends with a full stop.</param>
public sealed class SecretsUnknownException(string why) : Exception($"Not recorded: {why}");
