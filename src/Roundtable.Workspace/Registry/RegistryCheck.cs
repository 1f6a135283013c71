using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Roundtable.Record.Wording;
using Roundtable.Terms.Registry;
using Roundtable.Terms.Rulings;
using Roundtable.Terms.Uses;
using Roundtable.Workspace.Configuration;
using Roundtable.Workspace.Documents;
using Roundtable.Workspace.Lineage;

namespace Roundtable.Workspace.Registry;

/// <summary>An answer that an added entry widened.</summary>
/// <param name="Thing">The model or dataset.</param>
/// <param name="Use">The use.</param>
/// <param name="Before">The ruling without the entry.</param>
/// <param name="After">The ruling with it.</param>
/// <param name="By">The entry.</param>
/// <param name="Exception">Why it may: <c>version</c>, <c>first</c> or <c>default-terms</c> (docs/rulings.md, rule 3).</param>
public sealed record WidenedAnswer(string Thing, Use Use, Ruling Before, Ruling After, EntryId By, string Exception)
{
    /// <summary>The answer in one line.</summary>
    public string Line =>
        $"{Thing}, {Kebab.Name(Use)}: {RulingText.Answer(Before.Outcome)} before, {RulingText.Answer(After.Outcome)} since {By} ("
        + Exception switch
        {
            "default-terms" => "its vendor's own declaration of default terms",
            "version" => "another version or revision of what the answer rests on",
            _ => "the first entry for something that was unknown",
        } + ")";
}

