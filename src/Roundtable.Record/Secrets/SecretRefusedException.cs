namespace Roundtable.Record.Secrets;

/// <summary>A leaf or a content was refused because it holds a known secret. Nothing was written.</summary>
/// <param name="what">Which part of the leaf holds it.</param>
/// <param name="finding">The secret and its encoding.</param>
public sealed class SecretRefusedException(string what, SecretFinding finding)
    : Exception(
        $"Not recorded: {what} contains {finding}. Secrets are never written to the log; take it out, or replace the secret if somebody else put it there.");
