namespace Roundtable.Workspace.Search;

/// <summary>A leaf in the list of a session's.</summary>
/// <param name="Index">Its index in the log.</param>
/// <param name="Says">What it records, in words of the reader's language.</param>
/// <param name="Hash">Its RFC 6962 hash in hexadecimal.</param>
/// <param name="Opens">The ballot whose text its output is, or null.</param>
/// <param name="Seconds">How long the call took, in seconds with a decimal; null where there was none.</param>
public sealed record LeafRow(long Index, Func<string> Says, string Hash, string? Opens, string? Seconds)
{
    /// <summary>What it records, in words of whoever reads it now.</summary>
    public string What => Says();
}
