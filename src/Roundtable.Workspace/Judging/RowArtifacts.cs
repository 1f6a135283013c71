using System.Globalization;
using Roundtable.Record.Entries;
using Roundtable.Terms.Lineage;
using Roundtable.Terms.Registry;

namespace Roundtable.Workspace.Judging;

/// <summary>The things that rows refer to: those of the log and the registry, and what a row itself says of an answer or a licence.</summary>
/// <param name="inner">The log and the registry.</param>
public sealed class RowArtifacts(IArtifacts inner) : IArtifacts
{
    /// <summary>Stands before what a row says of an answer: model, connection, route, terms and day, a line each.</summary>
    public const string CalledPrefix = "said:";

    /// <summary>Stands before a licence that a row names.</summary>
    public const string LicencePrefix = "under:";

    /// <summary>Stands before the name of a member of a row that holds something that cannot be read.</summary>
    public const string UnreadPrefix = "unread:";

    /// <summary>Stands for a day that a row tells and that cannot be read.</summary>
    public const string UnreadDay = "?";

    /// <summary>The id of an answer of which nothing but the model is told.</summary>
    public static string Called(string model) => $"{CalledPrefix}{model.ReplaceLineEndings(" ")}\n\n\n\n";

    /// <summary>Whether an id is of something that a row tells itself.</summary>
    public static bool IsOfRow(string id) =>
        id.StartsWith(CalledPrefix, StringComparison.Ordinal) || id.StartsWith(LicencePrefix, StringComparison.Ordinal)
        || id.StartsWith(UnreadPrefix, StringComparison.Ordinal);

    /// <inheritdoc/>
    public Artifact Find(string id) =>
        id.StartsWith(CalledPrefix, StringComparison.Ordinal) ? Answer(id)
        : id.StartsWith(LicencePrefix, StringComparison.Ordinal) ? Licensed(id)
        : id.StartsWith(UnreadPrefix, StringComparison.Ordinal)
            ? new Artifact(id, ArtifactKind.Unknown, $"something that '{id[UnreadPrefix.Length..]}' of a row holds and that cannot be read")
        : inner.Find(id);

    private static Artifact Answer(string id)
    {
        var parts = id[CalledPrefix.Length..].Split('\n');
        var (model, connection, route, terms) = (parts[0], parts[1], parts[2], parts[3]);
        var words = route.Split(' ', 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var way = words.Length > 0 && Roundtable.Record.Wording.Kebab.TryParse<RouteKind>(words[0], out var kind)
            ? new Route(kind, words.ElementAtOrDefault(1))
            : null;
        if (connection.Length == 0)
        {
            connection = way?.Through ?? (model.Contains('/', StringComparison.Ordinal) ? model[..model.IndexOf('/', StringComparison.Ordinal)] : "");
        }

        return new Artifact(id, ArtifactKind.Output, $"an answer of {model}")
        {
            Producer = new Producer(connection, model, null, way),
            Terms = terms.Length > 0 ? terms : null,
            Day = DateOnly.TryParseExact(parts[4], "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null,
            DayIsUnreadable = parts[4] == UnreadDay,
        };
    }

    private static Artifact Licensed(string id)
    {
        var name = id[LicencePrefix.Length..];
        var entry = new DatasetEntry
        {
            Id = new EntryId(EntryKind.Dataset, "the-row", "1"),
            Licences = EntryReference.TryParse(name) is { } reference ? [reference with { Kind = EntryKind.Terms }] : [],
        };
        return new Artifact(id, ArtifactKind.Dataset, $"text under {name}") { Entry = RegisteredEntry.Starter(entry) };
    }
}