/// <summary>What entries that were added since a day changed, and which entries have not been looked at for long.</summary>
/// <param name="Since">The day; null where no changes were asked for.</param>
/// <param name="Added">How many entries were added since.</param>
/// <param name="Widened">The answers that became wider, for the models and datasets of the registry.</param>
/// <param name="Narrowed">How many became narrower.</param>
/// <param name="Stale">Terms whose text was last read more than six months ago, the longest ago first.</param>
public sealed record RegistryCheck(
    DateOnly? Since, int Added, IReadOnlyList<WidenedAnswer> Widened, int Narrowed, IReadOnlyList<(EntryId Terms, DateOnly Read)> Stale)
{
    private const int StaleMonths = 6;

    /// <summary>Checks the registry.</summary>
    /// <param name="workspace">The clock and the configuration.</param>
    /// <param name="access">The registry.</param>
    /// <param name="since">The day since which changes are told; null for none.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="WorkspaceException">When the configuration has errors.</exception>
    public static async Task<RegistryCheck> OfAsync(WorkspaceContext workspace, RegistryAccess access, DateOnly? since, CancellationToken cancellation)
    {
        var organisation = (await RoundtableConfiguration.LoadAsync(workspace, cancellation)).Organisation;
        var intent = new Intent(Use.Evaluate, DateOnly.FromDateTime(workspace.Time.GetUtcNow().UtcDateTime)) { As = organisation };
        var limit = intent.On.AddMonths(-StaleMonths);
        var stale = access.Registry.All(EntryKind.Terms).Select(e => (TermsEntry)e.Entry).Where(t => t.Source.Read < limit)
            .Select(t => (Terms: t.Id, t.Source.Read)).OrderBy(t => t.Read).ThenBy(t => t.Terms.ToString(), StringComparer.Ordinal);
        if (since is not { } day)
        {
            return new RegistryCheck(null, 0, [], 0, [.. stale]);
        }

        List<RegisteredEntry> all = [.. access.Registry.All().SelectMany(e => access.Registry.History(e.Entry.Id)).DistinctBy(e => e.Digest)];
        List<RegisteredEntry> added = [.. all.Where(e => IsAdded(e, day)).OrderBy(e => e.Leaf)];
        List<RegistrySnapshot> snapshots = [RegistrySnapshot.Of(all.Except(added))];
        foreach (var entry in added)
        {
            snapshots.Add(RegistrySnapshot.Of([.. snapshots[^1].All().SelectMany(e => snapshots[^1].History(e.Entry.Id)).DistinctBy(e => e.Digest), entry]));
        }

        List<Judge> judges =
            [.. snapshots.Select(s => new Judge(s, new LogArtifacts(s, access.Log, access.Sessions, access.LeafOfCall, access.Index.NewestHeld)))];
        List<WidenedAnswer> widened = [];
        var narrowed = 0;
        foreach (var id in snapshots[0].All().Select(e => e.Entry).Where(e => e is ModelEntry or DatasetEntry).Select(e => e.Id.ToString()))
        {
            foreach (var use in Enum.GetValues<Use>())
            {
                Ruling Of(int place) => judges[place].Rule(
                    id, intent with { Use = use, Organisation = snapshots[place].Organisation(intent.As) }, cancellation);
                var (first, last) = (Of(0), Of(added.Count));
                narrowed += IsWider(last, first) ? 1 : 0;
                if (first.Outcome == last.Outcome && !IsWider(first, last))
                {
                    continue;
                }

                var before = first;
                for (var i = 1; i <= added.Count; i++)
                {
                    var after = Of(i);
                    if (IsWider(before, after))
                    {
                        widened.Add(new WidenedAnswer(id, use, before, after, added[i - 1].Entry.Id, ExceptionOf(added[i - 1].Entry, snapshots[i - 1])));
                    }

                    before = after;
                }
            }
        }

        return new RegistryCheck(since, added.Count, widened, narrowed, [.. stale]);
    }

    /// <summary>Which exception lets an entry widen an answer.</summary>
    public static string ExceptionOf(Entry entry, RegistrySnapshot before) =>
        entry is OrganisationEntry { DefaultTerms.Count: > 0 } ? "default-terms"
        : before.Versions(entry.Id.Kind, entry.Id.Name).Any(v => string.Equals(v.Entry.Id.Name, entry.Id.Name, StringComparison.OrdinalIgnoreCase)) ? "version"
        : "first";

    /// <summary>Whether a ruling allows more than another, or drops a condition of it.</summary>
    public static bool IsWider(Ruling before, Ruling after) =>
        after.Outcome < before.Outcome || (before.IsAllowed && after.IsAllowed && before.Conditions.Except(after.Conditions.Concat(after.Met)).Any());

    /// <summary>The check as text.</summary>
    public string Text()
    {
        var text = new StringBuilder();
        if (Since is { } day)
        {
            text.AppendLine(
                CultureInfo.InvariantCulture, $"{Added} entries were added since {day:yyyy-MM-dd}. {Narrowed} answers are narrower, {Widened.Count} wider:");
            foreach (var answer in Widened)
            {
                text.AppendLine($"  {answer.Line}");
            }

            text.AppendLine();
        }

        text.AppendLine(Stale.Count == 0
            ? "Every text was read within the last six months."
            : string.Create(CultureInfo.InvariantCulture, $"{Stale.Count} texts have not been read for six months:"));
        foreach (var (terms, read) in Stale)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  {terms}, last read on {read:yyyy-MM-dd}");
        }

        return text.ToString().TrimEnd();
    }

    /// <summary>The check as JSON.</summary>
    public JsonObject Json() => new()
    {
        ["since"] = Since?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ["added"] = Added,
        ["narrower"] = Narrowed,
        ["wider"] = Document.Array(Widened, w => new JsonObject
        {
            ["thing"] = w.Thing,
            ["use"] = Kebab.Name(w.Use),
            ["before"] = Kebab.Name(w.Before.Outcome),
            ["after"] = Kebab.Name(w.After.Outcome),
            ["by"] = w.By.ToString(),
            ["exception"] = w.Exception,
        }),
        ["stale"] = Document.Array(Stale, s => new JsonObject
        {
            ["terms"] = s.Terms.ToString(),
            ["read"] = s.Read.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        }),
    };

    /// <summary>Whether an entry was put on the record since a day; what comes with the program was there before.</summary>
    private static bool IsAdded(RegisteredEntry entry, DateOnly since) =>
        entry.Registered is { } time && DateOnly.FromDateTime(time.UtcDateTime) >= since && !_starter.Value.Contains(entry.Digest);

    private static readonly Lazy<HashSet<Record.Entries.Digest>> _starter = new(() => [.. StarterSet.Entries.Select(e => e.Digest)]);
}
