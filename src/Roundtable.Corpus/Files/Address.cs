namespace Roundtable.Corpus.Files;

/// <summary>Addresses of files that are not on this computer.</summary>
public static class Address
{
    private static readonly string[] _schemes = ["s3://", "http://", "https://"];

    /// <summary>Whether a path is an address: <c>s3://</c>, <c>http://</c> or <c>https://</c>, in lower case.</summary>
    public static bool Is(string path) => Array.Exists(_schemes, s => path.StartsWith(s, StringComparison.Ordinal));

    /// <summary>An address without its query, which may hold a signature: what is shown, and what formats are derived from.</summary>
    public static string Shown(string address)
    {
        var end = address.StartsWith("s3://", StringComparison.Ordinal) ? -1 : address.IndexOfAny(['?', '#']);
        return end < 0 ? address : address[..end];
    }
}
