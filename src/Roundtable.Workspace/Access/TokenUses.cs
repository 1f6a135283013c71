using System.Collections.Concurrent;
using System.Globalization;
using Roundtable.Record.Files;
using Roundtable.Workspace.Documents;

namespace Roundtable.Workspace.Access;

/// <summary>
/// When each token was used last, to the minute: <c>token-uses</c> in the data directory, an id and a time a line. No request fails because it cannot be
/// written.
/// </summary>
/// <param name="dataDirectory">The data directory.</param>
public sealed class TokenUses(string dataDirectory)
{
    private static readonly TimeSpan _resolution = TimeSpan.FromMinutes(1);

    private readonly SharedLines<IReadOnlyDictionary<string, DateTimeOffset>> _lines = new(dataDirectory, "token-uses", 1, Parse);
    private readonly ConcurrentDictionary<string, DateTimeOffset> _noted = new(StringComparer.Ordinal);

    /// <summary>When a token was used last, in UTC, at most a minute too early; null where it was not since this is kept.</summary>
    /// <exception cref="IOException">When the file cannot be read.</exception>
    public DateTimeOffset? Last(AccessToken token) => _lines.Current.TryGetValue(token.Id, out var last) ? last : null;

    /// <summary>Notes that a token is used, and writes it at most once a minute.</summary>
    /// <param name="token">The token, which was accepted.</param>
    /// <param name="now">The time.</param>
    public void Note(AccessToken token, DateTimeOffset now)
    {
        if (_noted.TryGetValue(token.Id, out var noted) && now - noted < _resolution)
        {
            return;
        }

        _noted[token.Id] = now;
        Save();
    }

    /// <summary>Writes what was noted, where it is later than what the file has.</summary>
    private void Save()
    {
        try
        {
            _lines.Update(lines =>
            {
                var last = new SortedDictionary<string, DateTimeOffset>(Parse(lines), StringComparer.Ordinal);
                foreach (var (id, time) in _noted)
                {
                    last[id] = last.TryGetValue(id, out var before) && before > time ? before : time;
                }

                return last.Select(l => string.Create(CultureInfo.InvariantCulture, $"{l.Key} {l.Value.UtcDateTime:O}"));
            });
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or WorkspaceException or NewerFormatException)
        {
            // A use that is not noted is told too early, which the next one mends. The request goes on.
        }
    }

    private static Dictionary<string, DateTimeOffset> Parse(IReadOnlyList<string> lines)
    {
        Dictionary<string, DateTimeOffset> last = new(StringComparer.Ordinal);
        foreach (var line in lines)
        {
            if (line.Split(' ') is [{ Length: AccessToken.IdLength } id, var text]
                && DateTimeOffset.TryParseExact(text, "O", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
            {
                last[id] = time;
            }
        }

        return last;
    }
}
