using Roundtable.Workspace.Documents;

namespace Roundtable.Workspace.Access;

/// <summary>The tokens that a site accepts: <c>tokens</c> in the data directory, one a line, for its owner's eyes.</summary>
/// <param name="dataDirectory">The data directory.</param>
public sealed class TokenFile(string dataDirectory)
{
    private readonly VersionedLines _lines = new(Path.Combine(dataDirectory, "tokens"), "tokens", 1);
    private readonly Lock _lock = new();
    private (DateTime Written, IReadOnlyList<AccessToken> Tokens) _read;

    /// <summary>The tokens as the file has them now: one that is taken out is refused at once.</summary>
    /// <exception cref="IOException">When the file cannot be read.</exception>
    public IReadOnlyList<AccessToken> Tokens
    {
        get
        {
            lock (_lock)
            {
                var written = File.GetLastWriteTimeUtc(_lines.Location);
                if (written != _read.Written)
                {
                    _read = (written, [.. _lines.Read().Select(AccessToken.Parse).OfType<AccessToken>()]);
                }

                return _read.Tokens;
            }
        }
    }

    /// <summary>Path of the file, whether it exists or not.</summary>
    public string Location => _lines.Location;

    /// <summary>
    /// Whether tokens were ever made here. Where the last one was removed, or no line of the file can be read, callers still need one: what was
    /// closed does not open by itself. Removing the file opens it.
    /// </summary>
    public bool AreRequired => File.Exists(_lines.Location);

    /// <summary>Replaces the tokens.</summary>
    /// <exception cref="IOException">When the file cannot be written; the old ones still hold.</exception>
    public void Write(IEnumerable<AccessToken> tokens) => _lines.Write(tokens.Select(t => t.ToLine()));
}
