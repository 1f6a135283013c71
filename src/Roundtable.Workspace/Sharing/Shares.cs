using System.Security.Cryptography;
using System.Text;
using Roundtable.Workspace.Documents;

namespace Roundtable.Workspace.Sharing;

/// <summary>
/// The sessions that anybody may read who has the link: <c>shared</c> in the data directory, one <c>link session</c> a line.
/// A link is 128 random bits and says nothing of the session; made private, it is gone for good.
/// </summary>
public sealed class Shares(WorkspaceContext workspace)
{
    private readonly VersionedLines _lines = new(Path.Combine(workspace.DataDirectory, "shared"), "shared", 1);
    private readonly Lock _lock = new();

    /// <summary>The session that a link opens, or null.</summary>
    public string? Session(string link) =>
        Read().FirstOrDefault(s => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(s.Link), Encoding.UTF8.GetBytes(link))).Session;

    /// <summary>The link of a session; null where it is private.</summary>
    public string? LinkOf(string session) => Read().FirstOrDefault(s => s.Session == session).Link;

    /// <summary>Every link with the session that it opens.</summary>
    public IReadOnlyList<(string Link, string Session)> All() => Read();

    /// <summary>Makes a link for a session that has none.</summary>
    /// <exception cref="IOException">When it cannot be kept.</exception>
    public void Share(string session)
    {
        lock (_lock)
        {
            var shares = Read();
            if (shares.All(s => s.Session != session))
            {
                Write([.. shares, (Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)), session)]);
            }
        }
    }

    /// <summary>Makes a session private again.</summary>
    /// <exception cref="IOException">When that cannot be kept.</exception>
    public void Unshare(string session)
    {
        lock (_lock)
        {
            Write(Read().Where(s => s.Session != session));
        }
    }

    private List<(string Link, string Session)> Read() =>
        [.. _lines.Read().Select(l => l.Split(' ')).Where(l => l.Length == 2).Select(l => (l[0], l[1]))];

    private void Write(IEnumerable<(string Link, string Session)> shares) => _lines.Write(shares.Select(s => $"{s.Link} {s.Session}"));
}
