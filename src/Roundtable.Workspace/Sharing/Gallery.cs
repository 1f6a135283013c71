using System.Globalization;
using System.Text;
using Roundtable.Record.Wording;
using Roundtable.Workspace.Documents;

namespace Roundtable.Workspace.Sharing;

/// <summary>A session that is in the gallery.</summary>
/// <param name="Link">The link under which it is shared.</param>
/// <param name="Session">Its id.</param>
/// <param name="Since">Since when, UTC.</param>
/// <param name="Tags">Its tags, in small letters.</param>
public sealed record GalleryEntry(string Link, string Session, DateTimeOffset Since, IReadOnlyList<string> Tags);

/// <summary>
/// The shared sessions that somebody also put on the public page where anybody finds them: <c>gallery</c> in the data directory, one
/// <c>link session since tags</c> a line. A link alone puts nothing there. An entry holds for its link only: where that is withdrawn it shows nothing, also
/// when the session is shared again.
/// </summary>
public sealed class Gallery(WorkspaceContext workspace, Shares shares)
{
    /// <summary>The most tags of a session.</summary>
    public const int MaxTags = 8;

    private const int MaxTagLength = 30;
    private const string NoTags = "-";
    private const string Day = "yyyy-MM-ddTHH:mm:ss'Z'";

    private readonly VersionedLines _lines = new(Path.Combine(workspace.DataDirectory, "gallery"), "gallery", 1);
    private readonly Lock _lock = new();

    /// <summary>What it shows, the newest first.</summary>
    public IReadOnlyList<GalleryEntry> Entries()
    {
        var entries = Read();
        var links = entries.Count == 0 ? [] : shares.All().ToHashSet();
        return
        [
            .. entries.Where(e => links.Contains((e.Link, e.Session)))
                .OrderByDescending(e => e.Since).ThenByDescending(e => e.Session, StringComparer.Ordinal),
        ];
    }

    /// <summary>The entry of a session; null where it is not shown.</summary>
    public GalleryEntry? Of(string session) => Entries().FirstOrDefault(e => e.Session == session);

    /// <summary>Shows a session that is shared, or gives it other tags.</summary>
    /// <exception cref="WorkspaceException">When it is not shared.</exception>
    /// <exception cref="IOException">When that cannot be kept.</exception>
    public void Show(string session, IReadOnlyList<string> tags)
    {
        lock (_lock)
        {
            var link = shares.LinkOf(session) ?? throw new WorkspaceException(ErrorKind.InvalidInput, "Share the session with a link first.");
            var since = Of(session)?.Since ?? workspace.Time.GetUtcNow();
            Write([.. Read().Where(e => e.Session != session), new GalleryEntry(link, session, since, tags)]);
        }
    }

    /// <summary>Takes a session out.</summary>
    /// <exception cref="IOException">When that cannot be kept.</exception>
    public void Hide(string session)
    {
        lock (_lock)
        {
            var entries = Read();
            if (entries.Exists(e => e.Session == session))
            {
                Write([.. entries.Where(e => e.Session != session)]);
            }
        }
    }

    /// <summary>Tags as somebody wrote them: letters and digits of any script, and hyphens; separated by commas or spaces.</summary>
    /// <exception cref="WorkspaceException">When one is not of that form, or there are too many.</exception>
    public static IReadOnlyList<string> Tags(string text)
    {
        List<string> tags =
        [
            .. text.Normalize(NormalizationForm.FormC).Split([',', ';', ' ', '\t', '\r', '\n', '、', '，'], StringSplitOptions.RemoveEmptyEntries)
                .Select(t => t.TrimStart('#').ToLowerInvariant()).Where(t => t.Length > 0).Distinct(StringComparer.Ordinal),
        ];
        return tags.Find(t => t.Length > MaxTagLength || !t.EnumerateRunes().All(IsOfTag) || t == NoTags) is { } bad
            ? throw new WorkspaceException(
                ErrorKind.InvalidInput, $"'{Neutralise.Line(bad)}' cannot be a tag: letters, digits and hyphens, at most {MaxTagLength} of them.")
            : tags.Count <= MaxTags ? tags
            : throw new WorkspaceException(ErrorKind.InvalidInput, FormattableString.Invariant($"{tags.Count} tags are too many: give at most {MaxTags}."));
    }

    private static bool IsOfTag(Rune rune) => Rune.IsLetterOrDigit(rune) || rune.Value == '-'
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    private List<GalleryEntry> Read() => [.. _lines.Read().Select(l => l.Split(' ')).Select(Parse).OfType<GalleryEntry>()];

    private static GalleryEntry? Parse(string[] parts) => parts.Length == 4
        && DateTimeOffset.TryParseExact(parts[2], Day, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var since)
        ? new GalleryEntry(parts[0], parts[1], since, parts[3] == NoTags ? [] : parts[3].Split(','))
        : null;

    private void Write(IEnumerable<GalleryEntry> entries) => _lines.Write(entries.Select(e =>
        $"{e.Link} {e.Session} {e.Since.UtcDateTime.ToString(Day, CultureInfo.InvariantCulture)} {(e.Tags.Count == 0 ? NoTags : string.Join(',', e.Tags))}"));
}
